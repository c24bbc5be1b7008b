package io.trueup.stage;

import io.trueup.rulebase.Outcome;
import io.trueup.rulebase.RuleBundle.Stage;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;

/** What a run has to say about itself, gathered from all its threads. */
final class RunNotes {
  private final AtomicLong firings = new AtomicLong();
  private final AtomicLong groups = new AtomicLong();
  private final TreeSet<String> stopped = new TreeSet<>();

  void evaluated(Stage stage, Outcome outcome) {
    firings.addAndGet(outcome.firings());
    if (!outcome.complete()) {
      synchronized (stopped) {
        stopped.add(stage.folder() + ": " + outcome.stoppedBecause());
      }
    }
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

  /** Why parts of the run were cut short, each once; empty for a complete run. */
  TreeSet<String> stopped() {
    synchronized (stopped) {
      return new TreeSet<>(stopped);
    }
  }
}
