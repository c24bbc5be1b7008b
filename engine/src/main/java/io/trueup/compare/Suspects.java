package io.trueup.compare;

import io.trueup.compare.RuleChange.Subject;
import io.trueup.rulebase.RuleBundle;
import io.trueup.rulebase.RuleBundle.Stage;
import io.trueup.rulebase.RuleInfo;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which changes can be behind what a rule or a stage concludes. */
final class Suspects {
  private final List<RuleChange> deciding;
  private final Map<String, Set<RuleChange>> byRule = new HashMap<>();
  private final Map<String, String> stageOf = new HashMap<>();

  Suspects(List<RuleChange> changes, RuleBundle from, RuleBundle to) {
    this.deciding = changes.stream().filter(RuleChange::decides).toList();
    for (RuleBundle bundle : List.of(from, to)) {
      for (RuleInfo rule : bundle.catalogue()) {
        stageOf.put(rule.id(), rule.stage());
      }
    }
    for (RuleChange change : deciding) {
      if (change.subject() == Subject.RULE) {
        note(change.id(), change);
      }
      change.readBy().forEach(rule -> note(rule, change));
    }
  }

  private void note(String rule, RuleChange change) {
    byRule.computeIfAbsent(rule, k -> new TreeSet<>()).add(change);
  }

  /** All changes that can decide anything. */
  List<RuleChange> all() {
    return deciding;
  }

  /** Changes of these rules, and of the policy that they read. */
  Set<RuleChange> of(Collection<String> ruleIds) {
    Set<RuleChange> found = new TreeSet<>();
    ruleIds.forEach(id -> found.addAll(byRule.getOrDefault(id, Set.of())));
    return found;
  }

  /** The same, of those rules that belong to a stage. */
  Set<RuleChange> of(Collection<String> ruleIds, Stage stage) {
    return of(ruleIds.stream().filter(id -> stage.folder().equals(stageOf.get(id))).toList());
  }

  /** Changes of any rule of a stage, of the policy it reads, and what only the program reads. */
  Set<RuleChange> of(Stage stage) {
    Set<RuleChange> found = new TreeSet<>();
    for (RuleChange change : deciding) {
      boolean here =
          switch (change.subject()) {
            case RULE -> change.stage().equals(stage.folder());
            case POLICY ->
                change.readBy().isEmpty()
                    || change.readBy().stream()
                        .anyMatch(rule -> stage.folder().equals(stageOf.get(rule)));
            case PRESET -> stage == Stage.SERVICE_MAPPING;
            case PROGRAM -> true;
          };
      if (here) {
        found.add(change);
      }
    }
    return found;
  }

  /** The change of a preset, if it has one. */
  Set<RuleChange> ofPreset(String preset) {
    Set<RuleChange> found = new TreeSet<>();
    for (RuleChange change : deciding) {
      if (change.subject() == Subject.PRESET && change.id().equals(preset)) {
        found.add(change);
      }
    }
    return found;
  }
}
