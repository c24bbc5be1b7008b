package io.trueup.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.trueup.demo.DemoMonth;
import io.trueup.glance.MonthMoney;
import io.trueup.glance.ProductMoney;
import io.trueup.glance.RunCause;
import io.trueup.platform.db.TestDatabases;
import io.trueup.platform.db.TestDatabases.TestDatabase;
import io.trueup.platform.http.Role;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** A month at a glance, on the demo month. */
@ExtendWith(TestDatabases.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class GlancePagesTest {
  private static final YearMonth OCTOBER = YearMonth.from(DemoMonth.AS_OF);
  private static final List<String> GLANCE = List.of("run_product", "run_cause");
  private DemoRun demo;
  private Browser browser;

  @BeforeAll
  void load(TestDatabase database) throws Exception {
    demo = new DemoRun(database);
    browser = Browser.of(demo.service, "gila", Role.VIEWER);
  }

  @AfterAll
  void stop() {
    demo.close();
  }

  @Test
  void the_start_page_is_the_newest_month_with_its_money_its_sources_and_its_progress() {
    String page = browser.get("/").body();
    assertThat(page)
        .contains("October 2026", "3,257.10", "\u2212374.07", "516.15", "466.00", "183.20")
        .contains("<b>sentinelone</b>: count collapse; <b>threecx</b>: failed sync")
        .contains("88 of 88 still open", "Review 88 findings")
        .contains("Check the access and scope of sentinelone", "clears 5 lines")
        .contains("Raise 37 lines to what is used")
        .contains("?class=SETUP_ISSUE&amp;reason=count_collapse&amp;integration_id=sentinelone");
    assertThat(browser.get("/months/2026-10").body()).contains("3,257.10");
    assertThat(browser.get("/months?month=2026-10").headers().firstValue("Location"))
        .hasValueSatisfying(to -> assertThat(to).endsWith("/months/2026-10"));
  }

  @Test
  void a_month_that_is_none_is_not_found() {
    for (String path :
        List.of(
            "/months/2026-11",
            "/months/oct",
            "/months/2026-13",
            "/months/0000-01",
            "/months?month=%00",
            "/months/2026-11/causes")) {
      assertThat(browser.get(path).statusCode()).as(path).isEqualTo(404);
    }
    for (String path :
        List.of(
            "/discrepancies/%00", "/discrepancies/%00/records", "/discrepancies/%00/records.csv")) {
      assertThat(browser.get("/runs/" + demo.run + path).statusCode()).as(path).isIn(400, 404);
    }
    assertThat(browser.get("/months/2026-10/causes?of=all").statusCode()).isEqualTo(400);
    assertThat(browser.get("/months/2026-10/causes?after=x").statusCode()).isEqualTo(400);
  }

  @Test
  void causes_leave_out_no_discrepancy_and_lead_to_exactly_theirs() {
    demo.service.db.useTenant(
        demo.service.tenant,
        handle -> {
          long all = 0;
          for (boolean setup : new boolean[] {true, false}) {
            RunCause.Size size = RunCause.size(handle, demo.run, setup);
            List<RunCause.Placed> causes = RunCause.list(handle, demo.run, setup, List.of(), 500);
            assertThat(causes).hasSize((int) size.causes());
            List<RunCause.Placed> rest =
                RunCause.list(handle, demo.run, setup, causes.get(2).key(), 500);
            assertThat(rest).isEqualTo(causes.subList(3, causes.size()));
            all += size.discrepancies();
            causes.forEach(placed -> assertLeadsToItsOwn(placed.cause()));
          }
          assertThat(all).isEqualTo(88);
        });
  }

  private void assertLeadsToItsOwn(RunCause cause) {
    String by =
        cause.by().stream()
            .map(each -> "&" + each.name() + "=" + each.value())
            .collect(Collectors.joining());
    JsonNode rows =
        demo.service
            .get(
                demo.service.viewer,
                "/api/v1/runs/"
                    + demo.run
                    + "/discrepancies?limit=1&class="
                    + cause.discrepancyClass()
                    + "&reason="
                    + cause.reason()
                    + by.replace(" ", "%20"))
            .json();
    assertThat(rows.at("/total/count").asLong()).as(cause.title()).isEqualTo(cause.clears());
  }

  @Test
  void an_account_is_found_by_its_system_too_and_a_client_by_an_id_with_a_slash() {
    assertThat(cause("unmapped_account", "ninja/42/a", 0).by())
        .containsExactly(
            new RunCause.By("integration_id", "ninja"), new RunCause.By("account_id", "42/a"));
    assertThat(cause("unconfirmed_match", "ninja/42", 0).by())
        .containsExactly(
            new RunCause.By("integration_id", "ninja"), new RunCause.By("account_id", "42"));
    assertThat(cause("unconfirmed_match", "Smith/Jones", 1).by())
        .containsExactly(new RunCause.By("company_id", "Smith/Jones"));
    assertThat(cause("unmapped_product", "", 0).by()).isEmpty();
  }

  private static RunCause cause(String reason, String thing, long clients) {
    return new RunCause(
        "SETUP_ISSUE",
        reason,
        thing,
        thing,
        "",
        1,
        clients,
        "billing",
        true,
        true,
        BigDecimal.ONE,
        "held",
        Map.of());
  }

  @Test
  void the_money_of_a_card_is_that_of_the_findings_that_it_leads_to() {
    String page = browser.get("/").body();
    assertThat(page).contains("466.00", "?reclaimable=true\"");
    JsonNode rows =
        demo.service
            .get(
                demo.service.viewer,
                "/api/v1/runs/" + demo.run + "/discrepancies?limit=500&reclaimable=true")
            .json();
    BigDecimal sum = BigDecimal.ZERO;
    for (JsonNode row : rows.get("items")) {
      sum = sum.add(row.get("reclaimable_amount").decimalValue());
    }
    assertThat(sum).isEqualByComparingTo("466.00");
    assertThat(browser.get("/runs/" + demo.run + "?reclaimable=true").body())
        .contains("committed quantity");
  }

  @Test
  void runs_from_before_the_pages_get_the_same_rows_from_the_migration(TestDatabase database)
      throws IOException {
    List<String> stored = glanceRows();
    assertThat(stored).hasSizeGreaterThan(30);
    String migration;
    try (InputStream in = getClass().getResourceAsStream("/migrations/V15__glance.sql")) {
      migration = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
    String fills =
        migration.substring(
            migration.indexOf("ALTER TABLE discrepancy NO FORCE"), migration.indexOf("DO $$"));
    database
        .owner()
        .useTransaction(
            handle -> {
              for (String table : GLANCE) {
                handle.execute("TRUNCATE " + table);
                handle.execute("ALTER TABLE " + table + " NO FORCE ROW LEVEL SECURITY");
              }
              handle.createScript(fills).execute();
              for (String table : GLANCE) {
                handle.execute("ALTER TABLE " + table + " FORCE ROW LEVEL SECURITY");
              }
            });
    assertThat(glanceRows()).isEqualTo(stored);
  }

  private List<String> glanceRows() {
    return demo.service.db.read(
        demo.service.tenant,
        handle ->
            GLANCE.stream()
                .flatMap(
                    table ->
                        handle
                            .createQuery("SELECT to_jsonb(t)::text FROM " + table + " t ORDER BY 1")
                            .mapTo(String.class)
                            .list()
                            .stream())
                .toList());
  }

  @Test
  void products_and_months_add_up_to_the_totals() {
    demo.service.db.useTenant(
        demo.service.tenant,
        handle -> {
          MonthMoney usd =
              MonthMoney.upTo(handle, OCTOBER, 12).stream()
                  .filter(each -> each.currency().equals("USD"))
                  .findFirst()
                  .orElseThrow();
          assertThat(usd.underbilled()).isEqualByComparingTo("3257.10");
          List<ProductMoney> products =
              ProductMoney.largest(handle, demo.run, 500).stream()
                  .filter(each -> each.currency().equals("USD"))
                  .toList();
          assertThat(
                  products.stream()
                      .map(ProductMoney::underbilled)
                      .reduce(BigDecimal.ZERO, BigDecimal::add))
              .isEqualByComparingTo(usd.underbilled());
          assertThat(
                  products.stream()
                      .map(ProductMoney::overbilled)
                      .reduce(BigDecimal.ZERO, BigDecimal::add))
              .isEqualByComparingTo(usd.overbilled());
          assertThat(products).anyMatch(each -> each.name().equals("Managed workstation"));
        });
  }

  @Test
  void a_program_asks_for_the_same() {
    TestService service = demo.service;
    String run = "/api/v1/runs/" + demo.run;
    JsonNode causes = service.get(service.viewer, run + "/causes?limit=1").json();
    assertThat(causes.at("/items/0/title").asText())
        .isEqualTo("Check the access and scope of sentinelone");
    assertThat(causes.at("/items/0/clears").asInt()).isEqualTo(5);
    assertThat(causes.at("/items/0/amounts/USD").decimalValue()).isEqualByComparingTo("-783.75");
    assertThat(
            service
                .get(service.viewer, run + "/causes?limit=1&after=" + causes.get("next").asText())
                .json()
                .at("/items/0/thing")
                .asText())
        .isEqualTo("threecx");
    assertThat(service.get(service.viewer, run + "/products").json().findValuesAsText("name"))
        .contains("Managed user");
    JsonNode trend = service.get(service.viewer, "/api/v1/months/2026-10/trend").json();
    assertThat(trend.findValuesAsText("currency")).containsExactly("CAD", "EUR", "USD");
    assertThat(trend.at("/0/month").asText()).isEqualTo("2026-10");
    assertThat(service.get(service.foreignAdmin, run + "/causes").status()).isEqualTo(404);
    assertThat(service.get(service.viewer, "/api/v1/months/2026-01/trend").status()).isEqualTo(404);
  }

  @Test
  void all_runs_stay_within_reach() {
    assertThat(browser.get("/").body()).contains("href=\"/runs\"");
    assertThat(browser.get("/runs").body()).contains("/runs/" + demo.run, "3,257.10");
    assertThat(browser.get("/runs?after=x").statusCode()).isEqualTo(400);
  }
}
