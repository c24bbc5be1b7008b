package io.trueup.decision;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a person decided about a finding. It is never changed: whoever thinks otherwise later
 * decides again, or takes it back with an {@link #UNDO}.
 *
 * @param number its place among all decisions of the tenant, from 1, without gaps
 * @param firstNumber of the first that was made in one go with it; its own when made alone
 * @param kind one of the words below
 * @param month that was reviewed
 * @param runId the run that was looked at
 * @param discrepancyId the finding, the same in every month
 * @param findingClass what it was then
 * @param findingReason why it was that
 * @param value of {@link #CORRECT} the quantity that should be billed, of a tolerance its width
 * @param agreedImpact of {@link #ACCEPT} and {@link #CORRECT} what billing it right is worth a
 *     month; null where no price is known
 * @param until the last day of a waiver or tolerance; null for no end
 * @param assignee of {@link #ASSIGN}: who acts; empty for nobody
 * @param undoes of {@link #UNDO}: the number of the decision that is taken back
 * @param undone whether it was taken back
 */
public record FindingDecision(
    long number,
    long firstNumber,
    String kind,
    YearMonth month,
    UUID runId,
    String discrepancyId,
    String companyId,
    String companyName,
    String productCode,
    String findingClass,
    String findingReason,
    @Nullable BigDecimal billedQuantity,
    @Nullable BigDecimal usedQuantity,
    @Nullable BigDecimal monthlyImpact,
    String currency,
    @Nullable BigDecimal value,
    @Nullable BigDecimal agreedImpact,
    @Nullable LocalDate until,
    String assignee,
    @Nullable Long undoes,
    boolean undone,
    String reason,
    String by,
    Instant at) {
  /** It is as the rules say; what is to be done about it will be done. */
  public static final String ACCEPT = "accept";

  /** Another quantity should be billed than the rules say. */
  public static final String CORRECT = "correct";

  /** Nothing is done about it until a day. */
  public static final String WAIVE = "waive";

  /** So many units of difference do not matter for this client and product. */
  public static final String TOLERANCE = "tolerance";

  /** So much money a month does not matter for this client and product. */
  public static final String TOLERANCE_AMOUNT = "tolerance_amount";

  /** Somebody is to act. */
  public static final String ASSIGN = "assign";

  /** Something to know. */
  public static final String COMMENT = "comment";

  /** An earlier decision does not count any more. */
  public static final String UNDO = "undo";

  /** What can be decided of a finding; an undo is of a decision. */
  public static final List<String> KINDS =
      List.of(ACCEPT, CORRECT, WAIVE, TOLERANCE, TOLERANCE_AMOUNT, ASSIGN, COMMENT);

  /** Those that say what becomes of it; the others leave open what is open. */
  public static final List<String> SETTLING =
      List.of(ACCEPT, CORRECT, WAIVE, TOLERANCE, TOLERANCE_AMOUNT);

  /** Those that later runs are told. */
  static final List<String> STANDING = List.of(WAIVE, TOLERANCE, TOLERANCE_AMOUNT);

  /** Whether later runs are told of it. */
  public boolean standing() {
    return STANDING.contains(kind);
  }
}
