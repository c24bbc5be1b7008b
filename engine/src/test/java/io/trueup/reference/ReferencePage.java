package io.trueup.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A generated page: compared with what is checked in, or written with {@code -Dtrueup.update=true}.
 */
final class ReferencePage {
  private static final Path FOLDER = Path.of("..", "docs", "reference");

  private ReferencePage() {}

  static void check(String file, String text) throws IOException {
    Path page = FOLDER.resolve(file);
    if (Boolean.getBoolean("trueup.update")) {
      Files.createDirectories(FOLDER);
      Files.writeString(page, text);
    }
    assertThat(Files.exists(page) ? Files.readString(page) : "")
        .as("%s is written from the code: run this test with -Dtrueup.update=true", page)
        .isEqualTo(text);
  }

  /** A cell of a table. */
  static String cell(String text) {
    return text.isEmpty() ? " " : text.replace("|", "\\|");
  }
}
