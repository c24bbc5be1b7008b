package io.trueup.ruletests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trueup.rulebase.RuleProblem;
import io.trueup.stage.RuleFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What the page on writing rules shows is so. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class WritingRulesPageTest {
  private static final Path PAGE = Path.of("..", "docs", "writing-rules.md");
  private static final String FILE = "discrepancies/quantity.drl";
  private static final Pattern MISTAKE =
      Pattern.compile("(?m)^\\| `(.+?)` \\| `(.+?)` \\| (RB-.+) \\|$");

  @Test
  void every_mistake_gives_the_message_on_the_page() throws IOException {
    Matcher mistake = MISTAKE.matcher(Files.readString(PAGE));
    int mistakes = 0;
    while (mistake.find()) {
      mistakes++;
      Map<String, String> files = ShippedBundle.files();
      String text = files.getOrDefault(FILE, "");
      assertTrue(text.contains(mistake.group(2)), mistake.group(2));
      files.put(
          FILE,
          text.replaceFirst(
              Pattern.quote(mistake.group(2)), Matcher.quoteReplacement(mistake.group(1))));
      RuleProblem first = RuleFacts.load(files).problems().get(0);
      assertEquals(mistake.group(3), first.id() + ": " + first.message() + " — " + first.hint());
    }
    assertTrue(mistakes >= 10, "mistakes on the page");
  }

  @Test
  void the_rule_on_the_page_is_the_shipped_one() throws IOException {
    Matcher rule = Pattern.compile("(?s)```\n(rule .*?)```").matcher(Files.readString(PAGE));
    assertTrue(rule.find());
    assertTrue(ShippedBundle.files().getOrDefault(FILE, "").contains(rule.group(1)));
  }
}
