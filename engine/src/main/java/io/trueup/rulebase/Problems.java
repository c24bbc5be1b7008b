package io.trueup.rulebase;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Collects what is wrong with one file; the same problem is kept once. */
final class Problems {
  /** Ends the reading of one rule; its problem is recorded already. */
  static final class Stop extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Stop() {
      super("", null, false, false);
    }
  }

  // more help nobody, and a hostile file could make as many as it has words
  private static final int MAX_SHOWN = 500;

  private final String file;
  private final CheckClock clock;
  private final TreeSet<RuleProblem> found = new TreeSet<>(RuleProblem.IN_READING_ORDER);

  private final TreeSet<RuleProblem> advice = new TreeSet<>(RuleProblem.IN_READING_ORDER);

  Problems(String file, CheckClock clock) {
    this.file = file;
    this.clock = clock;
  }

  /** For texts that are known to be small. */
  Problems(String file) {
    this(file, new CheckClock(Limits.DEFAULT));
  }

  CheckClock clock() {
    return clock;
  }

  String file() {
    return file;
  }

  void add(Token at, Fault fault, String message, String hint) {
    add(at.line(), at.column(), fault, message, hint);
  }

  void add(int line, int column, Fault fault, String message, String hint) {
    add(new RuleProblem(file, line, column, fault.id, message, hint));
  }

  void add(RuleProblem problem) {
    if (found.size() < MAX_SHOWN) {
      found.add(problem);
    }
  }

  /** Something worth a thought; it is no problem. */
  void advise(Token at, Fault fault, String message, String hint) {
    if (advice.size() < MAX_SHOWN) {
      advice.add(new RuleProblem(file, at.line(), at.column(), fault.id, message, hint));
    }
  }

  List<RuleProblem> advice() {
    return new ArrayList<>(advice);
  }

  Stop stop(Token at, Fault fault, String message, String hint) {
    add(at, fault, message, hint);
    return new Stop();
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  int size() {
    return found.size();
  }

  List<RuleProblem> list() {
    return new ArrayList<>(found);
  }
}
