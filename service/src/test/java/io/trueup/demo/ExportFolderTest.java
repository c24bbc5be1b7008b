package io.trueup.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rows among each other: ids are unique and resolve, dates and numbers can be read. */
class ExportFolderTest {
  private static final Map<String, String> IDS =
      Map.of(
          "companies", "company_id",
          "agreements", "agreement_id",
          "additions", "addition_id",
          "integrations", "integration_id",
          "service_mappings", "mapping_id",
          "products", "product_code",
          "decisions", "decision_id");

  @TempDir private Path directory;

  private Folder month = new Folder(Path.of("."));

  @BeforeEach
  void write() throws IOException {
    month = Folder.written(directory);
  }

  @Test
  void ids_are_unique() {
    IDS.forEach(
        (file, column) -> assertThat(month.values(file, column)).as(file).doesNotHaveDuplicates());
    for (Folder folder : new Folder[] {month, month.previous()}) {
      assertThat(folder.values("usage", "integration_id", "account_id", "record_id"))
          .doesNotHaveDuplicates();
      assertThat(folder.values("accounts", "integration_id", "account_id")).doesNotHaveDuplicates();
    }
  }

  @Test
  void every_id_resolves() {
    Set<String> companies = optional(month.distinct("companies", "company_id"));
    assertThat(companies)
        .containsAll(month.distinct("agreements", "company_id"))
        .containsAll(month.distinct("companies", "parent_company_id"))
        .containsAll(month.distinct("account_links", "company_id"))
        .containsAll(month.distinct("service_mappings", "company_id"))
        .containsAll(month.distinct("decisions", "company_id"))
        .containsAll(month.distinct("invoice_lines", "company_id"));
    assertThat(month.distinct("agreements", "agreement_id"))
        .containsAll(month.distinct("additions", "agreement_id"));
    assertThat(month.distinct("additions", "addition_id"))
        .containsAll(month.distinct("invoice_lines", "addition_id"));
    assertThat(optional(month.distinct("products", "product_code")))
        .containsAll(month.distinct("additions", "product_code"))
        .containsAll(month.distinct("service_mappings", "product_code"))
        .containsAll(month.distinct("service_mappings", "bundle_code"))
        .containsAll(month.distinct("decisions", "product_code"));
    assertThat(optional(month.distinct("integrations", "integration_id")))
        .containsAll(month.distinct("accounts", "integration_id"))
        .containsAll(month.distinct("service_mappings", "integration_id"));
  }

  @Test
  void every_account_that_is_named_is_listed() {
    Set<String> accounts = month.distinct("accounts", "integration_id", "account_id");
    assertThat(accounts)
        .containsAll(month.distinct("usage", "integration_id", "account_id"))
        .containsAll(month.previous().distinct("usage", "integration_id", "account_id"))
        .containsAll(month.distinct("account_links", "integration_id", "account_id"));
    assertThat(accounts)
        .containsAll(
            month.rows("decisions").stream()
                .filter(row -> Set.of("link", "ignore_account").contains(row.getField("kind")))
                .map(row -> row.getField("value"))
                .toList());
  }

  @Test
  void dates_and_instants_can_be_read_and_none_is_after_the_month() {
    assertDates("agreements", "start_date", "end_date");
    assertDates("additions", "effective_date", "cancelled_date");
    assertDates("usage", "commitment_end_date", "trial_end_date");
    assertDates("invoice_lines", "invoice_date");
    assertDates("decisions", "until");
    Instant end = Instant.parse("2026-11-01T00:00:00Z");
    assertThat(instants("usage", "created_at")).allMatch(instant -> instant.isBefore(end));
    assertThat(instants("usage", "last_active_at")).allMatch(instant -> instant.isBefore(end));
    assertThat(instants("integrations", "last_attempt_at"))
        .allMatch(instant -> instant.isBefore(end));
    assertThat(instants("decisions", "decided_at")).allMatch(instant -> instant.isBefore(end));
  }

  @Test
  void the_previous_run_knows_nothing_of_the_week_after_it() {
    Folder previous = month.previous();
    Instant end = Instant.parse("2026-10-25T00:00:00Z");
    Stream.of("created_at", "last_active_at")
        .forEach(
            column ->
                assertThat(
                        previous
                            .values("usage", column)
                            .filter(text -> !text.isEmpty())
                            .map(Instant::parse))
                    .allMatch(instant -> instant.isBefore(end)));
    assertThat(previous.distinct("integrations", "last_status")).containsExactly("succeeded");
  }

  @Test
  void nothing_was_active_before_it_was_there() {
    for (Folder folder : new Folder[] {month, month.previous()}) {
      assertThat(
              folder.rows("usage").stream()
                  .filter(row -> !row.getField("last_active_at").isEmpty())
                  .filter(
                      row ->
                          row.getField("created_at").compareTo(row.getField("last_active_at")) > 0)
                  .map(row -> row.getField("record_id")))
          .isEmpty();
    }
  }

  @Test
  void numbers_are_plain_decimals() {
    Stream.of("quantity", "included_quantity", "unit_price", "unit_cost")
        .flatMap(column -> month.values("additions", column))
        .filter(text -> !text.isEmpty())
        .forEach(text -> assertThat(new BigDecimal(text).toPlainString()).isEqualTo(text));
    assertThat(month.values("usage", "quantity").map(BigDecimal::new))
        .allMatch(quantity -> quantity.signum() > 0);
  }

  private void assertDates(String file, String... columns) {
    for (String column : columns) {
      assertThat(month.values(file, column).filter(text -> !text.isEmpty()).map(LocalDate::parse))
          .as(column)
          .isNotNull();
    }
  }

  private Stream<Instant> instants(String file, String column) {
    return month.values(file, column).filter(text -> !text.isEmpty()).map(Instant::parse);
  }

  private static Set<String> optional(Set<String> ids) {
    Set<String> withNone = new HashSet<>(ids);
    withNone.add("");
    return withNone;
  }
}
