package io.trueup.rulebase;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The reference page and the code name the same things. */
class RuleGrammarDocTest {
  private static final Path PAGE = Path.of("../docs/reference/rule-grammar.md");

  @Test
  void every_problem_id_is_explained_and_none_is_invented() throws IOException {
    List<String> explained =
        Pattern.compile("(?m)^\\| (RB-[0-9]{3}) \\|")
            .matcher(Files.readString(PAGE))
            .results()
            .map((MatchResult m) -> m.group(1))
            .toList();
    assertThat(explained)
        .containsExactlyElementsOf(Arrays.stream(Fault.values()).map(f -> f.id).toList());
  }

  @Test
  void every_function_and_attribute_is_named() throws IOException {
    String page = Files.readString(PAGE);
    assertThat(Aggregates.BY_NAME.keySet())
        .allSatisfy(f -> assertThat(page).contains("`" + f + "`"));
    assertThat(Lint.METADATA).allSatisfy(m -> assertThat(page).contains("`@" + m + "`"));
  }

  @Test
  void the_limits_are_those_of_the_code() throws IOException {
    String page = Files.readString(PAGE);
    Limits limits = Limits.DEFAULT;
    assertThat(page)
        .contains(String.format("| a file | %,d characters |", limits.fileCharacters()))
        .contains("| brackets within brackets | " + limits.nesting() + " |")
        .contains("| " + limits.patternsPerRule() + "; " + limits.alternativesPerRule() + " |")
        .contains(
            String.format("| a text between quotes | %,d characters |", limits.textCharacters()))
        .contains(
            String.format(
                "| %d million; %d million |",
                limits.fuel() / 1_000_000, limits.partialMatches() / 1_000_000))
        .contains(String.format("| %,d; %,d |", limits.firings(), limits.conclusions()))
        .contains(String.format("%,d characters; about 150", limits.conclusionCharacters()))
        .contains("| time (one evaluation) | " + limits.deadline().toSeconds() + " s |")
        .contains(
            String.format(
                "| a bundle | %,d files, %,d characters, %,d rules, %,d conditions",
                limits.bundleFiles(),
                limits.bundleCharacters(),
                limits.bundleRules(),
                limits.bundleConditions()))
        .contains("| time (one check) | " + limits.checkDeadline().toSeconds() + " s of work");
  }
}
