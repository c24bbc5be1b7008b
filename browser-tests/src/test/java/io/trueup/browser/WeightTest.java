package io.trueup.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.LoadState;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** What a browser that has nothing yet loads, as it comes over the wire. */
@InBrowser
@Order(3)
final class WeightTest {
  private static final long MOST_BYTES = 300_000;

  @Test
  void signing_in_and_the_first_page_weigh_less_than_300_kilobytes(Demo demo, People people) {
    Page page = people.stranger(Screen.LIGHT);
    AtomicLong bytes = new AtomicLong();
    CDPSession session = page.context().newCDPSession(page);
    session.send("Network.enable");
    session.on(
        "Network.loadingFinished",
        (JsonObject told) -> bytes.addAndGet(told.get("encodedDataLength").getAsLong()));
    page.navigate("/sign-in");
    page.getByLabel("Name").fill("bea");
    page.getByLabel("Password").fill(demo.password("bea"));
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in")).click();
    page.getByRole(AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("Main")).waitFor();
    page.waitForLoadState(LoadState.NETWORKIDLE);
    assertThat(bytes.get()).as("bytes over the wire").isBetween(20_000L, MOST_BYTES);
  }
}
