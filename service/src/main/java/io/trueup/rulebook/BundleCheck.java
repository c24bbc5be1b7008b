package io.trueup.rulebook;

import io.trueup.folder.Presets;
import io.trueup.rulebase.RuleBundle;
import io.trueup.rulebase.RuleInfo;
import io.trueup.rulebase.RuleProblem;
import io.trueup.scenario.Feature;
import io.trueup.scenario.ScenarioProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whether a bundle can be used at all: its rules and policy, its presets, and the texts of its
 * scenarios.
 */
public final class BundleCheck {
  /** Id of a problem in a preset. */
  public static final String PRESET = "PRESET";

  /** Id of a problem in the text of a scenario. */
  public static final String SCENARIO = "SCENARIO";

  /** More problems are not told: a file of nothing else has a million. */
  static final int MOST_PROBLEMS = 1_000;

  private static final Pattern PLACE = Pattern.compile("([^:]+):(\\d+): (.*)");

  /**
   * What checking a bundle gave.
   *
   * @param bundle its rules, compiled; null when they have problems
   * @param problems of all files, none when it can be used; after {@link #MOST_PROBLEMS} one more
   *     says that others are not told
   * @param advice what is worth a thought and keeps nothing from being used
   * @param files how many files were looked at
   * @param rules how many rules they hold, as far as they could be read
   */
  public record Checked(
      @Nullable RuleBundle bundle,
      List<RuleProblem> problems,
      List<RuleProblem> advice,
      int files,
      int rules) {
    public Checked {
      problems = List.copyOf(problems);
      advice = List.copyOf(advice);
    }

    /** Whether the bundle can be used. */
    public boolean passed() {
      return problems.isEmpty();
    }
  }

  private BundleCheck() {}

  /** Checks all files. */
  public static Checked of(BundleContent content, CompiledBundles compiled) {
    List<RuleProblem> problems = new ArrayList<>();
    RuleBundle.Checked loaded = compiled.check(content);
    problems.addAll(loaded.problems());
    problems.addAll(presets(content.rules()));
    RuleBundle bundle = loaded.bundle();
    for (Map.Entry<String, String> file : content.scenarios().entrySet()) {
      if (problems.size() > MOST_PROBLEMS) {
        break;
      }
      problems.addAll(scenarios(file.getKey(), file.getValue(), bundle));
    }
    return new Checked(
        bundle,
        told(problems),
        loaded.advice(),
        content.files().size(),
        bundle == null ? 0 : bundle.catalogue().size());
  }

  private static List<RuleProblem> told(List<RuleProblem> problems) {
    if (problems.size() <= MOST_PROBLEMS) {
      return problems;
    }
    List<RuleProblem> told = new ArrayList<>(problems.subList(0, MOST_PROBLEMS));
    RuleProblem next = problems.get(MOST_PROBLEMS);
    told.add(
        new RuleProblem(
            next.file(), next.line(), 1, next.id(), "there are more problems", "mend these first"));
    return told;
  }

  /** What is wrong with the presets of a bundle. */
  public static List<RuleProblem> presets(Map<String, String> texts) {
    try {
      Presets.load(texts);
      return List.of();
    } catch (IllegalArgumentException e) {
      return String.valueOf(e.getMessage()).lines().map(BundleCheck::preset).toList();
    }
  }

  private static RuleProblem preset(String line) {
    Matcher place = PLACE.matcher(line);
    return place.matches()
        ? new RuleProblem(
            place.group(1), Integer.parseInt(place.group(2)), 1, PRESET, place.group(3), "")
        : new RuleProblem("presets", 1, 1, PRESET, line, "");
  }

  private static List<RuleProblem> scenarios(
      String path, String text, @Nullable RuleBundle bundle) {
    Feature.Parsed parsed = Feature.parse(path, text);
    List<RuleProblem> problems = new ArrayList<>();
    for (ScenarioProblem each : parsed.problems()) {
      problems.add(problem(path, each.line(), each.message(), each.hint()));
    }
    if (bundle != null) {
      Set<String> known = bundle.catalogue().stream().map(RuleInfo::id).collect(Collectors.toSet());
      parsed
          .feature()
          .rules()
          .forEach(
              (id, line) -> {
                if (!known.contains(id)) {
                  problems.add(
                      problem(
                          path, line, "the bundle has no rule " + id, "correct it or remove it"));
                }
              });
    }
    return problems;
  }

  static RuleProblem problem(String path, int line, String message, String hint) {
    return new RuleProblem(path, Math.max(1, line), 1, SCENARIO, message, hint);
  }
}
