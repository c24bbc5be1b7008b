package io.trueup.stage;

import io.trueup.rulebase.Cases;
import io.trueup.rulebase.Conclusion;
import io.trueup.rulebase.Firing;
import io.trueup.rulebase.Outcome;
import io.trueup.rulebase.RuleBundle.Stage;
import io.trueup.rulebase.RuleInfo;
import io.trueup.rulebase.Verdict;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What a run has to say about itself, gathered from all its threads. */
final class RunNotes {
  private final AtomicLong firings = new AtomicLong();
  private final AtomicLong groups = new AtomicLong();
  private final Set<Verdict> used = ConcurrentHashMap.newKeySet();
  private final Map<Stage, Cases> cases = new ConcurrentHashMap<>();
  private final FoldNotes folding = new FoldNotes();
  private final TreeSet<String> stopped = new TreeSet<>();
  private final Map<String, RuleInfo> fired = new ConcurrentHashMap<>();

  void evaluated(Stage stage, Outcome outcome) {
    firings.addAndGet(outcome.firings());
    for (Conclusion conclusion : outcome.conclusions()) {
      for (Firing firing : conclusion.because()) {
        if (!fired.containsKey(firing.rule().id())) {
          fired.put(firing.rule().id(), firing.rule());
        }
      }
    }
    if (!outcome.complete()) {
      synchronized (stopped) {
        stopped.add(stage.folder() + ": " + outcome.stoppedBecause());
      }
    }
  }

  /** Notes how often rules fired while cases were decided. */
  void fired(long times) {
    firings.addAndGet(times);
  }

  /** Notes a case that was decided, perhaps for an earlier part. */
  void used(Verdict verdict) {
    // Too many to be told apart are too many to be kept, and all of their rules are known soon.
    if (!verdict.isRemembered() || used.add(verdict)) {
      for (int i = 0; i < verdict.size(); i++) {
        verdict.rules(i).forEach(rule -> fired.putIfAbsent(rule.id(), rule));
      }
    }
  }

  /** A stage is decided case by case, unless there is nothing to decide it so. */
  void by(Stage stage, @Nullable Cases some) {
    if (some != null) {
      cases.put(stage, some);
    }
  }

  /** A stage's cases; empty when it was not decided case by case. */
  Optional<Cases> cases(Stage stage) {
    return Optional.ofNullable(cases.get(stage));
  }

  /** The different cases that were decided, of all stages. */
  Set<Verdict> used() {
    return used;
  }

  /** What the fields that rules read cost. */
  FoldNotes folding() {
    return folding;
  }

  void folded(int usages) {
    groups.addAndGet(usages);
  }

  long firings() {
    return firings.get();
  }

  long groups() {
    return groups.get();
  }

  /** Every rule that concluded something which held, in the order of the ids. */
  List<RuleInfo> fired() {
    return fired.values().stream().sorted(Comparator.comparing(RuleInfo::id)).toList();
  }

  /** What a part of the run has to say. */
  void add(RunNotes part) {
    firings.addAndGet(part.firings());
    groups.addAndGet(part.groups());
    used.addAll(part.used);
    cases.putAll(part.cases);
    folding.add(part.folding);
    part.fired.forEach(fired::putIfAbsent);
    stoppedToo(part);
  }

  /** What was cut short aside cuts this run short too. */
  void stoppedToo(RunNotes aside) {
    synchronized (stopped) {
      stopped.addAll(aside.stopped());
    }
  }

  /** Why parts of the run were cut short, each once; empty for a complete run. */
  TreeSet<String> stopped() {
    synchronized (stopped) {
      return new TreeSet<>(stopped);
    }
  }
}
