package io.trueup.month;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.facts.InputProblem;
import io.trueup.facts.Month;
import io.trueup.facts.SyncStatus;
import io.trueup.folder.ExportFolder;
import io.trueup.folder.ReadOptions;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.db.TenantId;
import io.trueup.platform.db.TestDatabases;
import io.trueup.platform.db.TestDatabases.TestDatabase;
import io.trueup.rulebook.BundleFiles;
import io.trueup.stage.RuleFacts;
import io.trueup.stage.SyncJudge;
import io.trueup.sync.HealthJudge;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(TestDatabases.class)
final class MonthFolderTest {
  private static final LocalDate DAY = LocalDate.parse("2026-03-31");
  private static final Instant NOW = Instant.parse("2026-03-31T10:00:00Z");

  private final SyncJudge judge = new SyncJudge(RuleFacts.load(BundleFiles.shipped()).get());
  private final List<ConnectedSystem> systems = new ArrayList<>();
  private final TenantDb db;
  private final TenantId tenant = TenantId.create();
  private @TempDir Path folder = Path.of("");

  MonthFolderTest(TestDatabase database) {
    db = new TenantDb(database.jdbi());
  }

  @BeforeEach
  void tenant() {
    db.withoutTenant(
        handle ->
            handle
                .createQuery("SELECT 1 FROM (SELECT create_tenant(:id, :slug, 'Test')) c")
                .bind("id", tenant.value())
                .bind("slug", "t" + tenant.value().toString().substring(0, 8))
                .mapTo(Integer.class)
                .one());
  }

  private void system(String id, String category) {
    systems.add(
        new ConnectedSystem(
            id, category, id + "-vendor", new BigDecimal("24"), category.equals("psa")));
  }

  private void store(Consumer<Handle> work) {
    db.useTenant(tenant, work);
  }

  private List<Optional<HealthJudge.Doubt>> judged(
      Handle handle, List<HealthJudge.Measured> measured) {
    SyncJudge.Judgement judgement =
        judge.judge(
            measured.stream()
                .map(
                    m ->
                        new SyncStatus(
                            m.integrationId(),
                            m.stream(),
                            m.lastStatus(),
                            m.everSucceeded(),
                            m.hoursSinceSuccess(),
                            m.maxAgeHours(),
                            m.records(),
                            m.hasPrevious(),
                            m.previousRecords(),
                            m.unreadableRecords()))
                .toList());
    return measured.stream()
        .map(
            m ->
                judgement
                    .find(m.integrationId(), m.stream())
                    .map(d -> new HealthJudge.Doubt(d.reason(), d.words())))
        .toList();
  }

  private List<MonthSource> write(LocalDate asOf, Instant now, Map<String, Long> earlier) {
    MonthFolder month =
        new MonthFolder(
            (handle, owner) -> systems,
            this::judged,
            handle ->
                code -> code.equals("SPB") ? Optional.of("Business Premium") : Optional.empty());
    return db.read(tenant, handle -> month.write(handle, tenant, asOf, now, earlier, folder));
  }

  private String text(String file) throws IOException {
    return Files.readString(folder.resolve(file));
  }

  private static SnapshotFixture psa(Handle handle, String id) {
    return SnapshotFixture.of(handle, id)
        .row("companies", "company_id", "7", "name", "Alder, Inc.", "vip", "yes")
        .row("agreements", "agreement_id", "70", "company_id", "7", "name", "Managed")
        .row(
            "additions",
            "addition_id",
            "700",
            "agreement_id",
            "70",
            "product_code",
            "WS",
            "quantity",
            "2")
        .stream("companies", 1, 0);
  }

  @Test
  void rows_of_all_integrations_make_one_folder() throws IOException {
    system("graph", "microsoft365");
    system("psa", "psa");
    store(
        handle -> {
          psa(handle, "psa").taken("2026-03-31T09:00:00Z");
          SnapshotFixture.of(handle, "graph")
              .row("accounts", "account_id", "t1", "name", "Alder \"A\"\nInc")
              .row(
                  "usage",
                  "account_id",
                  "t1",
                  "record_id",
                  "r1",
                  "kind",
                  "licence",
                  "product_code",
                  "SPB")
              .row(
                  "usage",
                  "account_id",
                  "t1",
                  "record_id",
                  "r2",
                  "kind",
                  "licence",
                  "product_code",
                  "X",
                  "product_name",
                  "Y")
              .row("companies", "company_id", "99", "name", "not a PSA's")
              .stream("licences", 2, 1)
              .taken("2026-03-31T08:00:00Z");
        });
    List<MonthSource> sources = write(DAY, NOW, Map.of());
    assertThat(text("companies.csv"))
        .isEqualTo("company_id,name,integration_id,vip\n7,\"Alder, Inc.\",psa,yes\n");
    assertThat(text("agreements.csv")).isEqualTo("agreement_id,company_id,name\n70,7,Managed\n");
    assertThat(text("accounts.csv"))
        .isEqualTo("integration_id,account_id,name\ngraph,t1,\"Alder \"\"A\"\" Inc\"\n");
    assertThat(text("usage.csv"))
        .isEqualTo(
            """
            integration_id,account_id,record_id,kind,product_code,product_name
            graph,t1,r1,licence,SPB,Business Premium
            graph,t1,r2,licence,X,Y
            """);
    assertThat(text("integrations.csv"))
        .isEqualTo(
            """
            integration_id,category,vendor,last_attempt_at,last_success_at,last_status,max_age_hours
            graph,microsoft365,graph-vendor,2026-03-31T08:00:00Z,2026-03-31T08:00:00Z,succeeded,24
            psa,psa,psa-vendor,2026-03-31T09:00:00Z,2026-03-31T09:00:00Z,succeeded,24
            """);
    assertThat(text("sync_streams.csv"))
        .endsWith(
            "graph,licences,2026-03-31T08:00:00Z,2026-03-31T08:00:00Z,succeeded,2,,1\n"
                + "psa,companies,2026-03-31T09:00:00Z,2026-03-31T09:00:00Z,succeeded,1,,0\n");
    assertThat(folder.resolve("products.csv")).doesNotExist();
    assertThat(folder.resolve("previous")).doesNotExist();
    assertThat(sources)
        .containsExactly(
            new MonthSource(
                "graph",
                1L,
                null,
                Instant.parse("2026-03-31T08:00:00Z"),
                "partial_sync",
                "1 of 3 records of the stream licences could not be read"),
            new MonthSource("psa", 1L, null, Instant.parse("2026-03-31T09:00:00Z"), "healthy", ""));
    Month month = ExportFolder.read(folder, ReadOptions.DEFAULTS);
    assertThat(month.problems()).isEmpty();
    assertThat(month.additions()).hasSize(1);
  }

  @Test
  void the_same_snapshots_make_the_same_bytes_all_day() throws IOException {
    system("psa", "psa");
    store(handle -> psa(handle, "psa").taken("2026-03-30T23:00:00Z"));
    write(DAY, Instant.parse("2026-03-31T10:00:00Z"), Map.of());
    String first = text("integrations.csv");
    write(DAY, Instant.parse("2026-03-31T10:59:00Z"), Map.of());
    assertThat(text("integrations.csv")).isEqualTo(first);
  }

  @Test
  void what_is_fresh_now_is_not_stale_because_the_day_has_hours_left() throws IOException {
    system("psa", "psa");
    store(handle -> psa(handle, "psa").taken("2026-03-30T23:00:00Z"));
    assertThat(write(DAY, NOW, Map.of()).get(0).health()).isEqualTo("healthy");
    assertThat(text("integrations.csv")).endsWith("succeeded,25\n");
    assertThat(write(DAY, Instant.parse("2026-03-31T23:00:01Z"), Map.of()).get(0).health())
        .isEqualTo("stale_integration");
    assertThat(text("integrations.csv")).endsWith("succeeded,24\n");
  }

  @Test
  void a_collapsed_stream_is_judged_against_what_was_last_believed() throws IOException {
    system("rmm", "rmm");
    store(
        handle -> {
          SnapshotFixture.of(handle, "rmm").stream("devices", 118, 0).taken("2026-03-29T09:00:00Z");
          SnapshotFixture.of(handle, "rmm").stream("devices", 0, 0)
              .notBelieved()
              .taken("2026-03-30T09:00:00Z");
          SnapshotFixture.of(handle, "rmm").stream("devices", 0, 0)
              .notBelieved()
              .taken("2026-03-31T09:00:00Z");
        });
    MonthSource source = write(DAY, NOW, Map.of()).get(0);
    assertThat(source)
        .isEqualTo(
            new MonthSource(
                "rmm",
                3L,
                1L,
                Instant.parse("2026-03-31T09:00:00Z"),
                "count_collapse",
                "the stream devices fell from 118 to 0 records"));
    assertThat(text("sync_streams.csv")).contains("succeeded,0,118,0\n");
  }

  @Test
  void what_a_person_accepted_is_believed() throws IOException {
    system("rmm", "rmm");
    store(
        handle -> {
          SnapshotFixture.of(handle, "rmm").stream("devices", 118, 0).taken("2026-03-30T09:00:00Z");
          SnapshotFixture.of(handle, "rmm").stream("devices", 3, 0)
              .acceptedBy("key")
              .taken("2026-03-31T09:00:00Z");
        });
    assertThat(write(DAY, NOW, Map.of()).get(0).health()).isEqualTo("healthy");
    assertThat(text("sync_streams.csv")).contains("succeeded,3,3,0\n");
  }

  @Test
  void an_integration_that_was_never_synced_is_part_of_the_month() throws IOException {
    system("psa", "psa");
    system("rmm", "rmm");
    store(handle -> psa(handle, "psa").taken("2026-03-31T09:00:00Z"));
    List<MonthSource> sources = write(DAY, NOW, Map.of());
    assertThat(sources.get(1))
        .isEqualTo(new MonthSource("rmm", null, null, null, "failed_sync", "its last sync failed"));
    assertThat(text("integrations.csv")).endsWith("rmm,rmm,rmm-vendor,,,never,24\n");
    assertThat(text("usage.csv"))
        .isEqualTo("integration_id,account_id,record_id,kind,product_name\n");
  }

  @Test
  void the_stream_that_a_sync_failed_of_is_named() throws IOException {
    system("rmm", "rmm");
    store(
        handle -> {
          SnapshotFixture rmm = SnapshotFixture.of(handle, "rmm");
          rmm.stream("devices", 118, 0).stream("sites", 4, 0).taken("2026-03-31T05:00:00Z");
          UUID failed = rmm.ended("failed", "2026-03-31T09:00:00Z", "devices");
          rmm.part(failed, "devices", "failed", 40, 0);
          rmm.part(failed, "sites", "finished", 4, 0);
        });
    assertThat(write(DAY, NOW, Map.of()).get(0))
        .extracting(MonthSource::health, MonthSource::words)
        .containsExactly("failed_sync", "the stream devices failed");
    assertThat(text("integrations.csv"))
        .endsWith("2026-03-31T09:00:00Z,2026-03-31T05:00:00Z,failed,24\n");
  }

  @Test
  void a_sync_with_too_many_unreadable_records_says_how_many() {
    system("rmm", "rmm");
    store(
        handle -> {
          SnapshotFixture rmm = SnapshotFixture.of(handle, "rmm");
          rmm.stream("devices", 118, 0).taken("2026-03-31T05:00:00Z");
          UUID partial = rmm.ended("partial", "2026-03-31T09:00:00Z", "devices");
          rmm.part(partial, "devices", "finished", 100, 18);
        });
    assertThat(write(DAY, NOW, Map.of()).get(0))
        .extracting(MonthSource::health, MonthSource::words)
        .containsExactly(
            "partial_sync", "18 of 118 records of the stream devices could not be read");
  }

  @Test
  void a_day_in_the_past_is_seen_as_it_was_known_then() throws IOException {
    system("psa", "psa");
    store(
        handle -> {
          psa(handle, "psa").taken("2026-03-30T20:00:00Z");
          SnapshotFixture later = SnapshotFixture.of(handle, "psa");
          later.row("companies", "company_id", "8", "name", "Birch").taken("2026-03-31T09:00:00Z");
          later.ended("failed", "2026-03-31T09:30:00Z", "");
        });
    assertThat(write(LocalDate.parse("2026-03-30"), NOW, Map.of()).get(0))
        .isEqualTo(
            new MonthSource("psa", 1L, null, Instant.parse("2026-03-30T20:00:00Z"), "healthy", ""));
    assertThat(text("companies.csv")).contains("Alder").doesNotContain("Birch");
  }

  @Test
  void the_previous_month_is_what_its_last_run_was_made_of() throws IOException {
    system("rmm", "rmm");
    store(
        handle -> {
          for (int day = 26; day <= 30; day++) {
            SnapshotFixture.of(handle, "rmm")
                .row("accounts", "account_id", "a", "name", "A" + day)
                .taken("2026-03-" + day + "T09:00:00Z");
          }
        });
    assertThat(write(DAY, NOW, Map.of("rmm", 2L)).get(0).previousNo()).isEqualTo(2);
    assertThat(text("previous/accounts.csv")).contains("A27");
    assertThat(text("previous/integrations.csv"))
        .endsWith("2026-03-27T09:00:00Z,2026-03-27T09:00:00Z,succeeded,24\n");
  }

  @Test
  void where_a_months_highest_count_is_billed_the_highest_is_compared() {
    system("rmm", "rmm");
    store(
        handle -> {
          usage(handle, 9).taken("2026-02-27T09:00:00Z");
          usage(handle, 3).taken("2026-03-02T09:00:00Z");
          usage(handle, 5).taken("2026-03-05T09:00:00Z");
          usage(handle, 7).notBelieved().taken("2026-03-06T09:00:00Z");
          usage(handle, 2).taken("2026-03-10T09:00:00Z");
          usage(handle, 1)
              .row(
                  "service_mappings",
                  "mapping_id",
                  "m",
                  "product_code",
                  "WS",
                  "count",
                  "records",
                  "basis",
                  "high_water")
              .taken("2026-03-31T09:00:00Z");
        });
    assertThat(write(DAY, NOW, Map.of("rmm", 1L)).get(0).previousNo()).isEqualTo(3);
    Month month = ExportFolder.read(folder, ReadOptions.DEFAULTS);
    assertThat(month.previous().usage()).hasSize(5);
  }

  private static SnapshotFixture usage(Handle handle, int records) {
    SnapshotFixture rmm =
        SnapshotFixture.of(handle, "rmm").row("accounts", "account_id", "a", "name", "A");
    for (int i = 0; i < records; i++) {
      rmm.row("usage", "account_id", "a", "record_id", "r" + i, "kind", "device");
    }
    return rmm;
  }

  @Test
  void two_psas_with_the_same_ids_are_kept_apart() throws IOException {
    system("one", "psa");
    system("two", "psa");
    store(
        handle -> {
          psa(handle, "one")
              .row("products", "product_code", "WS", "unit_price", "5")
              .taken("2026-03-31T09:00:00Z");
          SnapshotFixture.of(handle, "two")
              .row("companies", "company_id", "7", "name", "Birch")
              .row("companies", "company_id", "8", "name", "Cedar", "parent_company_id", "7")
              .row("agreements", "agreement_id", "71", "company_id", "7", "name", "Birch's")
              .row("agreements", "agreement_id", "80", "company_id", "8", "name", "Cedar's")
              .row(
                  "additions",
                  "addition_id",
                  "710",
                  "agreement_id",
                  "71",
                  "product_code",
                  "WS",
                  "quantity",
                  "9")
              .row(
                  "additions",
                  "addition_id",
                  "800",
                  "agreement_id",
                  "80",
                  "product_code",
                  "WS",
                  "quantity",
                  "3")
              .row(
                  "invoice_lines",
                  "invoice_id",
                  "i",
                  "invoice_date",
                  "2026-03-01",
                  "company_id",
                  "7",
                  "product_code",
                  "WS",
                  "quantity",
                  "9")
              .row("products", "product_code", "WS", "unit_price", "5")
              .taken("2026-03-31T09:00:00Z");
        });
    write(DAY, NOW, Map.of());
    assertThat(text("companies.csv"))
        .isEqualTo(
            "company_id,name,parent_company_id,integration_id,vip\n"
                + "7,\"Alder, Inc.\",,one,yes\n8,Cedar,,two,\n");
    assertThat(text("agreements.csv")).contains("70,7", "80,8").doesNotContain("71");
    assertThat(text("additions.csv")).contains("700,", "800,").doesNotContain("710");
    Month month = ExportFolder.read(folder, ReadOptions.DEFAULTS);
    assertThat(month.invoiceLines()).isEmpty();
    assertThat(month.products()).hasSize(1);
    assertThat(month.problems())
        .extracting(InputProblem::file, InputProblem::column, InputProblem::value)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("companies.csv", "company_id", "7"),
            org.assertj.core.groups.Tuple.tuple("agreements.csv", "company_id", "7"),
            org.assertj.core.groups.Tuple.tuple("additions.csv", "agreement_id", "71"),
            org.assertj.core.groups.Tuple.tuple("invoice_lines.csv", "company_id", "7"));
    assertThat(month.problems())
        .allMatch(
            problem ->
                problem.kind().equals("colliding_id")
                    && problem.message().contains("one and two share ids"));
  }

  @Test
  void attributes_that_clash_with_columns_are_left_out() throws IOException {
    system("rmm", "rmm");
    store(
        handle ->
            SnapshotFixture.of(handle, "rmm")
                .row(
                    "accounts",
                    "account_id",
                    "a",
                    "name",
                    "A",
                    "Name",
                    "B",
                    "system",
                    "x",
                    "tier",
                    "1",
                    "Tier",
                    "2")
                .taken("2026-03-31T09:00:00Z"));
    write(DAY, NOW, Map.of());
    assertThat(text("accounts.csv")).isEqualTo("integration_id,account_id,name,Tier\nrmm,a,A,2\n");
    assertThat(ExportFolder.read(folder, ReadOptions.DEFAULTS).problems()).isEmpty();
  }
}
