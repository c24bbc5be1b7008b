package io.trueup.reconcile;

import io.trueup.client.Matching;
import java.time.LocalDate;

/**
 * A month that was read, and divided into parts which can be reconciled apart. The division is the
 * same wherever the same input is divided by the same rules. Safe for several threads.
 */
public interface DividedMonth {
  /** How many parts there are, at least 1. */
  int size();

  /**
   * How much there is to do for a part: about its records.
   *
   * @param part from 0
   */
  long weight(int part);

  /** The date it is reconciled at. */
  LocalDate asOf();

  /** Which rules decide. */
  String bundleHash();

  /** Which input it is. */
  String inputHash();

  /** Says all of the division: two that agree divide the same month in the same way. */
  String digest();

  /**
   * Reconciles a part.
   *
   * @param part from 0
   * @return its discrepancies and records; no files, no summary
   */
  RunResult part(int part, Progress progress);

  /** Reconciles all of it. */
  RunResult whole(Progress progress);

  /** Whose account each is, with all that is known of it, and the companies. */
  Matching matching();
}
