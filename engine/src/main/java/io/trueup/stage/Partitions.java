package io.trueup.stage;

import io.trueup.facts.AccountSplit;
import io.trueup.facts.UsageRecord;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Usage by the company that its account or a split of it gives it to, and by link where it is
 * nobody's.
 *
 * @param byCompany positions of records in the sorted usage, ascending, by company
 * @param unlinked the same for accounts that are unmatched, suggested or ignored, and for records
 *     that two splits of an account dispute
 */
record Partitions(Map<String, int[]> byCompany, Map<String, int[]> unlinked) {
  /** The link of usage that two splits give to different companies. */
  static final String DISPUTED = "disputed";

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

  static Partitions of(UsageRecord[] usage, Map<String, AccountOutcome> accounts, Splits splits) {
    Map<String, Indexes> byCompany = new TreeMap<>();
    Map<String, Indexes> unlinked = new TreeMap<>();
    String account = "";
    String integration = "";
    Indexes own = null;
    List<AccountSplit> parts = List.of();
    for (int i = 0; i < usage.length; i++) {
      UsageRecord record = usage[i];
      if (own == null
          || !record.accountId().equals(account)
          || !record.integrationId().equals(integration)) {
        account = record.accountId();
        integration = record.integrationId();
        AccountOutcome outcome = accounts.get(integration + "/" + account);
        own =
            outcome == null
                ? unlinked.computeIfAbsent("unmatched", k -> new Indexes())
                : outcome.link().equals("linked")
                    ? byCompany.computeIfAbsent(outcome.companyId(), k -> new Indexes())
                    : unlinked.computeIfAbsent(outcome.link(), k -> new Indexes());
        parts = splits.of(integration + "/" + account);
      }
      List<AccountSplit> claims = parts.isEmpty() ? List.of() : Splits.claims(parts, record);
      switch (claims.size()) {
        case 0 -> own.add(i);
        case 1 -> byCompany.computeIfAbsent(claims.get(0).companyId(), k -> new Indexes()).add(i);
        default -> unlinked.computeIfAbsent(DISPUTED, k -> new Indexes()).add(i);
      }
    }
    return new Partitions(trimmed(byCompany), trimmed(unlinked));
  }

  private static Map<String, int[]> trimmed(Map<String, Indexes> indexes) {
    Map<String, int[]> trimmed = new TreeMap<>();
    indexes.forEach(
        (key, some) -> {
          if (some.size > 0) {
            trimmed.put(key, Arrays.copyOf(some.values, some.size));
          }
        });
    return trimmed;
  }
}
