package io.trueup.report;

import io.trueup.facts.UsageRecord;
import io.trueup.stage.Reconciled;
import io.trueup.stage.UsageGroup;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Records of one account that the rules saw as one usage.
 *
 * @param group the usage and its fate
 * @param records its records of this account, in the order of their ids
 */
record UsageSlice(UsageGroup group, List<UsageRecord> records) {
  UsageSlice {
    records = List.copyOf(records);
  }

  /** The usage behind a discrepancy, account by account. */
  static List<UsageSlice> of(Reconciled result, Collection<UsageGroup> groups) {
    List<UsageSlice> slices = new ArrayList<>();
    for (UsageGroup group : groups) {
      List<UsageRecord> run = new ArrayList<>();
      for (int index : group.records()) {
        UsageRecord record = result.record(index);
        if (!run.isEmpty() && !sameAccount(run.get(0), record)) {
          slices.add(new UsageSlice(group, run));
          run = new ArrayList<>();
        }
        run.add(record);
      }
      if (!run.isEmpty()) {
        slices.add(new UsageSlice(group, run));
      }
    }
    return slices;
  }

  private static boolean sameAccount(UsageRecord one, UsageRecord other) {
    return one.integrationId().equals(other.integrationId())
        && one.accountId().equals(other.accountId());
  }

  UsageRecord first() {
    return records.get(0);
  }

  BigDecimal quantity() {
    return records.stream().map(UsageRecord::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
