package io.trueup.spark;

import io.trueup.folder.Preset;
import io.trueup.folder.Presets;
import io.trueup.rulebase.RuleBundle;
import io.trueup.rulebase.RuleProblem;
import io.trueup.stage.RuleFacts;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * A bundle ready to decide. Compiled rules are never sent: their texts are, and each JVM compiles
 * them once, whichever of its tasks comes first.
 *
 * @param bundle the rules
 * @param presets mappings that service_mappings.csv may name
 */
record CompiledRules(RuleBundle bundle, Map<String, Preset> presets) {
  private static final Map<String, CompiledRules> IN_THIS_JVM = new ConcurrentHashMap<>();

  /**
   * The bundle of these texts.
   *
   * @throws UnusableJob when they cannot be used: a line a problem
   */
  static CompiledRules of(String hash, Map<String, String> texts) {
    return IN_THIS_JVM.computeIfAbsent(hash, key -> compiled(texts));
  }

  private static CompiledRules compiled(Map<String, String> texts) {
    RuleBundle.Loaded loaded = RuleFacts.load(texts);
    if (!loaded.problems().isEmpty()) {
      throw new UnusableJob(
          "the rules cannot be used:\n"
              + loaded.problems().stream()
                  .map(RuleProblem::toString)
                  .collect(Collectors.joining("\n")),
          "try trueup rules check");
    }
    try {
      return new CompiledRules(loaded.get(), Presets.load(texts));
    } catch (IllegalArgumentException e) {
      throw new UnusableJob("the presets cannot be used:\n" + e.getMessage(), "mend them");
    }
  }
}
