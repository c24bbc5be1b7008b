package io.trueup.stage;

import io.trueup.facts.Discrepancy;
import io.trueup.facts.Subject;
import io.trueup.rulebase.Conclusion;
import io.trueup.rulebase.Firing;
import io.trueup.rulebase.Outcome;
import io.trueup.rulebase.RuleBase;
import io.trueup.rulebase.RuleBundle;
import io.trueup.rulebase.RuleBundle.Stage;
import io.trueup.rulebase.RuleInfo;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Stage 3: every subject gets exactly one discrepancy. */
final class Discrepancies {
  static final Stage STAGE = Stage.DISCREPANCIES;

  /**
   * What was decided of a subject.
   *
   * @param because every firing that supports it, by rule
   */
  record Ruling(Discrepancy discrepancy, List<Firing> because) {
    List<RuleInfo> rules() {
      return Rules.ofFirings(because);
    }

    /** Ids of people's decisions that the rules matched, sorted. */
    List<String> decisionIds() {
      return Rules.decisionIds(because);
    }
  }

  private final RuleBase rules;
  private final List<Object> policy;
  private final RunNotes notes;

  Discrepancies(RuleBundle bundle, RunNotes notes) {
    this.rules = bundle.rules(STAGE);
    this.policy = bundle.policy();
    this.notes = notes;
  }

  /**
   * The ruling on each subject, in the order given. A subject that no rule decides, or that rules
   * decide differently, is a setup issue: its money is held until the rules are mended.
   *
   * @param facts what else rules may look at
   */
  Map<Subject, Ruling> classify(Collection<? extends Subject> subjects, Collection<?> facts) {
    List<Object> all = new ArrayList<>(policy);
    all.addAll(facts);
    all.addAll(subjects);
    Outcome outcome = rules.evaluate(all);
    notes.evaluated(STAGE, outcome);
    Map<Subject, List<Conclusion>> bySubject = new LinkedHashMap<>();
    subjects.forEach(subject -> bySubject.put(subject, new ArrayList<>()));
    Map<Object, Conclusion> steps = new HashMap<>();
    for (Conclusion conclusion : outcome.conclusions()) {
      if (conclusion.fact() instanceof Discrepancy discrepancy) {
        List<Conclusion> known = bySubject.get(discrepancy.subject());
        if (known != null) {
          known.add(conclusion);
        }
      } else {
        steps.put(conclusion.fact(), conclusion);
      }
    }
    Map<Subject, Ruling> rulings = new LinkedHashMap<>();
    bySubject.forEach(
        (subject, conclusions) -> rulings.put(subject, settle(subject, conclusions, steps)));
    return rulings;
  }

  private static Ruling settle(
      Subject subject, List<Conclusion> conclusions, Map<Object, Conclusion> steps) {
    Set<Conclusion> all = Collections.newSetFromMap(new IdentityHashMap<>());
    conclusions.forEach(conclusion -> addWithSteps(conclusion, steps, all));
    if (conclusions.size() == 1) {
      return new Ruling((Discrepancy) conclusions.get(0).fact(), Rules.firings(all));
    }
    String reason = conclusions.isEmpty() ? "no_rule_decided" : "rules_disagree";
    return new Ruling(Discrepancy.setupIssue(subject, reason), Rules.firings(all));
  }

  /** Adds a conclusion and those that it rests on, such as that the difference is tolerated. */
  private static void addWithSteps(
      Conclusion conclusion, Map<Object, Conclusion> steps, Set<Conclusion> all) {
    if (!all.add(conclusion)) {
      return;
    }
    for (Firing firing : conclusion.because()) {
      for (Object fact : firing.matched()) {
        Conclusion step = fact instanceof Subject ? null : steps.get(fact);
        if (step != null) {
          addWithSteps(step, steps, all);
        }
      }
    }
  }
}
