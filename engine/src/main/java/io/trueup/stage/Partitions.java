package io.trueup.stage;

import io.trueup.facts.UsageRecord;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Usage by the company that its account is linked to, and by link where it is linked to none.
 *
 * @param byCompany positions of records in the sorted usage, ascending, by company
 * @param unlinked the same for accounts that are unmatched, suggested or ignored
 */
record Partitions(Map<String, int[]> byCompany, Map<String, int[]> unlinked) {
  private static final class Indexes {
    int[] values = new int[16];
    int size;

    void add(int value) {
      if (size == values.length) {
        values = Arrays.copyOf(values, size * 2);
      }
      values[size++] = value;
    }
  }

  static Partitions of(UsageRecord[] usage, Map<String, AccountOutcome> accounts) {
    Map<String, Indexes> byCompany = new TreeMap<>();
    Map<String, Indexes> unlinked = new TreeMap<>();
    String account = "";
    String integration = "";
    Indexes current = null;
    for (int i = 0; i < usage.length; i++) {
      UsageRecord record = usage[i];
      if (current == null
          || !record.accountId().equals(account)
          || !record.integrationId().equals(integration)) {
        account = record.accountId();
        integration = record.integrationId();
        AccountOutcome outcome = accounts.get(integration + "/" + account);
        current =
            outcome == null
                ? unlinked.computeIfAbsent("unmatched", k -> new Indexes())
                : outcome.link().equals("linked")
                    ? byCompany.computeIfAbsent(outcome.companyId(), k -> new Indexes())
                    : unlinked.computeIfAbsent(outcome.link(), k -> new Indexes());
      }
      current.add(i);
    }
    return new Partitions(trimmed(byCompany), trimmed(unlinked));
  }

  private static Map<String, int[]> trimmed(Map<String, Indexes> indexes) {
    Map<String, int[]> trimmed = new TreeMap<>();
    indexes.forEach((key, some) -> trimmed.put(key, Arrays.copyOf(some.values, some.size)));
    return trimmed;
  }
}
