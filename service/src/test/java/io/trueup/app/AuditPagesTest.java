package io.trueup.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.platform.http.Role;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What auditors see, and nobody else. */
@ExtendWith(TestService.Extension.class)
final class AuditPagesTest {
  @Test
  void an_auditor_reads_events_and_proves_the_chain(TestService service) {
    Browser odo = Browser.of(service, "odo", Role.AUDITOR);
    assertThat(odo.get("/audit").body()).contains("user.signed_in", "user.created", "odo");
    assertThat(odo.get("/audit?action=user.created").body()).doesNotContain("{&quot;by&quot;");
    assertThat(odo.get("/audit?action=no.such").body()).contains("No such event");
    assertThat(odo.post("/audit/verification").body()).contains("Intact:");
  }

  @Test
  void a_question_about_a_rule_leads_to_who_changed_it(TestService service) {
    Browser odo = Browser.of(service, "ottilie", Role.AUDITOR);
    assertThat(odo.get("/rules").statusCode()).isEqualTo(200);
    assertThat(odo.get("/audit/rules?id=dsc-060&year=2026").headers().firstValue("Location"))
        .hasValueSatisfying(to -> assertThat(to).endsWith("/audit/rules/DSC-060?year=2026"));
    assertThat(odo.get("/audit/rules/DSC-060?year=2026").body())
        .contains("More is used than is billed", "It decided nothing in 2026")
        .contains("The rules that Trueup ships", "published by system");
    assertThat(odo.get("/audit/rules/DSC-999").statusCode()).isEqualTo(404);
    assertThat(odo.get("/audit/rules/DSC-060?year=soon").statusCode()).isEqualTo(400);
    assertThat(odo.get("/audit/overridden?year=2026").body())
        .contains("No finding of 2026 rests on a decision");
  }

  @Test
  void only_years_that_have_begun_are_offered(TestService service) {
    Browser odo = Browser.of(service, "otto", Role.AUDITOR);
    int year = LocalDate.now(ZoneOffset.UTC).getYear();
    odo.get("/rules");
    for (String page : new String[] {"/audit/overridden", "/audit/rules/DSC-060"}) {
      assertThat(odo.get(page).body())
          .contains("?year=" + (year - 1) + "\"")
          .doesNotContain("?year=" + (year + 1));
      assertThat(odo.get(page + "?year=" + (year - 1)).body()).contains("?year=" + year + "\"");
      assertThat(odo.get(page + "?year=1900").body()).doesNotContain("?year=1899");
    }
  }

  @Test
  void others_are_told_that_their_role_does_not_allow_it(TestService service) {
    Browser bea = Browser.of(service, "bea", Role.BILLER);
    for (String page :
        new String[] {"/audit", "/audit/rules/DSC-060", "/audit/overridden", "/audit/rules?id=x"}) {
      assertThat(bea.get(page).statusCode()).as(page).isEqualTo(403);
    }
    assertThat(bea.get("/audit").body()).contains("Your role does not allow this");
    assertThat(bea.post("/audit/verification").statusCode()).isEqualTo(403);
  }

  @Test
  void events_are_found_by_text_actor_subject_and_time(TestService service) {
    Browser odo = Browser.of(service, "orla", Role.AUDITOR);
    Browser.addUser(service, service.tenant, "sought.one", Role.VIEWER);
    String today = LocalDate.now(ZoneOffset.UTC).toString();
    assertThat(odo.get("/audit?q=SOUGHT.one").body()).contains("user:sought.one", "Clear");
    assertThat(odo.get("/audit?q=sought_one").body())
        .as("a sign of the pattern language is a letter")
        .contains("No such event");
    assertThat(odo.get("/audit?actor=orla").body())
        .contains("user.signed_in")
        .doesNotContain("user.created");
    assertThat(odo.get("/audit?action=user.*&object=user%3Asought.one").body())
        .contains("user.created")
        .doesNotContain("user.signed_in</a>");
    assertThat(odo.get("/audit?from=" + today + "&to=" + today + "&q=sought").body())
        .contains("user:sought.one");
    assertThat(odo.get("/audit?to=2020-01-01").body()).contains("No such event");
    for (String bad :
        new String[] {
          "from=soon", "to=2026-13-01", "q=%00", "from=2026-1-1", "from=0000-01-01", "to=0000-12-31"
        }) {
      assertThat(odo.get("/audit?" + bad).statusCode()).as(bad).isEqualTo(400);
    }
    assertThat(odo.get("/audit?to=9999-12-31&q=sought").body())
        .as("the last day that there is")
        .contains("user:sought.one");
    assertThat(
            service
                .get(service.admin, "/api/v1/audit?q=sought.one&action=user.*")
                .json()
                .at("/items"))
        .hasSize(1);
  }
}
