package io.trueup.stage;

import io.trueup.facts.Decision;
import io.trueup.facts.Discrepancy;
import io.trueup.facts.Subject;
import io.trueup.rulebase.Cases;
import io.trueup.rulebase.Conclusion;
import io.trueup.rulebase.Firing;
import io.trueup.rulebase.Outcome;
import io.trueup.rulebase.RuleBase;
import io.trueup.rulebase.RuleBundle;
import io.trueup.rulebase.RuleBundle.Stage;
import io.trueup.rulebase.RuleInfo;
import io.trueup.rulebase.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Stage 3: every subject gets exactly one discrepancy. */
final class Discrepancies {
  static final Stage STAGE = Stage.DISCREPANCIES;

  /** What was decided of a subject. */
  static final class Ruling {
    private final Discrepancy discrepancy;
    private final Later<List<Firing>> because;

    Ruling(Discrepancy discrepancy, Supplier<List<Firing>> firings) {
      this.discrepancy = discrepancy;
      this.because = new Later<>(() -> Rules.firings(firings.get()));
    }

    Discrepancy discrepancy() {
      return discrepancy;
    }

    /** Every firing that supports it, by rule. */
    List<Firing> because() {
      return because.get();
    }

    List<RuleInfo> rules() {
      return Rules.ofFirings(because());
    }

    /** Ids of people's decisions that the rules matched, sorted. */
    List<String> decisionIds() {
      return Rules.decisionIds(because());
    }
  }

  /**
   * Subjects whose cases were looked up.
   *
   * @param facts what else rules may look at
   * @param verdicts one for each subject; none when they are to be evaluated together
   */
  record Looked(List<Subject> subjects, List<Decision> facts, List<Verdict> verdicts) {}

  private final RuleBase rules;
  private final List<Object> policy;
  private final RunNotes notes;
  private final @Nullable Cases cases;
  private final Cases.@Nullable Round round;

  /**
   * @param cases the rules case by case; null when each client's subjects are to be evaluated
   */
  Discrepancies(RuleBundle bundle, RunNotes notes, @Nullable Cases cases) {
    this.rules = bundle.rules(STAGE);
    this.policy = bundle.policy();
    this.notes = notes;
    this.cases = cases;
    this.round = cases == null ? null : cases.round();
  }

  /** Looks subjects up, which {@link #decide} then decides. */
  Looked look(List<Subject> subjects, List<Decision> facts) {
    List<Verdict> verdicts = new ArrayList<>();
    if (round != null) {
      try (Cases.Desk desk = round.desk()) {
        if (facts.stream().noneMatch(desk::concerns)) {
          subjects.forEach(subject -> verdicts.add(desk.find(List.of(subject))));
        }
      }
    }
    return new Looked(subjects, facts, verdicts);
  }

  /** Decides what was looked up since it was last called. */
  void decide(Workers workers) {
    if (cases != null && round != null) {
      workers.map(round.batches(), cases::decide).forEach(notes::fired);
    }
  }

  /** The rulings on subjects, in their order. */
  List<Ruling> rulings(Looked looked) {
    List<Verdict> verdicts = looked.verdicts();
    if (cases == null
        || verdicts.size() < looked.subjects().size()
        || !verdicts.stream().allMatch(Verdict::isKnown)) {
      return evaluate(looked);
    }
    List<Ruling> rulings = new ArrayList<>(verdicts.size());
    try (Cases.Desk open = cases.desk()) {
      for (int i = 0; i < verdicts.size(); i++) {
        Subject subject = looked.subjects().get(i);
        notes.used(verdicts.get(i));
        rulings.add(ruling(subject, verdicts.get(i)));
      }
    }
    return rulings;
  }

  private Ruling ruling(Subject subject, Verdict verdict) {
    int which = verdict.plan(Discrepancies::only);
    if (which < 0) {
      return settle(subject, verdict.conclusions(List.of(subject)));
    }
    Discrepancy discrepancy = (Discrepancy) verdict.fact(which, List.of(subject));
    return new Ruling(discrepancy, () -> firings(subject, verdict));
  }

  /** The only discrepancy that was concluded; -1 when there are none or several. */
  private static Integer only(Verdict verdict) {
    int only = -1;
    for (int i = 0; i < verdict.size(); i++) {
      if (verdict.type(i) == Discrepancy.class) {
        if (only >= 0) {
          return -1;
        }
        only = i;
      }
    }
    return only;
  }

  private List<Firing> firings(Subject subject, Verdict verdict) {
    try (Cases.Desk open = Objects.requireNonNull(cases).desk()) {
      return settle(subject, verdict.conclusions(List.of(subject))).because();
    }
  }

  private static Ruling settle(Subject subject, List<Conclusion> all) {
    List<Conclusion> own = new ArrayList<>();
    Map<Object, Conclusion> steps = new HashMap<>();
    for (Conclusion conclusion : all) {
      if (conclusion.fact() instanceof Discrepancy discrepancy) {
        if (discrepancy.subject().equals(subject)) {
          own.add(conclusion);
        }
      } else {
        steps.put(conclusion.fact(), conclusion);
      }
    }
    return settle(subject, own, steps);
  }

  /**
   * The ruling on each subject, in the order given. A subject that no rule decides, or that rules
   * decide differently, is a setup issue: its money is held until the rules are mended.
   */
  List<Ruling> classify(List<? extends Subject> subjects) {
    Looked looked = look(List.copyOf(subjects), List.of());
    decide(new Workers(1));
    return rulings(looked);
  }

  /** The rulings of rules that are given all subjects at once. */
  private List<Ruling> evaluate(Looked looked) {
    List<Subject> subjects = looked.subjects();
    List<Object> all = new ArrayList<>(policy);
    all.addAll(looked.facts());
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
    List<Ruling> rulings = new ArrayList<>(subjects.size());
    for (Subject subject : subjects) {
      rulings.add(settle(subject, Objects.requireNonNull(bySubject.get(subject)), steps));
    }
    return rulings;
  }

  private static Ruling settle(
      Subject subject, List<Conclusion> conclusions, Map<Object, Conclusion> steps) {
    Set<Conclusion> all = Collections.newSetFromMap(new IdentityHashMap<>(8));
    conclusions.forEach(conclusion -> addWithSteps(conclusion, steps, all));
    List<Firing> firings = new ArrayList<>();
    all.forEach(conclusion -> firings.addAll(conclusion.because()));
    if (conclusions.size() == 1) {
      return new Ruling((Discrepancy) conclusions.get(0).fact(), () -> firings);
    }
    String reason = conclusions.isEmpty() ? "no_rule_decided" : "rules_disagree";
    return new Ruling(Discrepancy.setupIssue(subject, reason), () -> firings);
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
