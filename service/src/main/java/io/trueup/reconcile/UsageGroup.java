package io.trueup.reconcile;

import java.math.BigDecimal;
import java.util.List;

/**
 * Records of an account that share what a run says of them, as far as they lie within one band of
 * the run's records.
 *
 * @param ordinals their numbers within the run, ascending, at least one
 * @param quantity their quantities added up
 * @param verdict what they share
 */
public record UsageGroup(int[] ordinals, BigDecimal quantity, Verdict verdict) {
  /** How many records a band has; the first begins with 1. */
  static final int BAND = 4_096;

  /** The number that tells it from all other groups of the run. */
  public int firstOrdinal() {
    return ordinals[0];
  }

  int lastOrdinal() {
    return ordinals[ordinals.length - 1];
  }

  /** The number of the band that a record lies in, from 0. */
  static int band(int ordinal) {
    return (ordinal - 1) / BAND;
  }

  /**
   * What records of an account share.
   *
   * @param companyId whose usage it is; empty when it is nobody's
   * @param fate one of {@link UsageRow#FATES}
   * @param additionId the lines that count it, {@code ;} between them
   * @param reason why, as a code
   * @param ruleIds the rules that decided
   */
  public record Verdict(
      String integrationId,
      String accountId,
      String companyId,
      String kind,
      String productCode,
      String deviceClass,
      String fate,
      String additionId,
      String reason,
      List<String> ruleIds) {
    public Verdict {
      ruleIds = List.copyOf(ruleIds);
    }
  }
}
