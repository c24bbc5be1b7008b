package io.trueup.ruletests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class PresetPageTest {
  private static final Path PAGE = Path.of("..", "docs", "reference", "presets.md");

  @Test
  void the_page_says_what_the_files_say() throws IOException {
    String made = PresetPage.text();
    if (Boolean.getBoolean("trueup.update")) {
      Files.createDirectories(PAGE.getParent());
      Files.writeString(PAGE, made);
    }
    assertEquals(
        made,
        Files.exists(PAGE) ? Files.readString(PAGE).replace("\r\n", "\n") : "no page",
        "docs/reference/presets.md is out of date; run this test with -Dtrueup.update=true");
  }
}
