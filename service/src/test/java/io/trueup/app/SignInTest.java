package io.trueup.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.platform.http.Role;
import io.trueup.user.Passwords;
import io.trueup.user.SignInLinks;
import io.trueup.user.Users;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who gets in, how, and for how long. */
@ExtendWith(TestService.Extension.class)
final class SignInTest {
  private static final List<String> PAGES = List.of("/", "/runs/x", "/runs/x/report");

  @Test
  void nobody_sees_a_page_before_signing_in(TestService service) {
    for (String page : PAGES) {
      HttpResponse<String> answer = new Browser(service).get(page);
      assertThat(answer.statusCode()).as(page).isEqualTo(303);
      assertThat(location(answer)).as(page).startsWith("/sign-in");
    }
    assertThat(location(new Browser(service).get("/runs/x?q=a%26b")))
        .isEqualTo("/sign-in?to=%2Fruns%2Fx%3Fq%3Da%2526b");
  }

  @Test
  void a_person_signs_in_and_out(TestService service) {
    Browser browser = Browser.of(service, "anna", Role.BILLER);
    HttpResponse<String> start = browser.get("/");
    assertThat(start.statusCode()).isEqualTo(200);
    assertThat(start.body()).contains("Person anna", "Biller").doesNotContain("href=\"/audit\"");
    assertThat(location(browser.post("/sign-out"))).isEqualTo("/sign-in");
    assertThat(browser.get("/").statusCode()).isEqualTo(303);
    assertThat(audited(service)).contains("user.created by test", "user.signed_in by user:anna");
  }

  @Test
  void a_wrong_name_and_a_wrong_password_are_told_alike(TestService service) {
    Browser.addUser(service, service.tenant, "berta", Role.VIEWER);
    Browser browser = new Browser(service);
    HttpResponse<String> wrong = browser.signIn("berta", "wrong horse battery");
    HttpResponse<String> unknown = browser.signIn("nobody", Browser.PASSWORD);
    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(wrong.body().replace("berta", "nobody")).contains("Name or password is wrong.");
    assertThat(unknown.statusCode()).isEqualTo(401);
    assertThat(unknown.body()).isEqualTo(wrong.body().replace("berta", "nobody"));
    assertThat(browser.cookie()).isEmpty();
  }

  @Test
  void too_many_failures_make_everybody_of_that_name_wait(TestService service) {
    Browser.addUser(service, service.tenant, "carl", Role.VIEWER);
    Browser browser = new Browser(service);
    for (int i = 0; i < 10; i++) {
      assertThat(browser.signIn("carl", "guess number " + i).body()).contains("is wrong");
    }
    assertThat(browser.signIn("carl", Browser.PASSWORD).body())
        .contains("Too many attempts failed. Try again in 15 minutes.");
  }

  @Test
  void the_session_has_an_id_that_nobody_knew_before_and_no_script_sees(TestService service) {
    Browser browser = Browser.of(service, "dora", Role.VIEWER);
    String before = browser.cookie();
    HttpResponse<String> again = browser.signIn("dora", Browser.PASSWORD);
    assertThat(browser.cookie()).isNotEmpty().isNotEqualTo(before);
    assertThat(again.headers().firstValue("Set-Cookie").orElse(""))
        .startsWith("trueup_session=")
        .contains("HttpOnly", "SameSite=Lax")
        .doesNotContain("Secure");
    assertThat(
            new Browser(service)
                .send(
                    new Browser(service)
                        .request("/")
                        .header("Cookie", "trueup_session=" + before)
                        .GET())
                .statusCode())
        .as("the session before has ended")
        .isEqualTo(303);
  }

  @Test
  void a_disabled_person_and_one_with_a_new_password_are_out_at_once(TestService service) {
    Browser browser = Browser.of(service, "emil", Role.VIEWER);
    Users users = new Users(new Passwords());
    service.db.useTenant(
        service.tenant,
        handle -> users.setPassword(handle, "emil", "another horse battery", "test"));
    assertThat(browser.get("/").statusCode()).isEqualTo(303);
    assertThat(browser.signIn("emil", "another horse battery").statusCode()).isEqualTo(303);
    assertThat(browser.get("/").statusCode()).isEqualTo(200);
    service.db.useTenant(service.tenant, handle -> Users.disable(handle, "emil", "test"));
    assertThat(browser.get("/").statusCode()).isEqualTo(303);
    assertThat(browser.signIn("emil", "another horse battery").statusCode()).isEqualTo(401);
  }

  @Test
  void a_change_needs_the_sessions_token_and_one_of_our_pages(TestService service) {
    Browser browser = Browser.of(service, "fritz", Role.VIEWER);
    String[] none = {};
    assertThat(
            browser
                .send(browser.form("/sign-out", none, "").header("Sec-Fetch-Site", "same-origin"))
                .statusCode())
        .as("no token")
        .isEqualTo(403);
    assertThat(browser.send(browser.form("/sign-out", none, browser.token())).body())
        .as("from nowhere")
        .contains("did not come from a page of this session");
    assertThat(
            browser
                .send(
                    browser
                        .form("/sign-out", none, browser.token())
                        .header("Sec-Fetch-Site", "cross-site"))
                .statusCode())
        .isEqualTo(403);
    assertThat(browser.get("/").statusCode()).as("still signed in").isEqualTo(200);
    assertThat(
            browser
                .send(
                    browser
                        .form("/sign-out", none, browser.token())
                        .header("Origin", service.running.address().toString()))
                .headers()
                .firstValue("Location"))
        .as("an older browser")
        .hasValueSatisfying(to -> assertThat(to).endsWith("/sign-in"));
    assertThat(
            new Browser(service)
                .send(new Browser(service).form("/sign-in", "name", "fritz", "password", "x"))
                .statusCode())
        .as("signing in, sent by another site")
        .isEqualTo(403);
  }

  @Test
  void after_signing_in_one_is_led_to_pages_of_ours_alone(TestService service) {
    Browser.addUser(service, service.tenant, "gerd", Role.VIEWER);
    for (String bad :
        List.of(
            "https://evil.example/",
            "//evil.example",
            "/\\evil.example",
            "",
            "/a\nb",
            "/runs/x?q={a}|b")) {
      HttpResponse<String> answer =
          new Browser(service)
              .send(
                  new Browser(service)
                      .form("/sign-in", "name", "gerd", "password", Browser.PASSWORD, "to", bad)
                      .header("Sec-Fetch-Site", "same-origin"));
      assertThat(location(answer)).as(bad).isEqualTo("/");
    }
  }

  @Test
  void a_link_signs_in_once_and_not_by_being_looked_at(TestService service) {
    Browser.addUser(service, service.tenant, "hans", Role.ADMIN);
    SignInLinks links = service.running.application().parts().web().links();
    String path = "/sign-in/link/" + links.create(service.tenant, "hans");
    Browser browser = new Browser(service);
    assertThat(browser.get(path).body()).contains("Person hans", "Continue");
    assertThat(browser.get(path).body()).contains("Person hans");
    assertThat(location(browser.post(path))).isEqualTo("/");
    assertThat(browser.get("/").body()).contains("Person hans");
    assertThat(new Browser(service).get(path).statusCode()).isEqualTo(404);
    assertThat(new Browser(service).post(path).body()).contains("This link has been used");
  }

  @Test
  void a_person_of_another_tenant_does_not_get_in_here(TestService service) {
    Browser.addUser(service, service.stranger, "ida", Role.ADMIN);
    assertThat(new Browser(service).signIn("ida", Browser.PASSWORD).statusCode()).isEqualTo(401);
  }

  @Test
  void a_person_of_another_tenant_signs_in_there_and_need_not_say_so_again(TestService service) {
    Browser.addUser(service, service.stranger, "ilse", Role.VIEWER);
    Browser browser = new Browser(service);
    assertThat(browser.get("/sign-in?tenant=other").body())
        .contains("Sign in to other", "name=\"tenant\" value=\"other\"");
    assertThat(
            location(
                browser.post(
                    "/sign-in", "tenant", "other", "name", "ilse", "password", Browser.PASSWORD)))
        .isEqualTo("/");
    assertThat(browser.get("/").body()).contains("Person ilse", "Other");
    assertThat(location(browser.post("/sign-out"))).isEqualTo("/sign-in");
    assertThat(browser.get("/sign-in").body()).contains("name=\"tenant\" value=\"other\"");
    assertThat(browser.get("/sign-in?tenant=default").body()).doesNotContain("Sign in to");
  }

  @Test
  void a_name_that_no_text_can_hold_is_a_wrong_name(TestService service) {
    Browser browser = new Browser(service);
    assertThat(browser.signIn("\0", "some password").statusCode()).isEqualTo(401);
    assertThat(
            browser
                .post("/sign-in", "tenant", "\0", "name", "anna", "password", Browser.PASSWORD)
                .statusCode())
        .isEqualTo(401);
  }

  @Test
  void a_session_is_no_key_and_a_key_is_no_session(TestService service) {
    Browser browser = Browser.of(service, "jan", Role.ADMIN);
    assertThat(browser.get("/api/v1/whoami").statusCode()).isEqualTo(401);
    assertThat(
            new Browser(service)
                .send(
                    new Browser(service)
                        .request("/")
                        .header("Authorization", "Bearer " + service.admin)
                        .GET())
                .statusCode())
        .isEqualTo(303);
  }

  private static List<String> audited(TestService service) {
    return service.db.read(
        service.tenant,
        handle ->
            handle
                .createQuery("SELECT action || ' by ' || actor FROM audit_event")
                .mapTo(String.class)
                .list());
  }

  private static String location(HttpResponse<String> answer) {
    return answer
        .headers()
        .firstValue("Location")
        .map(to -> to.replaceFirst("^http://[^/]+", ""))
        .orElse("none: " + answer.statusCode());
  }
}
