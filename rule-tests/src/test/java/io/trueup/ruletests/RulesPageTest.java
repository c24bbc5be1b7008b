package io.trueup.ruletests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.trueup.folder.ReadOptions;
import io.trueup.rulebase.RuleBundle;
import io.trueup.rulebase.RuleInfo;
import io.trueup.scenario.ScenarioRunner;
import io.trueup.scenario.ScenarioRunner.Prepared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** The catalogue of the shipped rules on paper is the catalogue of the bundle. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class RulesPageTest {
  private static final Path PAGE = Path.of("..", "docs", "reference", "rules.md");
  private static final Pattern POLICY =
      Pattern.compile(
          "(?:Threshold|PolicyText|PolicySwitch|Listed)\\([^()]*?(?:name|list) == \"([^\"]+)\"");

  private final RuleBundle bundle = ShippedBundle.load();

  @Test
  void the_page_says_what_the_rules_say() throws IOException {
    String made = page();
    if (Boolean.getBoolean("trueup.update")) {
      Files.writeString(PAGE, made);
    }
    assertEquals(
        made,
        Files.exists(PAGE) ? Files.readString(PAGE).replace("\r\n", "\n") : "no page",
        "docs/reference/rules.md is out of date; run this test with -Dtrueup.update=true");
  }

  private String page() {
    Map<String, Set<String>> scenarios = scenarios();
    StringBuilder page = new StringBuilder();
    page.append(
        """
        # The shipped rules

        Made from the bundle in `rules/` and its scenarios; do not edit. `RulesPageTest` rewrites it with
        `-Dtrueup.update=true`. `trueup rules list --rules DIR` is the catalogue of another bundle, `trueup rules test --rule ID`
        runs the scenarios of one rule. *Reads* names what the rule takes from `policy.yml`; the last column says in how many
        scenarios it must fire, and in which files.

        """);
    page.append(bundle.catalogue().size()).append(" rules.\n");
    String stage = "";
    for (RuleInfo rule : bundle.catalogue()) {
      if (!rule.stage().equals(stage)) {
        stage = rule.stage();
        page.append("\n## ").append(stage).append("\n\n");
        page.append("| id | rule | why | owner | reads | file | fires in |\n");
        page.append("|---|---|---|---|---|---|---|\n");
      }
      Set<String> fires = scenarios.getOrDefault(rule.id(), Set.of());
      Set<String> files = new TreeSet<>();
      fires.forEach(where -> files.add(where.substring(0, where.indexOf('.'))));
      page.append("| ").append(rule.id());
      page.append(" | ").append(cell(rule.name()));
      page.append(" | ").append(cell(rule.rationale()));
      page.append(" | ").append(cell(rule.owner()));
      page.append(" | ").append(reads(rule));
      page.append(" | `").append(rule.file().substring(rule.file().indexOf('/') + 1)).append('`');
      page.append(" | ").append(fires.size()).append(": ").append(String.join(", ", files));
      page.append(" |\n");
    }
    return page.toString();
  }

  /** Where each rule is expected to fire, by its id: file and line. */
  private static Map<String, Set<String>> scenarios() {
    Map<String, Set<String>> all = new TreeMap<>();
    for (Prepared one :
        ScenarioRunner.load(ScenariosTest.SCENARIOS, ReadOptions.DEFAULTS).scenarios()) {
      Set<String> fired = one.scenario().fired();
      Path name = Path.of(one.scenario().file()).getFileName();
      if (fired != null) {
        fired.forEach(
            id ->
                all.computeIfAbsent(id, k -> new TreeSet<>())
                    .add(name + ":" + one.scenario().line()));
      }
    }
    return all;
  }

  private static String reads(RuleInfo rule) {
    Set<String> names = new TreeSet<>();
    for (String condition : rule.conditions()) {
      Matcher policy = POLICY.matcher(condition);
      while (policy.find()) {
        names.add("`" + policy.group(1) + "`");
      }
    }
    return String.join(", ", names);
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }
}
