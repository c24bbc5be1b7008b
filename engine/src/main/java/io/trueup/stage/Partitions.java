package io.trueup.stage;

import io.trueup.facts.AccountSplit;
import io.trueup.facts.UsageTable;
import java.util.Arrays;
import java.util.HashMap;
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
      room(1);
      values[size++] = value;
    }

    void addRange(int from, int to) {
      room(to - from);
      for (int value = from; value < to; value++) {
        values[size++] = value;
      }
    }

    private void room(int more) {
      if (size + more > values.length) {
        values = Arrays.copyOf(values, Math.max(size + more, size * 2));
      }
    }
  }

  static Partitions of(UsageTable usage, Map<String, AccountOutcome> accounts, Splits splits) {
    Map<String, Indexes> byCompany = new HashMap<>();
    Map<String, Indexes> unlinked = new HashMap<>();
    int to = 0;
    for (int from = 0; from < usage.size(); from = to) {
      int account = usage.account(from);
      to = from + 1;
      while (to < usage.size() && usage.account(to) == account) {
        to++;
      }
      String key = usage.accountOf(account).key();
      AccountOutcome outcome = accounts.get(key);
      Indexes own =
          outcome == null
              ? unlinked.computeIfAbsent("unmatched", k -> new Indexes())
              : outcome.link().equals("linked")
                  ? byCompany.computeIfAbsent(outcome.companyId(), k -> new Indexes())
                  : unlinked.computeIfAbsent(outcome.link(), k -> new Indexes());
      List<AccountSplit> parts = splits.of(key);
      if (parts.isEmpty()) {
        own.addRange(from, to);
      } else {
        divide(usage, from, to, parts, own, byCompany, unlinked);
      }
    }
    return new Partitions(trimmed(byCompany), trimmed(unlinked));
  }

  private static void divide(
      UsageTable usage,
      int from,
      int to,
      List<AccountSplit> parts,
      Indexes own,
      Map<String, Indexes> byCompany,
      Map<String, Indexes> unlinked) {
    for (int i = from; i < to; i++) {
      List<AccountSplit> claims = Splits.claims(parts, usage.get(i));
      switch (claims.size()) {
        case 0 -> own.add(i);
        case 1 -> byCompany.computeIfAbsent(claims.get(0).companyId(), k -> new Indexes()).add(i);
        default -> unlinked.computeIfAbsent(DISPUTED, k -> new Indexes()).add(i);
      }
    }
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
