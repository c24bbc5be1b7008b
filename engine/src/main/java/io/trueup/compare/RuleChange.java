package io.trueup.compare;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * One thing in which what decided differs.
 *
 * @param subject what it is
 * @param how what happened to it
 * @param id the rule's id, the policy's name, or the preset's id; empty for the program
 * @param title the rule's name or the preset's description; empty for a policy value
 * @param stage the stage that the rule belongs to; empty for anything else
 * @param detail what exactly is different, as the end of a sentence; empty when nothing more is to
 *     be said
 * @param readBy the rules that read a policy value, on either side
 * @param decides whether it can change a conclusion; names, owners and rationales do not
 */
public record RuleChange(
    Subject subject,
    How how,
    String id,
    String title,
    String stage,
    String detail,
    Set<String> readBy,
    boolean decides)
    implements Comparable<RuleChange> {
  /** What two bundles may differ in, or the program that used them. */
  public enum Subject {
    RULE,
    POLICY,
    PRESET,
    PROGRAM
  }

  /** What may happen to it. */
  public enum How {
    ADDED,
    REMOVED,
    EDITED
  }

  /** Another version of the program decided, one that may conclude otherwise by the same rules. */
  static RuleChange program() {
    return new RuleChange(Subject.PROGRAM, How.EDITED, "", "", "", "", Set.of(), true);
  }

  public RuleChange {
    readBy = Collections.unmodifiableSet(new TreeSet<>(readBy));
  }

  /**
   * {@code DSC-014}, {@code policy:suggest_from_score}, {@code preset:m365-seat} or {@code
   * program}.
   */
  public String key() {
    return switch (subject) {
      case RULE -> id;
      case POLICY -> "policy:" + id;
      case PRESET -> "preset:" + id;
      case PROGRAM -> "program";
    };
  }

  /** How people call it. */
  String called() {
    return switch (subject) {
      case RULE -> id;
      case POLICY -> id + " in policy.yml";
      case PRESET -> "preset " + id;
      case PROGRAM -> "Trueup itself";
    };
  }

  /** What happened, as a sentence without its full stop. */
  public String sentence() {
    if (subject == Subject.PROGRAM) {
      return called() + " has changed";
    }
    String happened =
        subject == Subject.POLICY && how == How.EDITED
            ? called() + " " + detail
            : called()
                + switch (how) {
                  case ADDED -> " was added";
                  case REMOVED -> " was removed";
                  case EDITED -> " was edited";
                }
                + (detail.isEmpty() ? "" : ": " + detail);
    return happened.startsWith("preset ") ? "P" + happened.substring(1) : happened;
  }

  @Override
  public int compareTo(RuleChange other) {
    int bySubject = subject.compareTo(other.subject);
    return bySubject != 0 ? bySubject : id.compareTo(other.id);
  }
}
