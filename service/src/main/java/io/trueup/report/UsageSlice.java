package io.trueup.report;

import io.trueup.facts.UsageTable;
import io.trueup.stage.Reconciled;
import io.trueup.stage.UsageGroup;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Records of one account that the rules saw as one usage, in the order of their ids. */
final class UsageSlice {
  private final UsageTable usage;
  private final UsageGroup group;
  private final int from;
  private final int to;

  private UsageSlice(UsageTable usage, UsageGroup group, int from, int to) {
    this.usage = usage;
    this.group = group;
    this.from = from;
    this.to = to;
  }

  /** The usage behind a discrepancy, account by account. */
  static List<UsageSlice> of(Reconciled result, Collection<UsageGroup> groups) {
    UsageTable usage = result.usage();
    List<UsageSlice> slices = new ArrayList<>(groups.size());
    for (UsageGroup group : groups) {
      int[] records = group.records();
      int from = 0;
      for (int i = 1; i <= records.length; i++) {
        if (i == records.length || usage.account(records[i]) != usage.account(records[from])) {
          slices.add(new UsageSlice(usage, group, from, i));
          from = i;
        }
      }
    }
    return slices;
  }

  /** The usage and its fate. */
  UsageGroup group() {
    return group;
  }

  UsageTable.AccountRef account() {
    return usage.accountRef(position(0));
  }

  /** What its records have in common. */
  UsageTable.Form form() {
    return usage.form(position(0));
  }

  /** How many records it is. */
  int size() {
    return to - from;
  }

  /** Ids of the first records, at most so many. */
  List<String> recordIds(int most) {
    List<String> ids = new ArrayList<>(Math.min(most, size()));
    for (int i = 0; i < size() && i < most; i++) {
      ids.add(recordId(i));
    }
    return ids;
  }

  String recordId(int record) {
    return usage.recordId(position(record));
  }

  String name(int record) {
    return usage.name(position(record));
  }

  String userId(int record) {
    return usage.userId(position(record));
  }

  BigDecimal quantity() {
    int single = 0;
    BigDecimal others = BigDecimal.ZERO;
    for (int i = 0; i < size(); i++) {
      if (usage.quantityCode(position(i)) == 0) {
        single++;
      } else {
        others = others.add(usage.quantity(position(i)));
      }
    }
    return others.add(BigDecimal.valueOf(single));
  }

  private int position(int record) {
    return group.records()[from + record];
  }
}
