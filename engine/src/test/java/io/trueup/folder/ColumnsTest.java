package io.trueup.folder;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.facts.Addition;
import io.trueup.facts.Agreement;
import io.trueup.facts.Company;
import io.trueup.facts.InputProblem;
import io.trueup.facts.Integration;
import io.trueup.facts.Month;
import io.trueup.facts.ServiceMapping;
import io.trueup.facts.UsageRecord;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cells mean. */
class ColumnsTest {
  @TempDir Path folder;
  private Exports exports;

  @BeforeEach
  void soundFolder() {
    exports = new Exports(folder);
  }

  private List<InputProblem> agreements(String header, String... rows) {
    exports.with(
        "agreements.csv",
        "agreement_id,company_id,name," + header + "\n" + String.join("\n", rows));
    return exports.read().problems().stream()
        .filter(p -> p.file().equals("agreements.csv"))
        .toList();
  }

  @Test
  void a_byte_order_mark_is_tolerated() {
    exports.with("companies.csv", "\uFEFFcompany_id,name\nC1,Acme\n");
    assertThat(exports.read().companies()).extracting(Company::companyId).contains("C1");
  }

  @Test
  void columns_come_in_any_order_and_any_case() {
    exports.with("companies.csv", "NAME, Company_ID \nAcme,C1\n");
    assertThat(exports.read().companies()).extracting(Company::name).containsExactly("Acme");
  }

  @Test
  void unknown_columns_are_kept_as_attributes() {
    exports.with("companies.csv", "company_id,name,Office,\nC1,Acme,North,x\nC2,Bolt,,\n");
    List<Company> companies = exports.read().companies();
    assertThat(companies.get(0).attributes()).isEqualTo(Map.of("Office", "North", "column_4", "x"));
    assertThat(companies.get(1).attributes()).isEmpty();
  }

  @Test
  void matching_by_name_is_yes_or_no_or_left_to_policy() {
    exports.with(
        "integrations.csv",
        "integration_id,category,vendor,match_on_name\n"
            + "I1,rmm,own,No\nI2,rmm,own,yes\nI3,rmm,own,\nI4,rmm,own,never\n");
    assertThat(exports.read().integrations())
        .extracting(Integration::matchOnName)
        .containsExactly("no", "yes", "");
    assertThat(exports.problems())
        .extracting(InputProblem::column)
        .containsExactly("match_on_name");
  }

  @Test
  void a_quoted_line_end_is_part_of_the_text() {
    exports.with("companies.csv", "company_id,name,address\nC1,Acme,\"1 High Street\nLondon\"\n");
    assertThat(exports.read().companies().get(0).address()).isEqualTo("1 High Street\nLondon");
  }

  @Test
  void a_formula_in_a_name_is_kept_as_it_is() {
    String formula = "=HYPERLINK(\"http://x.test\",\"Acme\")";
    exports.with(
        "companies.csv", "company_id,name\nC1,\"" + formula.replace("\"", "\"\"") + "\"\n");
    assertThat(exports.read().companies().get(0).name()).isEqualTo(formula);
    assertThat(exports.problems()).isEmpty();
  }

  @Test
  void an_id_that_looks_like_a_path_is_only_text() {
    exports.with("companies.csv", "company_id,name\nC1,Acme\n../../etc/passwd,Bolt\n");
    Month month = exports.read();
    assertThat(month.companies()).extracting(Company::companyId).contains("../../etc/passwd");
    assertThat(month.problems()).isEmpty();
  }

  @Test
  void white_space_around_a_cell_is_dropped() {
    exports.with("companies.csv", "company_id,name\n C1\t,\"\u00a0Acme \u00a0\"\n");
    assertThat(exports.read().companies())
        .extracting(Company::companyId, Company::name)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("C1", "Acme"));
  }

  @Test
  void lists_are_split_at_semicolons() {
    exports.with(
        "companies.csv", "company_id,name,domains\nC1,Acme, acme.test; acme.example ;;acme.test\n");
    assertThat(exports.read().companies().get(0).domains())
        .containsExactly("acme.test", "acme.example");
  }

  @Test
  void words_are_read_in_any_case() {
    assertThat(agreements("status", "A1,C1,x,Active")).isEmpty();
    assertThat(exports.read().agreements()).extracting(Agreement::status).containsExactly("active");
  }

  @Test
  void empty_cells_and_missing_columns_have_their_defaults() {
    assertThat(agreements("status,currency", "A1,C1,x,,")).isEmpty();
    Agreement agreement = exports.read().agreements().get(0);
    assertThat(agreement.status()).isEqualTo("active");
    assertThat(agreement.billingCycle()).isEqualTo("monthly");
    assertThat(agreement.currency()).isEqualTo("USD");
    assertThat(agreement.startDate()).isNull();
    Addition addition = exports.read().additions().get(0);
    assertThat(addition.included()).isZero();
    assertThat(addition.unitCost()).isNull();
    assertThat(addition.billCustomer()).isEqualTo("billable");
    assertThat(exports.read().integrations().get(0).maxAgeHours()).isEqualByComparingTo("24");
  }

  @Test
  void a_date_that_does_not_exist_is_reported() {
    assertThat(agreements("start_date", "A1,C1,x,2026-02-31", "A2,C1,x,2026-02-28"))
        .singleElement()
        .satisfies(
            p ->
                assertThat(p.toString())
                    .isEqualTo(
                        "agreements.csv:2: start_date: is a day that does not exist; correct the day"
                            + " or month (2026-02-31)"));
  }

  @Test
  void a_date_in_another_notation_is_reported() {
    assertThat(
            agreements(
                "start_date",
                "A1,C1,x,31/03/2026",
                "A2,C1,x,2026-3-1",
                "A3,C1,x,0001-01-01",
                "A4,C1,x,2026-03-01T00:00:00Z",
                "A5,C1,x,2026-03-01"))
        .extracting(InputProblem::kind)
        .containsExactly("bad_date", "bad_date", "bad_date", "bad_date");
  }

  @Test
  void a_currency_that_is_none_is_reported() {
    assertThat(agreements("currency", "A1,C1,x,EURO", "A2,C1,x,XAU", "A3,C1,x,eur", "A4,C1,x,JPY"))
        .extracting(InputProblem::kind)
        .containsExactly("unknown_currency", "unknown_currency");
  }

  @Test
  void mixed_currencies_are_fine() {
    assertThat(agreements("currency", "A1,C1,x,USD", "A2,C1,y,EUR", "A3,C2,z,CAD")).isEmpty();
    assertThat(exports.read().agreements())
        .extracting(Agreement::currency)
        .containsExactly("USD", "EUR", "CAD");
  }

  @Test
  void a_negative_addition_is_an_adjustment() {
    exports.with(
        "additions.csv",
        "addition_id,agreement_id,product_code,quantity\nL1,A1,P,-2\nL2,A1,P,1.50\n");
    Month month = exports.read();
    assertThat(month.problems()).isEmpty();
    assertThat(month.additions().get(0).quantity()).isEqualByComparingTo("-2");
    assertThat(month.additions().get(1).quantity().toString()).isEqualTo("1.5");
  }

  @Test
  void instants_need_an_offset() {
    exports.with(
        "integrations.csv",
        "integration_id,category,vendor,last_success_at\n"
            + "I1,rmm,n,2026-03-31T10:00:00+02:00\n"
            + "I2,rmm,n,2026-03-31T10:00:00\n"
            + "I3,rmm,n,2026-02-31T10:00:00Z\n"
            + "I4,rmm,n,2026-03-31T10:00:00.123Z\n");
    Month month = exports.read();
    assertThat(month.integrations().get(0).lastSuccessAt())
        .isEqualTo(Instant.parse("2026-03-31T08:00:00Z"));
    assertThat(month.integrations()).hasSize(2);
    assertThat(month.problems())
        .extracting(InputProblem::kind)
        .containsExactly("bad_instant", "bad_instant");
    assertThat(month.problems().get(0).message()).contains("2026-03-31T10:00:00Z");
  }

  @Test
  void usage_has_all_its_columns() {
    exports.with(
        "usage.csv",
        String.join(",", ExportFiles.USAGE.header())
            + ",term\n"
            + "I1,T1,R1,licence,SKU,Product,Ann,ann@x,SN1,server,trial,2.50,gb,1.25,"
            + "2026-01-02T03:04:05Z,2026-03-30T00:00:00Z,2026-12-31,2026-03-15,annual\n");
    UsageRecord record = exports.read().usage().get(0);
    assertThat(record)
        .usingRecursiveComparison()
        .withComparatorForType(java.math.BigDecimal::compareTo, java.math.BigDecimal.class)
        .isEqualTo(
            new UsageRecord(
                "I1",
                "T1",
                "R1",
                "licence",
                "SKU",
                "Product",
                "Ann",
                "ann@x",
                "SN1",
                "server",
                "trial",
                new java.math.BigDecimal("2.5"),
                "gb",
                new java.math.BigDecimal("1.25"),
                Instant.parse("2026-01-02T03:04:05Z"),
                Instant.parse("2026-03-30T00:00:00Z"),
                LocalDate.of(2026, 12, 31),
                LocalDate.of(2026, 3, 15),
                Map.of("term", "annual")));
  }

  @Test
  void a_mapping_has_filters_with_defaults() {
    exports.with(
        "service_mappings.csv",
        "mapping_id,product_code,category,kind,states,attributes,count,inactive_after_days\n"
            + "M1,M365-*,microsoft365,Licence;dev*,,term=annual;office=North,quantity,30\n"
            + "M2,FEE,,,deleted,,none,\n");
    List<ServiceMapping> mappings = exports.read().serviceMappings();
    assertThat(mappings.get(0).kinds()).containsExactly("licence", "dev*");
    assertThat(mappings.get(0).states()).containsExactly("active", "assigned");
    assertThat(mappings.get(0).statesGiven()).isFalse();
    assertThat(mappings.get(0).attributeFilters())
        .isEqualTo(Map.of("term", "annual", "office", "North"));
    assertThat(mappings.get(0).inactiveAfterDays()).isEqualTo(30);
    assertThat(mappings.get(0).unitsPerBillingUnit()).isEqualByComparingTo("1");
    assertThat(mappings.get(1).states()).containsExactly("deleted");
    assertThat(mappings.get(1).statesGiven()).isTrue();
    assertThat(mappings.get(1).countsUsage()).isFalse();
  }

  @Test
  void a_mapping_that_cannot_work_is_reported() {
    exports.with(
        "service_mappings.csv",
        "mapping_id,product_code,kind,attributes,count,inactive_after_days,units_per_billing_unit\n"
            + "M1,P,licences,,records,,\n"
            + "M2,P,,term,records,,\n"
            + "M3,P,,,,,\n"
            + "M4,P,,,records,1.5,\n"
            + "M5,P,,,records,,0\n");
    assertThat(exports.read().problems())
        .extracting(InputProblem::kind)
        .containsExactly(
            "unknown_value", "bad_pairs", "missing_value", "bad_number", "out_of_range");
  }

  @Test
  void a_component_needs_its_bundle() {
    exports.with(
        "service_mappings.csv",
        "mapping_id,product_code,count,role,bundle_code\n"
            + "M1,P,records,component,\nM2,P,records,component,B\n");
    assertThat(exports.read().serviceMappings()).hasSize(1);
    assertThat(exports.read().problems())
        .extracting(InputProblem::column)
        .containsExactly("bundle_code");
  }

  @Test
  void accounts_may_call_their_integration_a_system() {
    exports.with("accounts.csv", "system,account_id,name\nI1,T1,x\n");
    assertThat(exports.read().accounts().get(0).integrationId()).isEqualTo("I1");
  }

  @Test
  void every_column_has_a_fact_to_go_to() {
    for (ExportFile file : ExportFiles.list()) {
      assertThat(file.header()).doesNotHaveDuplicates().allMatch(name -> name.matches("[a-z_]+"));
      assertThat(file.columns()).allMatch(column -> !column.doc().isBlank());
      assertThat(file.header()).containsAll(file.key());
    }
  }
}
