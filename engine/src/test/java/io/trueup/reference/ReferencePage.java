package io.trueup.reference;

import static org.assertj.core.api.Assertions.fail;

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
    check(FOLDER.resolve(file), text);
  }

  static void check(Path page, String text) throws IOException {
    if (Boolean.getBoolean("trueup.update")) {
      Files.createDirectories(page.getParent());
      Files.writeString(page, text);
    }
    String found = Files.exists(page) ? Files.readString(page) : "";
    if (!found.equals(text)) {
      fail(
          "%s differs from the code in line %d: run this test with -Dtrueup.update=true",
          page, firstDifference(found, text));
    }
  }

  private static int firstDifference(String found, String text) {
    String[] left = found.split("\n", -1);
    String[] right = text.split("\n", -1);
    int line = 0;
    while (line < Math.min(left.length, right.length) && left[line].equals(right[line])) {
      line++;
    }
    return line + 1;
  }

  /** A cell of a table. */
  static String cell(String text) {
    return text.isEmpty() ? " " : text.replace("|", "\\|");
  }
}
