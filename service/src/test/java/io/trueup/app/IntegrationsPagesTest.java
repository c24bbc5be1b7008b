package io.trueup.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.platform.http.Role;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Systems are connected, tried, synced and looked at in the browser. */
@ExtendWith(TestService.Extension.class)
final class IntegrationsPagesTest {
  private static final Pattern PENDING = Pattern.compile("name=\"pending\" value=\"([^\"]*)\"");

  @Test
  void the_gallery_shows_what_can_be_connected_and_finds_it(TestService service) {
    Browser admin = Browser.of(service, "gala", Role.ADMIN);
    assertThat(admin.get("/connectors").body())
        .contains("NinjaOne", "ConnectWise PSA", "Pax8", "href=\"/connectors/ninjaone/add\"");
    assertThat(admin.get("/connectors?q=NINJA").body())
        .contains("NinjaOne")
        .doesNotContain("ConnectWise PSA");
    assertThat(admin.get("/connectors?category=psa").body())
        .contains("ConnectWise PSA")
        .doesNotContain("/connectors/ninjaone/add");
    assertThat(admin.get("/connectors?category=nonsense").statusCode()).isEqualTo(400);
    assertThat(admin.get("/connectors?q=nothing%20like%20it").body()).contains("No such connector");
    assertThat(admin.get("/connectors/none/add").statusCode()).isEqualTo(404);
    Browser biller = Browser.of(service, "gert", Role.BILLER);
    assertThat(biller.get("/connectors").body())
        .contains("NinjaOne")
        .doesNotContain("/connectors/ninjaone/add");
    assertThat(biller.get("/connectors/ninjaone/add").statusCode()).isEqualTo(403);
  }

  @Test
  void errors_stand_beside_their_fields_and_what_was_typed_is_kept(TestService service) {
    Browser admin = Browser.of(service, "erna", Role.ADMIN);
    admin.get("/connectors/echo/add");
    HttpResponse<String> wrong =
        admin.post(
            "/connectors/echo/add",
            "name",
            "Typed <name>",
            "settings.region",
            "mars",
            "credentials.api_key",
            EchoVendor.API_KEY,
            "every",
            "12h",
            "max_age_hours",
            "many",
            "integration_id",
            "Bad Id");
    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(wrong.body())
        .contains(
            "Something is missing or not right yet",
            "value=\"Typed &lt;name&gt;\"",
            "id=\"settings-base_url-error\"",
            "id=\"settings-region-error\"",
            "id=\"credentials-client_secret-error\"",
            "id=\"max_age_hours-error\"",
            "id=\"integration_id-error\"",
            "value=\"Bad Id\"",
            "<option value=\"12h\" selected>",
            "Typed before; leave empty to keep it.")
        .doesNotContain("id=\"credentials-api_key-error\"", EchoVendor.API_KEY);
    assertThat(admin.get("/integrations/bad-id").statusCode()).isEqualTo(404);
  }

  @Test
  void a_system_is_tested_before_it_is_saved_and_credentials_need_not_be_typed_again(
      TestService service) {
    Browser admin = Browser.of(service, "tess", Role.ADMIN);
    try (EchoVendor vendor = new EchoVendor()) {
      admin.get("/connectors/echo/add");
      HttpResponse<String> tested = fill(admin, "Tested", vendor.address(), "test", "", true);
      assertThat(tested.statusCode()).as(tested.body()).isEqualTo(200);
      assertThat(tested.body())
          .contains("The connection works.", "sites", "2 records on its first page");
      vendor.secrets().forEach(secret -> assertThat(tested.body()).doesNotContain(secret));
      assertThat(admin.get("/integrations/tested").statusCode()).isEqualTo(404);

      // The test used up the refresh token; the one that came for it is kept on the server.
      HttpResponse<String> saved =
          fill(admin, "Tested", vendor.address(), "save", pending(tested.body()), false);
      assertThat(location(saved)).isEqualTo("/integrations/tested");
      String page = admin.get("/integrations/tested").body();
      assertThat(page).contains("Tested", "is connected", "API key", "by tess");
      vendor.secrets().forEach(secret -> assertThat(page).doesNotContain(secret));
      assertThat(admin.post("/integrations/tested/test").body()).contains("The connection works.");

      vendor.fail(403);
      HttpResponse<String> refused = admin.post("/integrations/tested/test");
      assertThat(refused.body()).contains("The connection does not work yet.", "403");
      vendor.secrets().forEach(secret -> assertThat(refused.body()).doesNotContain(secret));
    }
  }

  @Test
  void what_one_person_typed_is_no_other_persons(TestService service) {
    Browser one = Browser.of(service, "otto", Role.ADMIN);
    Browser other = Browser.of(service, "olga", Role.ADMIN);
    try (EchoVendor vendor = new EchoVendor()) {
      one.get("/connectors/echo/add");
      String token = pending(fill(one, "Theirs", vendor.address(), "test", "", true).body());
      assertThat(token).isNotEmpty();
      other.get("/connectors/echo/add");
      HttpResponse<String> stolen = fill(other, "Theirs", vendor.address(), "save", token, false);
      assertThat(stolen.statusCode()).isEqualTo(400);
      assertThat(stolen.body()).contains("id=\"credentials-api_key-error\"");
    }
  }

  @Test
  void a_sync_is_begun_watched_and_looked_at(TestService service) {
    Browser admin = Browser.of(service, "sina", Role.ADMIN);
    Browser biller = Browser.of(service, "sven", Role.BILLER);
    try (EchoVendor vendor = new EchoVendor()) {
      connect(admin, "Echo West", vendor);
      assertThat(biller.get("/integrations").body())
          .contains("Echo West", "Never synced", "It was connected and not read yet.")
          .doesNotContain("Connect a system");
      String first = sync(biller, "echo-west");
      String live = biller.get("/integrations/echo-west/live?sync=" + first).body();
      assertThat(live)
          .contains("id=\"live\"", "hx-swap-oob", "Succeeded", "What it changed")
          .doesNotContain("hx-trigger", "<html");
      assertThat(biller.get("/integrations/echo-west?sync=" + first).body())
          .contains("Healthy", "Read in full just now.", "5 records");
      String detail = biller.get("/integrations/echo-west/syncs/" + first).body();
      assertThat(detail).contains("devices", "last_active_at", "by sven", "on request");
      vendor.secrets().forEach(secret -> assertThat(detail).doesNotContain(secret));

      vendor.devices(5);
      String second = sync(biller, "echo-west");
      assertThat(biller.get("/integrations/echo-west/snapshots/2").body())
          .contains("Added", "host-4", "host-5")
          .doesNotContain("host-3");
      assertThat(biller.get("/integrations/echo-west/snapshots/2?change=removed").body())
          .contains("Nothing differs");
      assertThat(biller.get("/integrations/echo-west/snapshots/2?from=0&table=usage").body())
          .contains("host-1", "host-5");
      for (String bad : List.of("?from=2", "?from=x", "?change=x", "?after=x")) {
        assertThat(biller.get("/integrations/echo-west/snapshots/2" + bad).statusCode())
            .as(bad)
            .isEqualTo(400);
      }
      assertThat(biller.get("/integrations/echo-west/snapshots/9").statusCode()).isEqualTo(404);
      assertThat(biller.get("/integrations/echo-west/syncs?state=succeeded").body())
          .contains(first, second);
      assertThat(biller.get("/integrations/echo-west/syncs?state=failed").body())
          .contains("No such sync");
      assertThat(biller.get("/integrations/echo-west/syncs/" + UUID.randomUUID()).statusCode())
          .isEqualTo(404);
    }
  }

  @Test
  void a_failed_sync_says_what_to_do(TestService service) {
    Browser admin = Browser.of(service, "fred", Role.ADMIN);
    try (EchoVendor vendor = new EchoVendor()) {
      connect(admin, "Echo Down", vendor);
      vendor.fail(403);
      String sync = sync(admin, "echo-down");
      String page = admin.get("/integrations/echo-down?sync=" + sync).body();
      assertThat(page).contains("Failed", "403");
      vendor.secrets().forEach(secret -> assertThat(page).doesNotContain(secret));
      assertThat(admin.get("/integrations/echo-down/syncs/" + sync).body())
          .contains("What to do:", "none: what was in force before stays");
    }
  }

  @Test
  void a_system_is_changed_paused_and_removed(TestService service) {
    Browser admin = Browser.of(service, "cora", Role.ADMIN);
    try (EchoVendor vendor = new EchoVendor()) {
      connect(admin, "Echo Old", vendor);
      String form = admin.get("/integrations/echo-old/edit").body();
      assertThat(form).contains("value=\"Echo Old\"", "by cora; leave empty to keep it.");
      String version = found(form, "name=\"version\" value=\"(\\d+)\"");
      assertThat(location(change(admin, "Echo New", vendor, version)))
          .isEqualTo("/integrations/echo-old");
      assertThat(admin.get("/integrations/echo-old").body()).contains("Echo New", "Every 4 hours");
      HttpResponse<String> late = change(admin, "Echo Late", vendor, version);
      assertThat(late.statusCode()).isEqualTo(412);
      assertThat(late.body()).contains("It was changed meanwhile", "value=\"Echo Late\"");
      assertThat(admin.post("/integrations/echo-old/test").body())
          .as("its credentials are there still")
          .contains("The connection works.");

      admin.post("/integrations/echo-old/schedule", "enabled", "false");
      assertThat(admin.get("/integrations/echo-old").body()).contains("Paused", "Resume");
      admin.post("/integrations/echo-old/schedule", "enabled", "true");
      assertThat(admin.get("/integrations/echo-old").body()).contains("Every 4 hours", "Pause");

      Browser biller = Browser.of(service, "carl2", Role.BILLER);
      assertThat(biller.get("/integrations/echo-old").body())
          .contains("Sync now")
          .doesNotContain("/edit\"", "Remove");
      for (String path : List.of("/edit", "/remove")) {
        assertThat(biller.get("/integrations/echo-old" + path).statusCode()).isEqualTo(403);
      }
      assertThat(biller.post("/integrations/echo-old/remove").statusCode()).isEqualTo(403);
      assertThat(biller.post("/integrations/echo-old/schedule", "enabled", "x").statusCode())
          .isEqualTo(403);

      assertThat(admin.get("/integrations/echo-old/remove").body()).contains("Remove Echo New?");
      assertThat(location(admin.post("/integrations/echo-old/remove"))).isEqualTo("/integrations");
      assertThat(admin.get("/integrations").body())
          .contains("Echo New was removed")
          .doesNotContain("/integrations/echo-old");
    }
  }

  @Test
  void who_only_looks_can_do_nothing(TestService service) {
    Browser admin = Browser.of(service, "vera-admin", Role.ADMIN);
    Browser viewer = Browser.of(service, "vera", Role.VIEWER);
    try (EchoVendor vendor = new EchoVendor()) {
      connect(admin, "Echo Seen", vendor);
      String sync = sync(admin, "echo-seen");
      assertThat(viewer.get("/integrations/echo-seen").body())
          .contains("Echo Seen", "Healthy")
          .doesNotContain("Sync now", ">Test<", "/edit\"");
      for (String path :
          List.of("/syncs", "/test", "/syncs/" + sync + "/stop", "/snapshots/1/accept")) {
        assertThat(viewer.post("/integrations/echo-seen" + path).statusCode())
            .as(path)
            .isEqualTo(403);
      }
      Browser.addUser(service, service.stranger, "vito", Role.ADMIN);
      Browser stranger = new Browser(service);
      stranger.post("/sign-in", "tenant", "other", "name", "vito", "password", Browser.PASSWORD);
      assertThat(stranger.get("/integrations").body())
          .contains("No system is connected")
          .doesNotContain("Echo Seen");
      for (String path :
          List.of("", "/live", "/syncs", "/syncs/" + sync, "/snapshots/1", "/edit")) {
        assertThat(stranger.get("/integrations/echo-seen" + path).statusCode())
            .as(path)
            .isEqualTo(404);
      }
      assertThat(stranger.post("/integrations/echo-seen/syncs").statusCode()).isEqualTo(404);
    }
  }

  private static void connect(Browser browser, String name, EchoVendor vendor) {
    browser.get("/connectors/echo/add");
    HttpResponse<String> saved = fill(browser, name, vendor.address(), "save", "", true);
    assertThat(saved.statusCode()).as(saved.body()).isEqualTo(303);
  }

  private static HttpResponse<String> fill(
      Browser browser, String name, String address, String what, String pending, boolean secrets) {
    return browser.post(
        "/connectors/echo/add",
        "name",
        name,
        "settings.base_url",
        address,
        "credentials.client_secret",
        secrets ? EchoVendor.CLIENT_SECRET : "",
        "credentials.api_key",
        secrets ? EchoVendor.API_KEY : "",
        "credentials.refresh_token",
        secrets ? EchoVendor.FIRST_REFRESH : "",
        "every",
        "never",
        "max_age_hours",
        "24",
        "pending",
        pending,
        "do",
        what);
  }

  private static HttpResponse<String> change(
      Browser browser, String name, EchoVendor vendor, String version) {
    return browser.post(
        "/integrations/echo-old/edit",
        "name",
        name,
        "settings.base_url",
        vendor.address(),
        "every",
        "4h",
        "max_age_hours",
        "48",
        "version",
        version);
  }

  /** Begins a sync and waits until its fragment no longer asks for itself. */
  private static String sync(Browser browser, String id) {
    String to = location(browser.post("/integrations/" + id + "/syncs"));
    String sync = to.substring(to.indexOf("sync=") + 5);
    for (int i = 0; i < 400; i++) {
      if (!browser
          .get("/integrations/" + id + "/live?sync=" + sync)
          .body()
          .contains("hx-trigger")) {
        return sync;
      }
      TestService.pause();
    }
    throw new AssertionError("the sync does not end");
  }

  private static String pending(String page) {
    Matcher found = PENDING.matcher(page);
    return found.find() ? found.group(1) : "";
  }

  private static String found(String page, String pattern) {
    Matcher found = Pattern.compile(pattern).matcher(page);
    if (!found.find()) {
      throw new AssertionError(pattern + " is not in " + page);
    }
    return found.group(1);
  }

  private static String location(HttpResponse<String> answer) {
    return answer
        .headers()
        .firstValue("Location")
        .map(to -> to.replaceFirst("^http://[^/]+", ""))
        .orElse("none: " + answer.statusCode());
  }
}
