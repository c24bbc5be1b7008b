package io.trueup.audit;

/**
 * A place where a chain does not hold.
 *
 * @param kind one of the words below
 * @param from seq of the first event that it is about
 * @param to seq of the last
 * @param words what is wrong, a sentence
 */
public record AuditBreak(String kind, long from, long to, String words) {
  /** Events at the beginning are not there. */
  public static final String BEGINNING_MISSING = "beginning_missing";

  /** Events in between are not there. */
  public static final String MISSING = "missing";

  /** Events at the end are not there, by a head that was noted. */
  public static final String TAIL_MISSING = "tail_missing";

  /** What an event says is not what was written. */
  public static final String CHANGED = "changed";

  /** An event stands where it was not written. */
  public static final String MOVED = "moved";

  /** An event does not follow the one before it: that one was put in or replaced. */
  public static final String UNLINKED = "unlinked";

  /** The chain is another one than the head that was noted. */
  public static final String REWRITTEN = "rewritten";
}
