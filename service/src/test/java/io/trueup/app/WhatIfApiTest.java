package io.trueup.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.trueup.app.Rulebooks.Draft;
import io.trueup.app.TestService.Answer;
import io.trueup.platform.db.TestDatabases;
import io.trueup.platform.db.TestDatabases.TestDatabase;
import io.trueup.platform.http.Role;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A draft is compared with what past runs concluded, over REST. */
@ExtendWith(TestDatabases.class)
final class WhatIfApiTest {
  private static final String POLICY =
      "\n# So many units may differ, as agreed with all clients.\nagreed_units: %d\n";
  private static final String RULE =
      """
      package trueup.discrepancies

      rule "A difference of as many units as agreed with everybody is accepted"
          @id("DSC-900") @owner("billing") @since("2026-11")
          @rationale("Agreed with all clients.")
      when
          Compared( $key : positionKey )
          Threshold( name == "agreed_units", $units : value )
          $position : Position( key == $key, delta != 0, absoluteDelta <= $units )
      then
          insertLogical( Accepted.because( $position, "within_tolerance" ) );
      end
      """;

  @TempDir private Path folder;

  @Test
  void one_tolerance_shows_the_money_that_moves_and_the_rule_that_moves_it(TestDatabase database)
      throws IOException {
    try (TestService service = new TestService(database, new EngineReconciler(Clock.systemUTC()))) {
      Rulebooks books = new Rulebooks(service);
      Draft first = books.begin("A tolerance for all");
      first.put("policy.yml", first.get("policy.yml").text() + POLICY.formatted(0));
      first.put("discrepancies/agreed.drl", RULE);
      first.publish();
      String run = month(service, "first", 3);

      Draft draft = books.begin("Two units more");
      draft.put(
          "policy.yml",
          draft.get("policy.yml").text().replace("agreed_units: 0", "agreed_units: 2"));
      assertThat(service.get(service.viewer, draft.path() + "/comparison").status()).isEqualTo(404);
      draft.done("/check", "{}");
      draft.done("/test", "{}");
      JsonNode compared = draft.done("/compare", "{\"run_id\": \"" + run + "\"}");
      assertThat(compared.get("run_id").asText()).isEqualTo(run);
      assertThat(compared.get("summary").asText())
          .isEqualTo("1 vanished at 1 client; USD 20.00 → 0.00 underbilled");
      assertThat(compared.at("/draft/state").asText()).isEqualTo("compared");
      JsonNode totals = compared.at("/result/totals/USD");
      assertThat(totals.at("/before/underbilled").decimalValue()).isEqualByComparingTo("20.00");
      assertThat(totals.at("/change/underbilled").decimalValue()).isEqualByComparingTo("-20.00");
      assertThat(totals.at("/change/overbilled").decimalValue()).isEqualByComparingTo("0");
      assertThat(compared.at("/result/causes/0/changes/0").asText())
          .isEqualTo("policy:agreed_units");
      assertThat(service.get(service.viewer, draft.path() + "/history").json().toString())
          .contains("1 vanished at 1 client");
      assertThat(Browser.of(service, "wilma", Role.VIEWER).get("/rules/drafts/" + draft.id).body())
          .contains("What the newest month would become", "1 vanished", "Which change makes it")
          .contains("20.00&nbsp;<small>USD</small>", "\u221220.00&nbsp;<small>USD</small>");
      inFull(service, draft, run);

      storedRowsCount(service, draft, run);
      refusals(service, books, draft);
    }
  }

  /** Uploads a month of one client with one seat billed and {@code used} used, and runs it. */
  private String month(TestService service, String name, int used) throws IOException {
    Path data = SmallMonth.write(folder.resolve(name));
    StringBuilder usage =
        new StringBuilder("integration_id,account_id,record_id,kind,product_code,name\n");
    for (int i = 1; i <= used; i++) {
      usage.append("m365,T1,R").append(i).append(",licence,SPB,Person ").append(i).append('\n');
    }
    SmallMonth.file(data, "usage", usage.toString());
    List<String> parts = new ArrayList<>();
    try (Stream<Path> files = Files.list(data)) {
      for (Path file : files.sorted().toList()) {
        parts.add(String.valueOf(file.getFileName()));
        parts.add(Files.readString(file));
      }
    }
    Answer uploaded =
        service.post(
            service.admin,
            "/api/v1/datasets",
            BodyPublishers.ofByteArray(Zips.of(parts.toArray(new String[0]))),
            "application/zip");
    assertThat(uploaded.status()).as(uploaded.text()).isEqualTo(201);
    JsonNode run = service.run(uploaded.json().get("dataset_id").asText());
    assertThat(run.get("status").asText()).as(run.toString()).isEqualTo("done");
    return run.get("run_id").asText();
  }

  private static void inFull(TestService service, Draft draft, String run) {
    String path = draft.path() + "/comparison";
    JsonNode whole = service.get(service.viewer, path + "?run_id=" + run).json();
    assertThat(whole.get("line").asText()).startsWith("1 vanished");
    assertThat(whole.at("/summary/changes/0/sentence").asText())
        .isEqualTo("agreed_units in policy.yml went from 0 to 2.");
    JsonNode page = service.get(service.viewer, path + "/differences").json();
    assertThat(page.at("/total/count").asLong()).isEqualTo(1);
    JsonNode one = page.at("/items/0");
    assertThat(one.get("sentence").asText())
        .isEqualTo(
            "agreed_units in policy.yml went from 0 to 2, so 2 unbilled units of M365 of Acme (USD"
                + " 20.00 a month) are no longer reported.");
    assertThat(one.at("/before/class").asText()).isEqualTo("UNDERBILLING");
    assertThat(one.at("/after/reason").asText()).isEqualTo("within_tolerance");
    for (String filter :
        List.of(
            "kind=vanished",
            "class=UNDERBILLING",
            "class=MATCHED",
            "company_id=C1",
            "rule=DSC-900",
            "rule=policy:agreed_units",
            "kind=appeared&kind=vanished")) {
      assertThat(count(service, path + "/differences?" + filter)).as(filter).isEqualTo(1);
    }
    for (String filter :
        List.of("kind=appeared", "class=OVERBILLING", "company_id=C2", "rule=DSC-050")) {
      assertThat(count(service, path + "/differences?" + filter)).as(filter).isZero();
    }
    assertThat(service.get(service.viewer, path + "/differences?kind=sheep").status())
        .isEqualTo(400);
    JsonNode client = service.get(service.viewer, path + "/clients").json().at("/items/0");
    assertThat(client.get("company_name").asText()).isEqualTo("Acme");
    assertThat(client.at("/money/USD/change/underbilled").decimalValue())
        .isEqualByComparingTo("-20");
    assertThat(service.get(service.foreignAdmin, path).status()).isEqualTo(404);
  }

  private static int count(TestService service, String path) {
    return service.get(service.viewer, path).json().get("items").size();
  }

  /** What was stored then is what is compared with, whatever would be concluded now. */
  private void storedRowsCount(TestService service, Draft draft, String run) throws IOException {
    String later = month(service, "later", 4);
    service
        .database
        .root()
        .useHandle(
            handle ->
                handle
                    .createUpdate(
                        "UPDATE trueup.discrepancy SET delta = 5, monthly_impact = 50.00 WHERE run_id = :run::uuid AND class = 'UNDERBILLING'")
                    .bind("run", later)
                    .execute());
    service
        .database
        .root()
        .useHandle(
            handle ->
                handle.execute(
                    "UPDATE trueup.run SET engine_revision = 0 WHERE run_id = ?::uuid", later));
    JsonNode newest = draft.done("/compare", "{}");
    assertThat(newest.get("run_id").asText()).as("the newest run").isEqualTo(later);
    assertThat(newest.at("/result/totals/USD/before/underbilled").decimalValue())
        .isEqualByComparingTo("50.00");
    assertThat(newest.at("/result/totals/USD/after/underbilled").decimalValue())
        .isEqualByComparingTo("30.00");
    assertThat(newest.at("/result/changes/1/sentence").asText())
        .isEqualTo("Trueup itself has changed.");
    String path = draft.path() + "/comparison";
    assertThat(service.get(service.viewer, path).json().get("run_id").asText()).isEqualTo(later);
    assertThat(service.get(service.viewer, path + "?run_id=" + run).json().get("line").asText())
        .startsWith("1 vanished");
  }

  private void refusals(TestService service, Rulebooks books, Draft draft) throws IOException {
    String gone = month(service, "gone", 6);
    service
        .database
        .root()
        .useHandle(
            handle ->
                handle.execute(
                    "DELETE FROM trueup.dataset_file WHERE dataset_id = (SELECT dataset_id FROM trueup.run WHERE run_id = ?::uuid)",
                    gone));
    Answer refused = draft.post("/compare", "{\"run_id\": \"" + gone + "\"}");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.json().get("detail").asText())
        .startsWith("The input of run " + gone + " cannot be had any more (")
        .endsWith("; compare on another run.")
        .doesNotContain("\n");
    assertThat(
            draft
                .post("/compare", "{\"run_id\": \"00000000-0000-4000-8000-000000000000\"}")
                .status())
        .isEqualTo(404);
    String unusable =
        service.run(service.dataset("company_id,name\nc1,Acme\n")).get("run_id").asText();
    Answer failed = draft.post("/compare", "{\"run_id\": \"" + unusable + "\"}");
    assertThat(failed.status()).isEqualTo(409);
    assertThat(failed.json().get("detail").asText()).contains("is failed");
    draft.put("discrepancies/agreed.drl", RULE.replace("absoluteDelta", "delta"));
    assertThat(service.get(service.viewer, draft.path() + "/comparison").status())
        .as("other rules were not compared yet")
        .isEqualTo(404);
    assertThat(books.audited()).contains("draft.compared");
  }
}
