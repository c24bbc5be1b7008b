package io.trueup.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What recomputing a whole chain gave.
 *
 * @param head where it ends, as it is stored
 * @param breakCount events or stretches that do not hold
 * @param breaks the first of them, by seq
 * @param noted the head that it was held against; null when none was at hand, so that a cut tail
 *     would not show
 */
public record AuditVerification(
    AuditHead head, long breakCount, List<AuditBreak> breaks, @Nullable AuditHead noted) {
  public AuditVerification {
    breaks = List.copyOf(breaks);
  }

  /** {@code intact}, {@code broken}, or {@code empty} where there is nothing to prove. */
  public String state() {
    return breakCount > 0 ? "broken" : head.events() == 0 ? "empty" : "intact";
  }

  /** Whether there are events, and all hold. */
  public boolean intact() {
    return state().equals("intact");
  }

  /** Seq of the first event that does not hold, 0 when all do. */
  public long firstBad() {
    return breaks.isEmpty() ? 0 : breaks.get(0).from();
  }

  /** One line for people. */
  public String words() {
    return switch (state()) {
      case "empty" -> "no event: nothing was audited, and nothing is proved";
      case "intact" ->
          "intact: "
              + many(head.events(), "event")
              + (noted == null
                  ? "; that none was cut off at the end shows only against a noted head"
                  : ", the one of the noted head (" + noted.seq() + ") among them");
      default -> "broken in " + many(breakCount, "place") + " of " + many(head.events(), "event");
    };
  }

  private static String many(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }
}
