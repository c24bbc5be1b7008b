package io.trueup.folder;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.facts.Company;
import io.trueup.facts.InputProblem;
import io.trueup.facts.Month;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ids that must lead somewhere. */
class IdsTest {
  @TempDir Path folder;
  private Exports exports;

  @BeforeEach
  void soundFolder() {
    exports = new Exports(folder);
  }

  private void dangling(String file, String column) {
    assertThat(exports.problems())
        .filteredOn(p -> p.file().equals(file))
        .singleElement()
        .satisfies(
            p -> {
              assertThat(p.kind()).isEqualTo("dangling_id");
              assertThat(p.line()).isEqualTo(2);
              assertThat(p.column()).isEqualTo(column);
            });
  }

  @Test
  void an_agreement_needs_its_company() {
    exports.with("agreements.csv", "agreement_id,company_id,name\nA9,C9,x\nA1,C1,y\n");
    dangling("agreements.csv", "company_id");
  }

  @Test
  void an_addition_needs_its_agreement() {
    exports.with(
        "additions.csv", "addition_id,agreement_id,product_code,quantity\nL9,A9,P,1\nL1,A1,P,1\n");
    dangling("additions.csv", "agreement_id");
  }

  @Test
  void an_account_needs_its_integration() {
    exports.with("accounts.csv", "integration_id,account_id,name\nI9,T9,x\nI1,T1,y\n");
    dangling("accounts.csv", "integration_id");
  }

  @Test
  void usage_needs_its_integration() {
    exports.usage("I9,T1,R1,user,Ann,1\nI1,T1,R2,user,Bob,1\n");
    dangling("usage.csv", "integration_id");
  }

  @Test
  void usage_needs_its_account() {
    exports.usage("I1,T9,R1,user,Ann,1\nI1,T1,R2,user,Bob,1\n");
    dangling("usage.csv", "account_id");
  }

  @Test
  void a_link_needs_its_account_and_a_company_when_it_names_one() {
    exports.with("account_links.csv", "integration_id,account_id,company_id\nI1,T9,C1\nI1,T1,\n");
    dangling("account_links.csv", "account_id");
    exports.with("account_links.csv", "integration_id,account_id,company_id\nI1,T1,C9\n");
    dangling("account_links.csv", "company_id");
  }

  @Test
  void a_split_needs_its_account_and_its_company() {
    String header = "integration_id,account_id,attribute,value,company_id\n";
    exports.with("account_splits.csv", header + "I1,T9,name,a*,C1\nI1,T1,name,a*,C1\n");
    dangling("account_splits.csv", "account_id");
    exports.with("account_splits.csv", header + "I1,T1,name,a*,C9\n");
    dangling("account_splits.csv", "company_id");
  }

  @Test
  void a_split_goes_by_a_column_that_usage_has_in_any_case() {
    String header = "integration_id,account_id,attribute,value,company_id\n";
    exports
        .with("usage.csv", "integration_id,account_id,record_id,kind,Office\nI1,T1,R1,user,North\n")
        .with(
            "account_splits.csv",
            header
                + "I1,T1,OFFICE,north,C1\n"
                + "I1,T1,Product_Code,x,C1\n"
                + "I1,T1,Domain,x.example,C1\n"
                + "I1,T1,department,Sales,C2\n"
                + "I1,T1,quantity,2,C2\n"
                + "I1,T1,name,;,C2\n"
                + "I1,T1,name,,C2\n");
    Month month = exports.read();
    assertThat(month.accountSplits())
        .extracting(split -> split.valueOf(month.usage().get(0)))
        .containsExactly("North", "", "", "");
    assertThat(month.problems())
        .extracting(p -> p.line() + " " + p.column() + " " + p.kind())
        .containsExactly(
            "5 attribute unknown_column",
            "6 attribute unknown_value",
            "7 value missing_value",
            "8 value missing_value");
  }

  @Test
  void a_mapping_needs_the_company_and_integration_that_it_names() {
    String header = "mapping_id,product_code,company_id,integration_id,count\n";
    exports.with("service_mappings.csv", header + "M1,P,C9,,records\nM2,P,C1,I1,records\n");
    dangling("service_mappings.csv", "company_id");
    exports.with("service_mappings.csv", header + "M1,P,,I9,records\n");
    dangling("service_mappings.csv", "integration_id");
  }

  @Test
  void an_invoice_line_needs_its_company() {
    exports.with(
        "invoice_lines.csv",
        "invoice_id,invoice_date,company_id,product_code,quantity\nV1,2026-03-01,C9,P,1\n");
    dangling("invoice_lines.csv", "company_id");
  }

  @Test
  void a_decision_needs_the_company_that_it_names() {
    String header = "decision_id,kind,company_id,value,reason,decided_by,decided_at\n";
    exports.with(
        "decisions.csv",
        header + "D1,waive,C9,,why,ann,2026-03-01\nD2,waive,,,why,ann,2026-03-01\n");
    dangling("decisions.csv", "company_id");
  }

  @Test
  void a_decision_needs_the_account_that_it_names() {
    String header = "decision_id,kind,company_id,value,reason,decided_by,decided_at\n";
    exports.with(
        "decisions.csv",
        header
            + "D1,ignore_account,,I1/T9,why,ann,2026-03-01\n"
            + "D2,ignore_account,,I1/T1,why,ann,2026-03-01\n");
    dangling("decisions.csv", "value");
  }

  @Test
  void a_rejected_link_needs_its_account_and_its_company() {
    String header = "decision_id,kind,company_id,value,reason,decided_by,decided_at\n";
    exports.with("decisions.csv", header + "D1,reject_link,C1,I1/T9,why,ann,2026-03-01\n");
    dangling("decisions.csv", "value");
    exports.with("decisions.csv", header + "D1,reject_link,C9,I1/T1,why,ann,2026-03-01\n");
    dangling("decisions.csv", "company_id");
    exports.with(
        "decisions.csv",
        header
            + "D1,reject_link,,I1/T1,why,ann,2026-03-01\n"
            + "D2,reject_link,C1,T1,why,ann,2026-03-01\n"
            + "D3,reject_link,C1,I1/T1,why,ann,2026-03-01\n");
    assertThat(exports.problems())
        .extracting(InputProblem::toString)
        .containsExactly(
            "decisions.csv:2: company_id: is empty; reject_link needs the company that the account"
                + " is not",
            "decisions.csv:3: value: must be integration_id/account_id (T1)");
  }

  @Test
  void the_tolerance_of_a_decision_is_a_number() {
    String header = "decision_id,kind,company_id,value,reason,decided_by,decided_at\n";
    exports.with("decisions.csv", header + "D1,tolerance,,few,why,ann,2026-03-01\n");
    assertThat(exports.problems()).extracting(InputProblem::kind).containsExactly("bad_number");
  }

  @Test
  void an_id_whose_row_was_left_out_says_so() {
    exports.with("agreements.csv", "agreement_id,company_id,name,status\nA1,C1,y,aktive\n");
    assertThat(exports.problems())
        .extracting(InputProblem::toString)
        .anyMatch(
            p ->
                p.startsWith(
                    "additions.csv:2: agreement_id: is the id of a row that was left out; correct agreements.csv:2"));
  }

  @Test
  void a_parent_that_does_not_exist_costs_the_parent_only() {
    exports.with("companies.csv", "company_id,name,parent_company_id\nC1,Acme,C9\nC2,Bolt,C1\n");
    Month month = exports.read();
    assertThat(month.companies()).extracting(Company::parentCompanyId).containsExactly("", "C1");
    assertThat(month.problems())
        .singleElement()
        .satisfies(
            p ->
                assertThat(p.toString())
                    .startsWith(
                        "companies.csv:2: parent_company_id: is in no row of companies.csv"));
  }

  @Test
  void parents_in_a_circle_cost_the_parents_of_that_circle_only() {
    exports.with(
        "companies.csv",
        "company_id,name,parent_company_id\nC1,a,C2\nC2,b,C3\nC3,c,C1\nC4,d,C1\nC5,e,C5\nC6,f,C4\n");
    Month month = exports.read();
    assertThat(month.companies())
        .extracting(Company::parentCompanyId)
        .containsExactly("", "", "", "C1", "", "C4");
    assertThat(month.problems()).extracting(InputProblem::kind).containsOnly("parent_cycle");
    assertThat(month.problems()).extracting(InputProblem::line).containsExactly(2, 3, 4, 6);
  }

  @Test
  void a_long_chain_of_parents_is_fine() {
    StringBuilder rows = new StringBuilder("company_id,name,parent_company_id\nC0,x,\n");
    for (int i = 1; i < 20_000; i++) {
      rows.append('C').append(i).append(",x,C").append(i - 1).append('\n');
    }
    exports.with("companies.csv", rows.toString());
    assertThat(exports.problems()).isEmpty();
  }
}
