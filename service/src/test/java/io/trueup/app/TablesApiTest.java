package io.trueup.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.trueup.app.Rulebooks.Draft;
import io.trueup.app.TestService.Answer;
import io.trueup.workbook.Xlsx;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Decision tables in a draft: uploaded, shown as DRL, checked with the table's own places. */
@ExtendWith(TestService.Extension.class)
final class TablesApiTest {
  private static final String PATH = "discrepancies/tolerances.table.csv";

  private Rulebooks books;

  TablesApiTest(TestService service) {
    books = new Rulebooks(service);
  }

  @BeforeEach
  void people(TestService service) {
    books = new Rulebooks(service);
  }

  @Test
  void a_table_of_a_draft_is_shown_as_DRL_and_checked_like_any_rule() {
    Draft draft = books.begin("Tolerances by product");
    draft.put(PATH, TablesTest.table());
    Answer drl = draft.get(PATH + "?as=drl");
    assertThat(drl.text())
        .startsWith("package trueup.discrepancies\n")
        .contains("productCode == \"M365-BP\", absoluteDelta <= 2");
    assertThat(drl.header("Content-Type")).startsWith("text/plain");
    assertThat(draft.get("discrepancies/quantity.drl?as=drl").text())
        .isEqualTo(draft.get("discrepancies/quantity.drl").text());
    assertThat(draft.done("/check", "{}").get("passed").asBoolean()).isTrue();
    draft.put(PATH, TablesTest.table().replace("M365-BP,2,", "M365-BP,=2,"));
    JsonNode problem = draft.done("/check", "{}").at("/problems/0");
    assertThat(problem.get("file").asText()).isEqualTo(PATH);
    assertThat(problem.get("line").asInt()).isEqualTo(11);
    assertThat(problem.get("column").asInt()).isEqualTo(22);
    assertThat(problem.get("id").asText()).isEqualTo("RB-100");
    assertThat(draft.get(PATH + "?as=drl").status()).isEqualTo(400);
    assertThat(draft.get(PATH + "?as=java").status()).isEqualTo(400);
    assertThat(draft.get("policy.yml?as=drl").status()).isEqualTo(400);
  }

  @Test
  void a_workbook_that_is_put_is_kept_as_CSV() {
    Draft draft = books.begin("From a workbook");
    String plain = TablesTest.TABLE.replace("$position {Reason}", "$position");
    Answer put = draft.putBytes(PATH.replace("csv", "xlsx"), Xlsx.ofTexts(plain));
    assertThat(put.status()).as(put.text()).isEqualTo(200);
    assertThat(draft.get(PATH).text()).isEqualTo(plain);
    assertThat(draft.get(PATH.replace("csv", "xlsx")).status()).isEqualTo(404);
    Answer refused = draft.putBytes(PATH.replace("csv", "xlsx"), "table,x\n".getBytes(UTF_8));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().get("detail").asText()).contains("this is no XLSX workbook — ");
    assertThat(draft.putBytes("presets/x.table.xlsx", Xlsx.ofTexts(plain)).status()).isEqualTo(400);
  }

  @Test
  void the_shipped_tables_are_shown_as_DRL_too(TestService service) {
    String shipped = "/api/v1/rulebook/bundles/1/files/service-mapping/mailboxes.table.csv";
    assertThat(service.get(service.viewer, shipped).text()).startsWith("table,");
    assertThat(service.get(service.viewer, shipped + "?as=drl").text())
        .contains("@id(\"SVC-022\")", "attributes[\"mailbox_type\"] == \"shared\"");
  }

  @Test
  void auditors_read_what_a_rule_of_a_table_says_and_who_changed_it(TestService service) {
    books.begin("So that there is a rulebook");
    Answer year = service.get(service.admin, "/api/v1/audit/rules/SVC-022?year=2026");
    assertThat(year.text()).contains("A shared mailbox is not a person");
    Answer history = service.get(service.admin, "/api/v1/audit/rules/SVC-022/history");
    assertThat(history.text()).contains("mailboxes.table.csv");
  }
}
