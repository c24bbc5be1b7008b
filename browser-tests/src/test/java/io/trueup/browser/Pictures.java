package io.trueup.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ScreenshotAnimations;
import com.microsoft.playwright.options.ScreenshotCaret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The pictures of the README and the docs: what a test sees, in light and dark. They are taken with
 * {@code -Dtrueup.update=true}; that those are there which the docs name is a test of its own.
 */
final class Pictures {
  static final Path FOLDER = Path.of("..", "docs", "images");

  static final int MOST_BYTES = 150_000;

  /** Whether they are taken. */
  static final boolean TAKEN = Boolean.getBoolean("trueup.update");

  private static final Map<String, ColorScheme> SCHEMES =
      Map.of("light", ColorScheme.LIGHT, "dark", ColorScheme.DARK);

  private Pictures() {}

  /** A picture of what the window shows, under {@code docs/images/NAME-light.png} and -dark. */
  static void take(Page page, String name) {
    if (!TAKEN) {
      return;
    }
    page.mouse().move(0, 0);
    SCHEMES.forEach(
        (scheme, colours) -> {
          page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(colours));
          write(FOLDER.resolve(name + "-" + scheme + ".png"), shot(page));
        });
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
  }

  private static byte[] shot(Page page) {
    return page.screenshot(
        new Page.ScreenshotOptions()
            .setAnimations(ScreenshotAnimations.DISABLED)
            .setCaret(ScreenshotCaret.HIDE));
  }

  private static void write(Path file, byte[] png) {
    try {
      Files.createDirectories(FOLDER);
      byte[] small = Palette.reduce(png);
      assertThat(small.length).as(file + " in bytes").isLessThan(MOST_BYTES);
      Files.write(file, small);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
