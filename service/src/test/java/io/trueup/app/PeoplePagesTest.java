package io.trueup.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.trueup.platform.http.Role;
import io.trueup.user.Users;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An administrator adds people, gives them roles and shuts them out; they choose passwords. */
@ExtendWith(TestService.Extension.class)
final class PeoplePagesTest {
  private static final String NEW = "purple monday teapot hill";

  @Test
  void somebody_is_added_chooses_a_password_by_the_link_and_is_signed_in(TestService service) {
    Browser ada = Browser.of(service, "ada-p", Role.ADMIN);
    assertThat(ada.get("/people").body()).contains("Person ada-p", "you");
    HttpResponse<String> made =
        ada.post("/people", "name", "nora", "full_name", "Nora New", "role", "BILLER");
    assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
    String link = link(made.body());
    assertThat(ada.get("/people").body())
        .as("it is shown once")
        .contains("Nora New", "No password yet")
        .doesNotContain(link);

    Browser nora = new Browser(service);
    assertThat(nora.get(link).body()).contains("Nora New", "Biller", "sign in with it as");
    assertThat(choose(nora, link, "short", "short").body()).contains("not easy to guess");
    assertThat(choose(nora, link, NEW, NEW + "x").body()).contains("not the same");
    assertThat(location(choose(nora, link, NEW, NEW))).isEqualTo("/");
    assertThat(nora.get("/").body()).contains("Nora New");
    assertThat(nora.get(link).statusCode()).as("good once").isEqualTo(404);
    assertThat(choose(new Browser(service), link, NEW, NEW).statusCode()).isEqualTo(404);
    assertThat(new Browser(service).signIn("nora", NEW).statusCode()).isEqualTo(303);
    assertThat(audited(service, "user:nora"))
        .contains("user.created by user:ada-p", "user.link_made by user:ada-p")
        .contains("user.password_set by user:nora", "user.signed_in by user:nora");
  }

  @Test
  void a_newer_link_ends_the_older_and_disabling_ends_all(TestService service) {
    Browser ada = Browser.of(service, "ada-l", Role.ADMIN);
    ada.get("/people");
    String first =
        link(ada.post("/people", "name", "lena", "full_name", "Lena L", "role", "viewer").body());
    String second = link(ada.post("/people/lena/link").body());
    assertThat(new Browser(service).get(first).statusCode()).isEqualTo(404);
    assertThat(new Browser(service).get(second).statusCode()).isEqualTo(200);
    assertThat(new Browser(service).get(second.replace("/default/", "/other/")).statusCode())
        .as("another tenant's")
        .isEqualTo(404);
    ada.post("/people/lena/disable");
    assertThat(new Browser(service).get(second).statusCode()).isEqualTo(404);
    assertThat(ada.post("/people/lena/link", "back", "/people").headers().firstValue("Location"))
        .as("the disabled get none: said on the page before")
        .isPresent();
    assertThat(ada.get("/people").body()).contains("The user is disabled", "Let in again");
    ada.post("/people/lena/enable");
    assertThat(new Browser(service).get(second).statusCode()).isEqualTo(404);
  }

  @Test
  void what_is_wrong_is_said_with_what_was_typed(TestService service) {
    Browser ada = Browser.of(service, "ada-w", Role.ADMIN);
    ada.get("/people");
    HttpResponse<String> bad =
        ada.post("/people", "name", "Not OK", "full_name", "Kept <b>", "role", "VIEWER");
    assertThat(bad.statusCode()).isEqualTo(400);
    assertThat(bad.body())
        .contains("small letters", "value=\"Kept &lt;b&gt;\"", "value=\"Not OK\"");
    assertThat(
            ada.post("/people", "name", "ada-w", "full_name", "X", "role", "VIEWER").statusCode())
        .isEqualTo(409);
    assertThat(ada.post("/people", "name", "x1", "full_name", "X", "role", "KING").statusCode())
        .isEqualTo(400);
    assertThat(ada.get("/people?role=KING").statusCode()).isEqualTo(400);
    assertThat(ada.get("/people?q=ada-w").body()).contains("Person ada-w");
    assertThat(ada.get("/people?q=100%25_").body()).contains("Nobody of that name");
  }

  @Test
  void a_role_holds_from_the_next_click_and_somebody_can_always_administer(TestService service) {
    Browser ada = Browser.of(service, "ada-r", Role.ADMIN);
    Browser rudi = Browser.of(service, "rudi", Role.VIEWER);
    assertThat(rudi.get("/people").statusCode()).isEqualTo(403);
    ada.get("/people");
    ada.post("/people/rudi/role", "role", "ADMIN");
    assertThat(rudi.get("/people").statusCode()).isEqualTo(200);
    ada.post("/people/rudi/role", "role", "VIEWER");
    assertThat(rudi.get("/people").statusCode()).isEqualTo(403);
    for (String path : List.of("", "/ada-r/role", "/ada-r/disable", "/ada-r/link")) {
      assertThat(rudi.post("/people" + path, "role", "ADMIN").statusCode()).as(path).isEqualTo(403);
    }
    ada.post("/people/rudi/disable");
    assertThat(rudi.get("/").statusCode()).isEqualTo(303);
    assertThat(audited(service, "user:rudi"))
        .contains("user.role_changed by user:ada-r", "user.disabled by user:ada-r");

    String stranger = service.foreignAdmin;
    service.post(
        stranger,
        "/api/v1/users",
        "{\"name\": \"only\", \"full_name\": \"Only One\", \"role\": \"ADMIN\"}");
    assertThat(service.post(stranger, "/api/v1/users/only/disable", "").status()).isEqualTo(409);
    assertThat(service.put(stranger, "/api/v1/users/only/role", "{\"role\": \"VIEWER\"}").status())
        .isEqualTo(409);
  }

  @Test
  void ones_own_password_is_changed_by_who_knows_it(TestService service) {
    Browser otto = Browser.of(service, "otto-p", Role.VIEWER);
    Browser elsewhere = new Browser(service);
    elsewhere.signIn("otto-p", Browser.PASSWORD);
    otto.get("/password");
    assertThat(own(otto, "wrong horse battery", NEW, NEW).body()).contains("is another one");
    assertThat(own(otto, Browser.PASSWORD, NEW, "other").body()).contains("not the same");
    assertThat(own(otto, Browser.PASSWORD, "aaaaaaaaaaaaaa", "aaaaaaaaaaaaaa").body())
        .contains("not easy to guess");
    assertThat(location(own(otto, Browser.PASSWORD, NEW, NEW))).startsWith("/password?changed");
    assertThat(otto.get("/").statusCode()).as("still signed in here").isEqualTo(200);
    assertThat(elsewhere.get("/").statusCode()).as("and nowhere else").isEqualTo(303);
    assertThat(new Browser(service).signIn("otto-p", Browser.PASSWORD).statusCode()).isEqualTo(401);
    assertThat(new Browser(service).signIn("otto-p", NEW).statusCode()).isEqualTo(303);
  }

  @Test
  void the_same_over_rest(TestService service) {
    JsonNode made =
        service
            .post(
                service.admin,
                "/api/v1/users",
                "{\"name\": \"resi\", \"full_name\": \"Resi Rest\", \"role\": \"approver\"}")
            .json();
    assertThat(made.get("link").asText()).startsWith("/welcome/default/");
    JsonNode got = service.get(service.admin, "/api/v1/users/resi").json();
    assertThat(got.get("role").asText()).isEqualTo("APPROVER");
    assertThat(got.has("link")).isFalse();
    assertThat(service.get(service.viewer, "/api/v1/users").status()).isEqualTo(403);
    assertThat(service.get(service.foreignAdmin, "/api/v1/users/resi").status()).isEqualTo(404);
    assertThat(service.get(service.admin, "/api/v1/users?q=Resi&role=APPROVER").json().at("/items"))
        .hasSize(1);
    assertThat(
            service
                .put(service.admin, "/api/v1/users/resi/role", "{\"role\": \"nobody\"}")
                .status())
        .isEqualTo(400);
    assertThat(
            service
                .post(service.admin, "/api/v1/users/resi/disable", "")
                .json()
                .get("enabled")
                .asBoolean())
        .isFalse();
    assertThat(
            service
                .db
                .read(service.tenant, handle -> Users.find(handle, "resi"))
                .orElseThrow()
                .local())
        .isFalse();
  }

  @Test
  void a_link_is_good_once_for_two_who_use_it_at_the_same_time(TestService service)
      throws Exception {
    Browser ada = Browser.of(service, "ada-2", Role.ADMIN);
    ada.get("/people");
    String link =
        link(ada.post("/people", "name", "twin", "full_name", "T", "role", "VIEWER").body());
    List<CompletableFuture<Integer>> both = new ArrayList<>();
    for (String password : List.of(NEW, NEW + " two")) {
      Browser browser = new Browser(service);
      browser.get(link);
      both.add(
          CompletableFuture.supplyAsync(
              () -> choose(browser, link, password, password).statusCode()));
    }
    assertThat(List.of(both.get(0).get(), both.get(1).get())).containsExactlyInAnyOrder(303, 404);
  }

  @Test
  void who_is_disabled_while_a_password_is_chosen_stays_so(TestService service) throws Exception {
    Browser ada = Browser.of(service, "ada-s", Role.ADMIN);
    ada.get("/people");
    String link =
        link(ada.post("/people", "name", "slow-l", "full_name", "S", "role", "VIEWER").body());
    Browser guest = new Browser(service);
    guest.get(link);
    Browser slow = Browser.of(service, "slow-o", Role.VIEWER);
    slow.get("/password");
    List<CompletableFuture<HttpResponse<String>>> choosing = new ArrayList<>();
    service.db.useTenant(
        service.tenant,
        handle -> {
          Users.disable(handle, "slow-l", "test");
          Users.disable(handle, "slow-o", "test");
          choosing.add(CompletableFuture.supplyAsync(() -> choose(guest, link, NEW, NEW)));
          choosing.add(CompletableFuture.supplyAsync(() -> own(slow, Browser.PASSWORD, NEW, NEW)));
          awaitWaiting(service, 2);
        });
    for (CompletableFuture<HttpResponse<String>> each : choosing) {
      assertThat(each.get().statusCode()).isNotEqualTo(500);
    }
    for (String name : List.of("slow-l", "slow-o")) {
      assertThat(
              service
                  .db
                  .read(service.tenant, handle -> Users.find(handle, name))
                  .orElseThrow()
                  .enabled())
          .as(name)
          .isFalse();
    }
    assertThat(guest.get("/").statusCode()).isEqualTo(303);
  }

  /** Until so many statements wait for rows that others hold. */
  private static void awaitWaiting(TestService service, int count) {
    long end = System.nanoTime() + 20_000_000_000L;
    while (System.nanoTime() < end) {
      long waiting =
          service.db.withoutTenant(
              handle ->
                  handle
                      .createQuery("SELECT count(*) FROM pg_locks WHERE NOT granted")
                      .mapTo(Long.class)
                      .one());
      if (waiting >= count) {
        return;
      }
      java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
    }
    throw new AssertionError("nobody waits");
  }

  @Test
  void what_fails_on_a_page_that_a_form_led_to_is_said_on_the_page_before(TestService service) {
    Browser ada = Browser.of(service, "ada-b", Role.ADMIN);
    Browser.addUser(service, service.tenant, "bert-b", Role.VIEWER);
    String made = ada.post("/people/bert-b/link", "back", "/people?q=bert-b").body();
    assertThat(made)
        .contains("name=\"back\" value=\"/people?q=bert-b\"")
        .doesNotContain("value=\"/people/bert-b/link\"");
  }

  private static HttpResponse<String> choose(
      Browser browser, String link, String password, String again) {
    return browser.post(link, "password", password, "again", again);
  }

  private static HttpResponse<String> own(
      Browser browser, String current, String password, String again) {
    return browser.post("/password", "current", current, "password", password, "again", again);
  }

  private static String link(String page) {
    Matcher found =
        Pattern.compile("value=\"http://[^/\"]+(/welcome/default/[^\"]+)\"").matcher(page);
    if (!found.find()) {
      throw new AssertionError("no link in " + page);
    }
    return found.group(1);
  }

  private static List<String> audited(TestService service, String object) {
    return service.db.read(
        service.tenant,
        handle ->
            handle
                .createQuery(
                    "SELECT action || ' by ' || actor FROM audit_event WHERE object = :object")
                .bind("object", object)
                .mapTo(String.class)
                .list());
  }

  private static String location(HttpResponse<String> answer) {
    return answer
        .headers()
        .firstValue("Location")
        .map(to -> to.replaceFirst("^http://[^/]+", ""))
        .orElse("none: " + answer.statusCode() + answer.body());
  }
}
