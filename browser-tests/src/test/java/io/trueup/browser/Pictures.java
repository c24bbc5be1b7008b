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
 * The pictures of the README and the docs: what a test sees, in light and dark. With {@code
 * -Dtrueup.update=true} they are taken; otherwise they must be there.
 */
final class Pictures {
  static final Path FOLDER = Path.of("..", "docs", "images");

  private static final int HIGHEST_BYTES = 150_000;
  private static final Map<String, ColorScheme> SCHEMES =
      Map.of("light", ColorScheme.LIGHT, "dark", ColorScheme.DARK);

  private Pictures() {}

  /** A picture of what the window shows, under {@code docs/images/NAME-light.png} and -dark. */
  static void take(Page page, String name) {
    SCHEMES.forEach(
        (scheme, colours) -> {
          Path file = FOLDER.resolve(name + "-" + scheme + ".png");
          if (Boolean.getBoolean("trueup.update")) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(colours));
            write(file, shot(page));
          }
          assertThat(file).as("taken with -Dtrueup.update=true").exists();
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
      assertThat(small.length).as(file + " in bytes").isLessThan(HIGHEST_BYTES);
      Files.write(file, small);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
