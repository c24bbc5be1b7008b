package io.trueup.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.ColorScheme;

/** What somebody looks at. */
enum Screen {
  LIGHT(1280, 860, ColorScheme.LIGHT),
  DARK(1280, 860, ColorScheme.DARK),
  PHONE(390, 844, ColorScheme.LIGHT);

  final int width;
  private final int height;
  private final ColorScheme scheme;

  Screen(int width, int height, ColorScheme scheme) {
    this.width = width;
    this.height = height;
    this.scheme = scheme;
  }

  Browser.NewContextOptions options() {
    return new Browser.NewContextOptions()
        .setViewportSize(width, height)
        .setColorScheme(scheme)
        .setLocale("en-GB")
        .setTimezoneId("Europe/London")
        .setAcceptDownloads(true);
  }
}
