package io.trueup.ruletests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trueup.folder.ExportFiles;
import io.trueup.folder.ReadOptions;
import io.trueup.rulebase.RuleBundle;
import io.trueup.scenario.ScenarioRun;
import io.trueup.scenario.ScenarioRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** The reference page on scenarios says what is so. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class ScenariosPageTest {
  private static final Path PAGE = Path.of("..", "docs", "reference", "scenarios.md");
  private static final Path SEMANTICS = Path.of("..", "docs", "semantics.md");
  private static final Pattern EXAMPLE = Pattern.compile("(?s)```scenario\n(.*?)```");

  @Test
  void every_example_on_the_page_holds() throws IOException {
    RuleBundle bundle = ShippedBundle.load();
    Matcher example = EXAMPLE.matcher(Files.readString(PAGE));
    int examples = 0;
    while (example.find()) {
      examples++;
      ScenarioRun run =
          ScenarioRunner.parse("scenarios.md", example.group(1), ReadOptions.DEFAULTS).run(bundle);
      assertEquals(List.of(), run.problems());
      run.results().forEach(result -> assertTrue(result.passed(), result::report));
    }
    assertTrue(examples >= 3, "examples on the page");
  }

  @Test
  void every_file_of_the_export_folder_is_on_the_page() throws IOException {
    String page = Files.readString(PAGE);
    List<String> missing = new ArrayList<>();
    ExportFiles.list().stream()
        .map(file -> "`given " + file.name().replace(".csv", "") + "`")
        .filter(step -> !page.contains(step))
        .forEach(missing::add);
    assertEquals(List.of(), missing);
  }

  @Test
  void the_page_on_semantics_names_rules_that_are_there() throws IOException {
    RuleBundle bundle = ShippedBundle.load();
    List<String> known = bundle.catalogue().stream().map(rule -> rule.id()).toList();
    Matcher id = Pattern.compile("[A-Z]{3}-[0-9]{3}").matcher(Files.readString(SEMANTICS));
    while (id.find()) {
      assertTrue(known.contains(id.group()), id.group());
    }
  }
}
