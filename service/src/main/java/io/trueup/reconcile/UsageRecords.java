package io.trueup.reconcile;

import io.trueup.facts.UsageRecord;

/** The usage records of a run, sorted by integration, account and id. */
public interface UsageRecords {
  /** How many there are. */
  int size();

  /**
   * One of them.
   *
   * @param ordinal its number, from 1
   */
  UsageRecord get(int ordinal);
}
