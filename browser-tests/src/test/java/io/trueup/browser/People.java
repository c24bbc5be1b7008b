package io.trueup.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The people of one test, each in front of a browser of their own. Every request that leaves the
 * service, every error on a console and everything that a policy refused is noted.
 */
final class People {
  private final Demo demo;
  private final Chromium chromium;
  private final List<BrowserContext> contexts = new ArrayList<>();
  private final List<String> odd = new ArrayList<>();
  private final List<Integer> refusals = new ArrayList<>();

  People(Demo demo, Chromium chromium) {
    this.demo = demo;
    this.chromium = chromium;
  }

  /** Somebody who has not signed in, at an empty page. */
  Page stranger(Screen screen) {
    BrowserContext context =
        chromium.browser().newContext(screen.options().setBaseURL(demo.origin()));
    context.setDefaultTimeout(30_000);
    context.onRequest(this::watch);
    context.onConsoleMessage(this::watch);
    context.onWebError(error -> odd.add("script failed: " + error.error()));
    contexts.add(context);
    return context.newPage();
  }

  /** One of the demo's people, signed in with name and password, at the start page. */
  Page signIn(String name, Screen screen) {
    Page page = stranger(screen);
    page.navigate("/sign-in");
    page.getByLabel("Name").fill(name);
    page.getByLabel("Password").fill(demo.password(name));
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in")).click();
    page.getByRole(AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("Main")).waitFor();
    return page;
  }

  Page signIn(String name) {
    return signIn(name, Screen.LIGHT);
  }

  /** A page of this test will be refused with that status, which Chromium notes on its console. */
  void expectRefusal(int status) {
    refusals.add(status);
  }

  private void watch(Request request) {
    String url = request.url();
    if (!url.startsWith(demo.origin() + "/")
        && !url.startsWith("data:")
        && !url.startsWith("blob:")) {
      odd.add("asked another host: " + url);
    }
  }

  private void watch(ConsoleMessage message) {
    boolean refused =
        refusals.stream().anyMatch(status -> message.text().contains("status of " + status));
    // The editor asks again when other checks are under way, those of pages just left among them.
    boolean busy =
        message.text().contains("status of 503") && message.location().contains("/look/");
    if (message.type().equals("error") && !refused && !busy) {
      odd.add("console: " + message.text() + " (" + message.location() + ")");
    }
  }

  void requireNothingOdd() {
    assertThat(odd).as("what pages asked of other hosts, and errors on consoles").isEmpty();
  }

  /** Pictures of all open pages, for whoever reads that a test failed. */
  void picture(Path folder, String name) {
    int number = 0;
    for (BrowserContext context : contexts) {
      for (Page page : context.pages()) {
        page.screenshot(
            new Page.ScreenshotOptions()
                .setFullPage(true)
                .setPath(folder.resolve(name + "-" + ++number + ".png")));
      }
    }
  }

  void leave() {
    contexts.forEach(BrowserContext::close);
    contexts.clear();
  }
}
