package io.trueup.benchmarks;

import io.trueup.facts.Month;
import io.trueup.facts.UsageRecord;
import io.trueup.platform.db.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * From PostgreSQL to stored results: the service, a process of its own on two cores, and plain SQL
 * in turn on the same server. CPU is that of the service and of all of PostgreSQL's processes. A
 * run ends when it is done; what its files take after that is said beside it.
 */
final class StoreRace implements AutoCloseable {
  static final String RUN = "run_from_postgresql";
  static final String FILES = "files_after_the_run";
  static final String SQL = "plain_sql";

  /** What follows a run, such as where accounts stand, is not to be taken for another's work. */
  private static final long SETTLING = 3;

  private final Path home;
  private final Path folder;
  private final EmbeddedPostgres postgres;
  private final Connection connection;
  private final long server;
  private final Map<String, Boolean> agreements = new LinkedHashMap<>();
  private final Map<String, String> details = new LinkedHashMap<>();
  private String last = "";

  /**
   * @param work an empty folder
   * @param folder the month as an export folder
   */
  StoreRace(Path work, Path folder) throws IOException, SQLException {
    this.home = Files.createDirectories(work.resolve("service"));
    this.folder = folder;
    Path data = work.resolve("postgres");
    this.postgres = EmbeddedPostgres.start(data);
    this.server = Long.parseLong(Files.readAllLines(pidFile(data)).get(0).strip());
    this.connection =
        DriverManager.getConnection(
            postgres.address(EmbeddedPostgres.DATABASE),
            postgres.superuser().user(),
            postgres.superuser().password());
  }

  private static Path pidFile(Path data) throws IOException {
    try (Stream<Path> files = Files.walk(data, 3)) {
      return files
          .filter(file -> file.endsWith("postmaster.pid"))
          .findFirst()
          .orElseThrow(() -> new IOException("no postmaster.pid below " + data));
    }
  }

  /** Whether both stored what the engine found. */
  Map<String, Boolean> agreements() {
    return agreements;
  }

  /** What the service says of its last run. */
  Map<String, String> details() {
    return details;
  }

  Map<String, Samples> run(
      Month month,
      List<UsageRecord> usage,
      Policy policy,
      String digest,
      int rounds,
      Consumer<String> progress)
      throws SQLException, IOException, InterruptedException {
    progress.accept("filling the tables of plain SQL");
    PlainSql sql = PlainSql.prepare(connection, month, usage, policy);
    progress.accept("starting the service and storing the month");
    Map<String, Samples> samples = new LinkedHashMap<>();
    samples.put(RUN, new Samples());
    samples.put(FILES, new Samples());
    samples.put(SQL, new Samples());
    try (ServiceProcess service = ServiceProcess.start(home, folder, postgres.access())) {
      String dataset = service.api().dataset(folder);
      int warmUps = rounds > 5 ? 3 : 2;
      for (int round = -warmUps; round < rounds; round++) {
        progress.accept(
            round < 0 ? "warming up on PostgreSQL" : "round " + (round + 1) + " of " + rounds);
        sql.reset();
        Samples.Sample one = timed(sql::run, () -> 0);
        Samples.Sample other = timed(() -> last = service.api().run(dataset), service::cpu);
        Samples.Sample files = timed(() -> service.api().files(last), service::cpu);
        TimeUnit.SECONDS.sleep(SETTLING);
        if (round >= 0) {
          samples.get(SQL).add(one);
          samples.get(RUN).add(other);
          samples.get(FILES).add(files);
        }
      }
      agreements.put(SQL, Finding.digest(sql.findings()).equals(digest));
      agreements.put(RUN, Finding.digest(stored()).equals(digest));
    }
    return samples;
  }

  private interface Work {
    void run() throws SQLException, IOException, InterruptedException;
  }

  private interface Clock {
    long cpu();
  }

  private Samples.Sample timed(Work work, Clock client)
      throws SQLException, IOException, InterruptedException {
    long cpu = Cpu.ofFamily(server) + client.cpu();
    long start = System.nanoTime();
    work.run();
    double wall = (System.nanoTime() - start) / 1e6;
    return new Samples.Sample((Cpu.ofFamily(server) + client.cpu() - cpu) / 1e6, wall, 0);
  }

  /** What the service stored last. */
  private List<Finding> stored() throws SQLException {
    List<Finding> found = new ArrayList<>();
    try (PreparedStatement runs =
            connection.prepareStatement(
                "SELECT run_id, timings::text AS timings FROM trueup.run ORDER BY created_at DESC LIMIT 1");
        ResultSet run = runs.executeQuery()) {
      run.next();
      details.put("run_timings", Objects.requireNonNullElse(run.getString("timings"), ""));
      try (PreparedStatement rows =
          connection.prepareStatement("SELECT * FROM trueup.discrepancy WHERE run_id = ?")) {
        rows.setObject(1, run.getObject("run_id"));
        try (ResultSet row = rows.executeQuery()) {
          while (row.next()) {
            found.add(finding(row));
          }
        }
      }
    }
    return found;
  }

  private static Finding finding(ResultSet row) throws SQLException {
    return new Finding(
        Objects.requireNonNull(row.getString("company_id")),
        Objects.requireNonNull(row.getString("product_code")),
        Objects.requireNonNull(row.getString("class")),
        Objects.requireNonNull(row.getString("reason")),
        row.getBigDecimal("billed_quantity"),
        row.getBigDecimal("used_quantity"),
        row.getBigDecimal("delta"),
        row.getBigDecimal("unit_price"),
        Objects.requireNonNull(row.getString("currency")),
        row.getBigDecimal("monthly_impact"),
        row.getBoolean("held"),
        row.getBigDecimal("held_amount"),
        row.getBigDecimal("inactive_quantity"),
        row.getBigDecimal("reclaimable_amount"));
  }

  @Override
  public void close() throws SQLException {
    connection.close();
    postgres.close();
  }
}
