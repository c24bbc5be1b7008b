package io.trueup.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.platform.db.TenantDb;
import io.trueup.platform.db.TenantId;
import io.trueup.platform.db.TestDatabases;
import io.trueup.platform.db.TestDatabases.TestDatabase;
import io.trueup.platform.http.Page.Total;
import io.trueup.reconcile.DiscrepancyDao.Placed;
import io.trueup.reconcile.DiscrepancyQuery.Sort;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestDatabases.class)
final class FindingSearchTest {
  private static final TenantId OURS = TenantId.create();
  private static final TenantId THEIRS = TenantId.create();

  /** Few findings, texts of all kinds. */
  private static final UUID SMALL = UUID.randomUUID();

  /** Many findings: every one has "used", one in three "backup", the last by name "zebra". */
  private static final UUID LARGE = UUID.randomUUID();

  private static final int MANY = 12_000;
  private static final int ZEBRAS = 3_500;

  private static TenantDb db;

  @BeforeAll
  static void two_tenants_have_runs(TestDatabase database) {
    db = new TenantDb(database.jdbi());
    db.useTenant(
        OURS,
        handle -> {
          SearchedRows.store(handle, SMALL, small());
          // A divided run: each part stores what is its own.
          List<DiscrepancyRow> large = large();
          SearchedRows.store(handle, LARGE, large.subList(0, MANY / 3));
          SearchedRows.store(handle, LARGE, large.subList(MANY / 3, MANY));
        });
    db.useTenant(THEIRS, handle -> SearchedRows.store(handle, SMALL, small()));
  }

  private static List<DiscrepancyRow> small() {
    return List.of(
        SearchedRows.row("d01", "Müller & Söhne", "Uses 5 and is billed for 4."),
        SearchedRows.row("d02", "Straße 12", "100% of seats are idle"),
        SearchedRows.row("d03", "Acme_Ltd", "Path C:\\temp is not covered"),
        SearchedRows.row("d04", "İzmir Foods", "First line\nsecond line ends in tail"),
        SearchedRows.row("d05", "Head Office", "Tail of the line before"));
  }

  private static List<DiscrepancyRow> large() {
    return IntStream.range(0, MANY)
        .mapToObj(
            i ->
                SearchedRows.row(
                    "e%05d".formatted(i),
                    (i < MANY - ZEBRAS ? "Client " : "Zebra ") + i / 10,
                    (i % 3 == 0 ? "Backup" : "Mailbox") + " is used by " + i))
        .toList();
  }

  private static DiscrepancyQuery query(String search, List<String> classes, Sort sort) {
    return new DiscrepancyQuery(
        classes,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(search),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        sort);
  }

  private static List<String> found(TenantId tenant, UUID run, String search) {
    List<Placed> rows =
        db.read(
            tenant,
            handle ->
                DiscrepancyDao.list(
                    handle, run, query(search, List.of(), Sort.COMPANY), List.of(), 100));
    assertThat(count(run, query(search, List.of(), Sort.COMPANY)).count())
        .as(search)
        .isGreaterThanOrEqualTo(rows.size());
    return rows.stream().map(row -> row.row().discrepancyId()).sorted().toList();
  }

  private static List<String> small(String search) {
    return found(OURS, SMALL, search);
  }

  private static Total count(UUID run, DiscrepancyQuery query) {
    return db.read(OURS, handle -> DiscrepancyDao.count(handle, run, query));
  }

  @Test
  void a_finding_is_found_by_company_id_product_account_and_words_of_its_explanation() {
    assertThat(small("head off")).containsExactly("d05");
    assertThat(small("c-d03")).containsExactly("d03");
    assertThat(small("P-D02")).containsExactly("d02");
    assertThat(small("t-d01")).containsExactly("d01");
    assertThat(small("IS BILLED")).containsExactly("d01");
    assertThat(small("d0")).hasSize(5);
    assertThat(small("nothing like it")).isEmpty();
  }

  @Test
  void what_is_a_wildcard_elsewhere_is_plain_here() {
    assertThat(small("100% of")).containsExactly("d02");
    assertThat(small("1%f")).isEmpty();
    assertThat(small("acme_l")).containsExactly("d03");
    assertThat(small("acme ltd")).isEmpty();
    assertThat(small("c:\\TEMP")).containsExactly("d03");
    assertThat(small("c:\\\\temp")).isEmpty();
  }

  @Test
  void letters_of_other_languages_are_found_in_any_case() {
    assertThat(small("MÜLLER & SÖHNE")).containsExactly("d01");
    assertThat(small("straße")).containsExactly("d02");
    assertThat(small("İZMİR")).containsExactly("d04");
    assertThat(small("izmir")).containsExactly("d04");
  }

  @Test
  void a_text_is_found_over_a_line_break_but_never_over_two_findings() {
    assertThat(small("line second")).containsExactly("d04");
    assertThat(small("line\nsecond")).containsExactly("d04");
    assertThat(small("tail")).containsExactly("d04", "d05");
    assertThat(small("tail head")).isEmpty();
    assertThat(small("tail\nhead")).isEmpty();
  }

  @Test
  void other_runs_and_other_tenants_stay_unseen() {
    assertThat(small("backup")).isEmpty();
    assertThat(found(OURS, LARGE, "müller")).isEmpty();
    assertThat(found(THEIRS, SMALL, "müller")).containsExactly("d01");
    assertThat(found(THEIRS, LARGE, "backup")).isEmpty();
  }

  @Test
  void every_order_pages_once_through_all_that_a_text_stands_in() {
    for (String search : List.of("used by 77", "zebra", "BACKUP")) {
      List<String> expected =
          large().stream()
              .filter(row -> SearchBlock.line(row).contains(SearchBlock.folded(search)))
              .map(DiscrepancyRow::discrepancyId)
              .toList();
      for (Sort sort : Sort.values()) {
        assertThat(pages(query(search, List.of(), sort)))
            .as(search + " by " + sort)
            .doesNotHaveDuplicates()
            .hasSameElementsAs(expected);
      }
    }
  }

  @Test
  void a_search_goes_together_with_other_filters() {
    List<String> over = List.of("OVERBILLING");
    for (String search : List.of("used by 77", "zebra", "used by")) {
      List<String> expected =
          large().stream()
              .filter(row -> SearchBlock.line(row).contains(search))
              .filter(row -> row.discrepancyClass().equals("OVERBILLING"))
              .map(DiscrepancyRow::discrepancyId)
              .toList();
      assertThat(pages(query(search, over, Sort.IMPACT)))
          .as(search)
          .doesNotHaveDuplicates()
          .hasSameElementsAs(expected);
      assertThat(count(LARGE, query(search, over, Sort.IMPACT)))
          .isEqualTo(new Total(expected.size(), "exact"));
    }
  }

  private static List<String> pages(DiscrepancyQuery query) {
    List<String> all = new ArrayList<>();
    List<String> after = List.of();
    List<Placed> page;
    do {
      List<String> from = after;
      page = db.read(OURS, handle -> DiscrepancyDao.list(handle, LARGE, query, from, 450));
      page.forEach(row -> all.add(row.row().discrepancyId()));
      after = page.isEmpty() ? after : page.get(page.size() - 1).key();
    } while (page.size() == 450);
    return all;
  }

  @Test
  void the_count_is_exact_up_to_its_limit() {
    assertThat(count(LARGE, query("used by 77", List.of(), Sort.IMPACT)))
        .isEqualTo(new Total(111, "exact"));
    assertThat(count(LARGE, query("backup", List.of(), Sort.IMPACT)))
        .isEqualTo(new Total(MANY / 3, "exact"));
    assertThat(count(LARGE, query("used", List.of(), Sort.IMPACT)))
        .isEqualTo(new Total(Total.LIMIT, "at_least"));
  }

  @Test
  void all_that_a_common_or_a_rare_text_stands_in_is_chosen() {
    assertThat(chosen("backup")).isEqualTo(MANY / 3);
    assertThat(chosen("used by 11999")).isEqualTo(1);
  }

  private static long chosen(String search) {
    return db.inTenant(
        OURS,
        handle -> {
          DiscrepancyDao.choose(handle, LARGE, query(search, List.of(), Sort.IMPACT));
          return handle.createQuery("SELECT count(*) FROM chosen").mapTo(Long.class).one();
        });
  }

  @Test
  void a_search_reads_short_rows_that_are_not_packed(TestDatabase database) {
    List<Integer> bytes =
        database
            .root()
            .withHandle(
                root ->
                    root.createQuery("SELECT pg_column_size(b.*) FROM search_block b")
                        .mapTo(Integer.class)
                        .list());
    assertThat(bytes).allMatch(size -> size <= 2_032);
    assertThat(bytes.stream().mapToInt(Integer::intValue).max().orElse(0)).isGreaterThan(1_600);
  }

  @Test
  void runs_from_before_the_blocks_get_theirs_from_the_migration(TestDatabase database)
      throws IOException {
    String migration;
    try (InputStream in = getClass().getResourceAsStream("/migrations/V22__search_blocks.sql")) {
      migration = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
    String fills =
        migration.substring(
            migration.indexOf("ALTER TABLE discrepancy NO FORCE"),
            migration.indexOf("ALTER TABLE discrepancy DROP"));
    database
        .owner()
        .useTransaction(
            handle -> {
              handle.execute("TRUNCATE search_block");
              handle.execute("ALTER TABLE search_block NO FORCE ROW LEVEL SECURITY");
              try (Statement sql = handle.getConnection().createStatement()) {
                sql.execute(fills);
              } catch (SQLException e) {
                throw new AssertionError(e);
              }
              handle.execute("ALTER TABLE search_block FORCE ROW LEVEL SECURITY");
            });
    a_finding_is_found_by_company_id_product_account_and_words_of_its_explanation();
    what_is_a_wildcard_elsewhere_is_plain_here();
    letters_of_other_languages_are_found_in_any_case();
    a_text_is_found_over_a_line_break_but_never_over_two_findings();
    other_runs_and_other_tenants_stay_unseen();
    the_count_is_exact_up_to_its_limit();
    a_search_reads_short_rows_that_are_not_packed(database);
  }
}
