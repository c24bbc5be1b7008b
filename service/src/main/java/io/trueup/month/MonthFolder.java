package io.trueup.month;

import io.trueup.facts.StreamSync;
import io.trueup.folder.ExportFile;
import io.trueup.folder.ExportFiles;
import io.trueup.month.Standing.Taken;
import io.trueup.platform.db.TenantId;
import io.trueup.sync.HealthJudge;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Writes what the integrations of a tenant last said by a day as an export folder: their rows,
 * integrations.csv and sync_streams.csv from how their syncs went, and {@code previous/} for what
 * is compared with an earlier month. The same snapshots make the same bytes. Few rows are in memory
 * at a time.
 */
public final class MonthFolder {
  private static final List<ExportFile> BILLING =
      List.of(
          ExportFiles.COMPANIES,
          ExportFiles.AGREEMENTS,
          ExportFiles.ADDITIONS,
          ExportFiles.PRODUCTS,
          ExportFiles.INVOICE_LINES);
  private static final List<ExportFile> SYSTEMS =
      List.of(
          ExportFiles.ACCOUNTS,
          ExportFiles.USAGE,
          ExportFiles.ACCOUNT_LINKS,
          ExportFiles.ACCOUNT_SPLITS,
          ExportFiles.SERVICE_MAPPINGS,
          ExportFiles.DECISIONS);

  private final ConnectedSystems systems;
  private final HealthJudge judge;
  private final Function<Handle, SkuNames> catalogue;

  /**
   * @param systems the integrations
   * @param judge says which may be believed
   * @param catalogue names of SKUs that come without one, as a tenant has them
   */
  public MonthFolder(
      ConnectedSystems systems, HealthJudge judge, Function<Handle, SkuNames> catalogue) {
    this.systems = systems;
    this.judge = judge;
    this.catalogue = catalogue;
  }

  /**
   * Writes the folder.
   *
   * @param handle a transaction of the tenant
   * @param asOf the day that the month is looked at on; of that day, all that was known by {@code
   *     now}
   * @param now no later than the moment at which syncs are looked at
   * @param earlier which snapshots an earlier month was made of, by integration; may be empty
   * @param folder an empty folder
   * @return where the parts came from, by integration; empty when there is no integration
   */
  public List<MonthSource> write(
      Handle handle,
      TenantId tenant,
      LocalDate asOf,
      Instant now,
      Map<String, Long> earlier,
      Path folder) {
    Instant end = asOf.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    Instant at = now.isBefore(end) ? now : end;
    List<Standing> standings = Standings.of(handle, systems.list(handle, tenant), at);
    List<Row> rows = new ArrayList<>();
    for (Standing standing : standings) {
      rows.add(new Row(standing, limit(standing, at, end), StreamSheet.of(standing)));
    }
    Map<String, Long> held = new TreeMap<>();
    standings.forEach(s -> s.snapshot().ifPresent(t -> held.put(id(s), t.number())));
    List<Collisions.Problem> problems = tables(handle, standings, held, folder);
    integrations(rows, folder);
    streams(rows, folder);
    problems(problems, folder);
    Map<String, Previous> previous = previous(handle, standings, asOf, earlier);
    if (!previous.isEmpty()) {
      previous(handle, standings, previous, folder.resolve(ExportFiles.PREVIOUS));
    }
    return sources(handle, rows, previous, end);
  }

  /**
   * Writes what the integrations last said and nothing of how it was before.
   *
   * @param handle a transaction of the tenant
   * @param now the moment at which syncs are looked at
   * @param folder an empty folder
   * @return the integrations; empty when none of them was ever synced
   */
  public List<String> writeNewest(Handle handle, TenantId tenant, Instant now, Path folder) {
    List<Standing> standings = Standings.of(handle, systems.list(handle, tenant), now);
    Map<String, Long> held = new TreeMap<>();
    standings.forEach(s -> s.snapshot().ifPresent(t -> held.put(id(s), t.number())));
    if (held.isEmpty()) {
      return List.of();
    }
    List<Collisions.Problem> problems = tables(handle, standings, held, folder);
    integrations(
        standings.stream().map(s -> new Row(s, s.system().maxAgeHours(), List.of())).toList(),
        folder);
    problems(problems, folder);
    return standings.stream().map(MonthFolder::id).toList();
  }

  /** An integration as the folder has it. */
  private record Row(Standing standing, BigDecimal maxAgeHours, List<StreamSync> streams) {}

  /** A snapshot of {@code previous/}. */
  private record Previous(long number, Instant takenAt) {}

  private static String id(Standing standing) {
    return standing.system().integrationId();
  }

  /**
   * Ages are compared at the end of the day. What is fresh now shall not be stale because the day
   * has hours left: the limit is extended as far as needed, which depends on nothing but the
   * snapshot.
   */
  private static BigDecimal limit(Standing standing, Instant at, Instant end) {
    BigDecimal limit = standing.system().maxAgeHours();
    Instant success = standing.lastSuccessAt();
    if (success == null || Verdicts.hoursSince(success, at).compareTo(limit) > 0) {
      return limit;
    }
    return limit.max(Verdicts.hoursSince(success, end)).stripTrailingZeros();
  }

  private List<Collisions.Problem> tables(
      Handle handle, List<Standing> standings, Map<String, Long> held, Path folder) {
    List<Collisions.Problem> problems = new ArrayList<>();
    Collisions collisions = new Collisions();
    SkuNames names = catalogue.apply(handle);
    TableSheet billing = new TableSheet(new HeldRows(handle, billing(standings, held)), names);
    for (ExportFile file : BILLING) {
      problems.addAll(billing.write(file, folder, collisions));
    }
    TableSheet all = new TableSheet(new HeldRows(handle, held), names);
    for (ExportFile file : SYSTEMS) {
      problems.addAll(all.write(file, folder, collisions));
    }
    return problems;
  }

  private static Map<String, Long> billing(List<Standing> standings, Map<String, Long> held) {
    Map<String, Long> billing = new TreeMap<>(held);
    standings.stream().filter(s -> !s.system().billing()).forEach(s -> billing.remove(id(s)));
    return billing;
  }

  private static void integrations(List<Row> rows, Path folder) {
    // Whether names alone link accounts is left to the policy.
    List<String> header =
        ExportFiles.INTEGRATIONS.header().stream()
            .filter(column -> !column.equals("match_on_name"))
            .toList();
    try (CsvText out = new CsvText(folder.resolve(ExportFiles.INTEGRATIONS.name()), header)) {
      for (Row row : rows) {
        ConnectedSystem system = row.standing().system();
        out.row(
            List.of(
                system.integrationId(),
                system.category(),
                system.vendor(),
                text(row.standing().lastAttemptAt()),
                text(row.standing().lastSuccessAt()),
                row.standing().lastStatus(),
                row.maxAgeHours().toPlainString()));
      }
    }
  }

  private static void streams(List<Row> rows, Path folder) {
    if (rows.stream().allMatch(row -> row.streams().isEmpty())) {
      return;
    }
    try (CsvText out =
        new CsvText(
            folder.resolve(ExportFiles.SYNC_STREAMS.name()), ExportFiles.SYNC_STREAMS.header())) {
      for (Row row : rows) {
        for (StreamSync stream : row.streams()) {
          Long previous = stream.previousRecords();
          out.row(
              List.of(
                  stream.integrationId(),
                  stream.stream(),
                  text(stream.lastAttemptAt()),
                  text(stream.lastSuccessAt()),
                  stream.lastStatus(),
                  Long.toString(stream.records()),
                  previous == null ? "" : Long.toString(previous),
                  Long.toString(stream.unreadableRecords())));
        }
      }
    }
  }

  private static void problems(List<Collisions.Problem> problems, Path folder) {
    if (problems.isEmpty()) {
      return;
    }
    try (CsvText out =
        new CsvText(
            folder.resolve(ExportFiles.SYNC_PROBLEMS.name()), ExportFiles.SYNC_PROBLEMS.header())) {
      for (Collisions.Problem problem : problems) {
        out.row(
            List.of(
                problem.integrationId(),
                problem.table(),
                "colliding_id",
                problem.column(),
                problem.id(),
                problem.what()));
      }
    }
  }

  private static String text(@Nullable Instant instant) {
    return instant == null ? "" : instant.toString();
  }

  /**
   * Where the highest count of a month is billed, each integration's believed snapshot with the
   * most usage in this month; else what the earlier month was made of, or the last believed before.
   */
  private static Map<String, Previous> previous(
      Handle handle, List<Standing> standings, LocalDate asOf, Map<String, Long> earlier) {
    Map<String, Long> held = new TreeMap<>();
    Map<String, Long> wanted = new TreeMap<>();
    for (Standing standing : standings) {
      standing.snapshot().ifPresent(snapshot -> held.put(id(standing), snapshot.number()));
      Long number = earlier.get(id(standing));
      if (number != null && standing.snapshot().filter(s -> s.number() >= number).isPresent()) {
        wanted.put(id(standing), number);
      } else {
        standing.believed().ifPresent(b -> wanted.put(id(standing), b.number()));
      }
    }
    if (new HeldRows(handle, held).any("service_mappings", "basis", "high_water")) {
      wanted.putAll(Peaks.of(handle, held, asOf));
    }
    Map<String, Previous> previous = new TreeMap<>();
    Peaks.takenAt(handle, wanted)
        .forEach(
            (id, taken) ->
                previous.put(id, new Previous(Objects.requireNonNull(wanted.get(id)), taken)));
    return previous;
  }

  private void previous(
      Handle handle, List<Standing> standings, Map<String, Previous> previous, Path folder) {
    try {
      Files.createDirectory(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, Long> held = new TreeMap<>();
    previous.forEach((id, then) -> held.put(id, then.number()));
    tables(handle, standings, held, folder);
    List<Row> rows = new ArrayList<>();
    for (Standing standing : standings) {
      Previous then = previous.get(id(standing));
      if (then != null) {
        rows.add(new Row(then(standing, then), standing.system().maxAgeHours(), List.of()));
      }
    }
    integrations(rows, folder);
  }

  private static Standing then(Standing standing, Previous then) {
    return new Standing(
        standing.system(),
        Optional.of(new Taken(then.number(), then.takenAt(), 0, Map.of(), Map.of(), true, false)),
        Optional.empty(),
        Optional.empty());
  }

  private List<MonthSource> sources(
      Handle handle, List<Row> rows, Map<String, Previous> previous, Instant end) {
    Verdicts verdicts = new Verdicts(judge, end);
    rows.forEach(row -> verdicts.add(row.standing(), row.maxAgeHours(), row.streams()));
    List<Optional<HealthJudge.Doubt>> doubts = verdicts.gravest(handle);
    List<MonthSource> sources = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      Standing standing = rows.get(i).standing();
      Previous then = previous.get(id(standing));
      sources.add(
          new MonthSource(
              id(standing),
              standing.snapshot().map(Taken::number).orElse(null),
              then == null ? null : then.number(),
              standing.lastSuccessAt(),
              doubts.get(i).map(HealthJudge.Doubt::reason).orElse("healthy"),
              doubts.get(i).map(HealthJudge.Doubt::words).orElse("")));
    }
    return sources;
  }
}
