package io.trueup.rulebase;

import java.util.HashSet;
import java.util.Set;

/**
 * Whether conclusions come back as facts, and whether one can take another away. Decides how much
 * machinery an evaluation needs; the result is the same in each mode.
 */
final class Feedback {
  enum Mode {
    /** No pattern matches a conclusion: conclusions are only recorded. */
    RECORD,
    /**
     * Conclusions are matched, but never by a not, forall or accumulate: what held once goes on to
     * hold.
     */
    INSERT,
    /** Conclusions can be withdrawn: Drools keeps what each rests on. */
    JUSTIFY
  }

  private final Set<Class<?>> concluded = new HashSet<>();
  private final Set<Class<?>> matched = new HashSet<>();
  private final Set<Class<?>> matchedByAbsence = new HashSet<>();

  void concludes(Class<?> type) {
    concluded.add(type);
  }

  /** Types that some pattern asks for. */
  Set<Class<?>> matched() {
    Set<Class<?>> all = new HashSet<>(matched);
    all.addAll(matchedByAbsence);
    return all;
  }

  Set<Class<?>> concluded() {
    return Set.copyOf(concluded);
  }

  /**
   * @param absence whether more facts of the type can make the rule stop holding
   */
  void matches(Class<?> type, boolean absence) {
    (absence ? matchedByAbsence : matched).add(type);
  }

  Mode mode() {
    if (meets(matchedByAbsence)) {
      return Mode.JUSTIFY;
    }
    return meets(matched) ? Mode.INSERT : Mode.RECORD;
  }

  private boolean meets(Set<Class<?>> patterns) {
    return patterns.stream()
        .anyMatch(pattern -> concluded.stream().anyMatch(pattern::isAssignableFrom));
  }
}
