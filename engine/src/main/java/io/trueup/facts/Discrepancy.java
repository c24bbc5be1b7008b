package io.trueup.facts;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a rule says of a subject: its class, the reason, and whether its money is held back.
 *
 * @param subject what it is about
 * @param classification MATCHED, UNDERBILLING, OVERBILLING, INACTIVE_SEATS, MISSING_PRICE,
 *     SETUP_ISSUE or FOLLOW_UP
 * @param reason why, as a code
 * @param held whether its money stays beside the totals
 * @param oneOff an amount due once, null when none
 */
public record Discrepancy(
    Subject subject,
    String classification,
    String reason,
    boolean held,
    @Nullable BigDecimal oneOff) {
  public Discrepancy {
    Texts.required(classification, "classification");
    Texts.required(reason, "reason");
  }

  /** Billed and used agree, or the difference is accepted. */
  @Verb
  public static Discrepancy matched(Subject subject, String reason) {
    return new Discrepancy(subject, "MATCHED", reason, false, null);
  }

  /** More should be billed than is; {@code oneOff} is what this month owes, null when nothing. */
  @Verb
  public static Discrepancy underbilling(
      Subject subject, String reason, @Nullable BigDecimal oneOff) {
    return new Discrepancy(subject, "UNDERBILLING", reason, false, oneOff);
  }

  /** More should be billed than is; this month owes nothing else. */
  @Verb
  public static Discrepancy underbilling(Subject subject, String reason) {
    return underbilling(subject, reason, null);
  }

  /** Less should be billed than is. */
  @Verb
  public static Discrepancy overbilling(Subject subject, String reason) {
    return new Discrepancy(subject, "OVERBILLING", reason, false, null);
  }

  /** The quantity is right, but some of it is not used. */
  @Verb
  public static Discrepancy inactiveSeats(Subject subject, String reason) {
    return new Discrepancy(subject, "INACTIVE_SEATS", reason, false, null);
  }

  /** There is something to bill and no price to bill it at; an estimate is held. */
  @Verb
  public static Discrepancy missingPrice(Subject subject, String reason) {
    return new Discrepancy(subject, "MISSING_PRICE", reason, true, null);
  }

  /** Nothing can be said before something is set up or repaired; the money is held. */
  @Verb
  public static Discrepancy setupIssue(Subject subject, String reason) {
    return new Discrepancy(subject, "SETUP_ISSUE", reason, true, null);
  }

  /** A person should look; the money is held until then. */
  @Verb
  public static Discrepancy followUpHeld(Subject subject, String reason) {
    return new Discrepancy(subject, "FOLLOW_UP", reason, true, null);
  }

  /** A person should look; the monthly bill is right. */
  @Verb
  public static Discrepancy followUp(Subject subject, String reason) {
    return followUp(subject, reason, null);
  }

  /** A person should look; the monthly bill is right, {@code oneOff} may be due once. */
  @Verb
  public static Discrepancy followUp(Subject subject, String reason, @Nullable BigDecimal oneOff) {
    return new Discrepancy(subject, "FOLLOW_UP", reason, false, oneOff);
  }
}
