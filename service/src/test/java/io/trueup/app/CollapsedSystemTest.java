package io.trueup.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.demo.Tidewater;
import io.trueup.platform.http.Role;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * A system that lost most of its devices is not believed until a person says why it is right; with
 * the vendor that the demo plays, which is read as a new user of the demo reads it.
 */
final class CollapsedSystemTest {
  @RegisterExtension final FreshDatabase fresh = new FreshDatabase();

  @TempDir Path connectors;

  @Test
  void it_is_doubted_looked_at_and_accepted_with_a_reason() throws IOException {
    try (Tidewater vendor = Tidewater.start()) {
      vendor.writeConnector(connectors);
      try (TestService service =
          TestService.shipped(
              fresh.database(),
              configuration ->
                  configuration.connectors.directories = List.of(connectors.toString()))) {
        Browser ada = Browser.of(service, "ada", Role.ADMIN);
        Browser bea = Browser.of(service, "bea", Role.BILLER);
        Browser vera = Browser.of(service, "vera", Role.VIEWER);
        connect(ada, "Wrong Key", "a-key-of-last-year");
        sync(bea, "wrong-key");
        assertThat(bea.get("/integrations").body())
            .contains("Needs attention", "the API key has expired", "Next:", "tide-demo-key");

        connect(ada, "Tide", Tidewater.KEY);
        String first = sync(bea, "tide");
        assertThat(bea.get("/integrations/tide/syncs/" + first).body())
            .contains("Succeeded", "backups: ", "unknown", "228");
        assertThat(bea.get("/integrations/tide").body()).contains("Healthy", "204");
        String stopped = begin(bea, "tide");
        assertThat(bea.get("/integrations/tide").body()).contains("Sync now", "Stop</button>");
        bea.post("/integrations/tide/syncs/" + stopped + "/stop");
        await(bea, "tide", stopped);
        assertThat(bea.get("/integrations/tide/syncs/" + stopped).body())
            .contains("Stopped", "What it had read is not used.");
        ada.post(
            "/integrations/tide/edit",
            "name",
            "Tide",
            "settings.answers",
            "few",
            "every",
            "never",
            "max_age_hours",
            "24");
        sync(bea, "tide");
        assertThat(bea.get("/integrations/tide").body())
            .contains("Collapsed", "Snapshot 2 is not believed", "accept it if it is right");
        assertThat(vera.get("/integrations/tide/snapshots/2").body())
            .contains("Not believed", "Removed")
            .doesNotContain("Accept this snapshot");
        assertThat(bea.get("/integrations/tide/snapshots/2").body())
            .contains("Accept this snapshot");
        HttpResponse<String> blank =
            bea.post("/integrations/tide/snapshots/2/accept", "reason", "  ");
        assertThat(blank.statusCode()).isEqualTo(400);
        assertThat(blank.body()).contains("Say in a sentence");
        assertThat(
                bea.post(
                        "/integrations/tide/snapshots/2/accept",
                        "reason",
                        "The fleet of Gannet was sold")
                    .statusCode())
            .isEqualTo(303);
        assertThat(bea.get("/integrations/tide").body())
            .contains("Healthy", "accepted by bea", "The fleet of Gannet was sold");
        assertThat(ada.get("/audit?action=snapshot.accepted").body()).contains("tide/2");
      }
    }
  }

  private static void connect(Browser browser, String name, String key) {
    browser.get("/connectors/tidewater/add");
    assertThat(
            browser
                .post(
                    "/connectors/tidewater/add",
                    "name",
                    name,
                    "credentials.api_key",
                    key,
                    "every",
                    "never",
                    "max_age_hours",
                    "24")
                .statusCode())
        .isEqualTo(303);
  }

  private static String begin(Browser browser, String id) {
    browser.get("/integrations/" + id);
    String to =
        browser
            .post("/integrations/" + id + "/syncs")
            .headers()
            .firstValue("Location")
            .orElseThrow();
    return to.substring(to.indexOf("sync=") + 5);
  }

  private static String sync(Browser browser, String id) {
    String sync = begin(browser, id);
    await(browser, id, sync);
    return sync;
  }

  private static void await(Browser browser, String id, String sync) {
    for (int i = 0; i < 1200; i++) {
      if (!browser
          .get("/integrations/" + id + "/live?sync=" + sync)
          .body()
          .contains("hx-trigger")) {
        return;
      }
      TestService.pause();
    }
    throw new AssertionError("the sync does not end");
  }
}
