package io.trueup.stage;

import io.trueup.facts.AccountSplit;
import io.trueup.facts.UsageRecord;
import io.trueup.text.Globs;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which records of an account are not its own company's. Of the splits that fit a record those with
 * a value without {@code *} come first, those that take any value last; what is left is one
 * company's, or disputed.
 */
final class Splits {
  private static final int ANYTHING = 2;
  private static final int NOT_AT_ALL = 3;
  private static final Comparator<AccountSplit> IN_ORDER =
      Comparator.comparing(AccountSplit::text).thenComparing(AccountSplit::companyId);

  private final Map<String, List<AccountSplit>> byAccount = new HashMap<>();

  Splits(Collection<AccountSplit> splits) {
    for (AccountSplit split : splits) {
      byAccount
          .computeIfAbsent(split.integrationId() + "/" + split.accountId(), k -> new ArrayList<>())
          .add(split);
    }
    byAccount.values().forEach(list -> list.sort(IN_ORDER));
  }

  boolean none() {
    return byAccount.isEmpty();
  }

  /** The splits of an account, in a fixed order. */
  List<AccountSplit> of(String accountKey) {
    return byAccount.getOrDefault(accountKey, List.of());
  }

  /** The splits that a record goes by: see {@link #claims(List, UsageRecord)}. */
  List<AccountSplit> claims(UsageRecord record) {
    return none()
        ? List.of()
        : claims(of(record.integrationId() + "/" + record.accountId()), record);
  }

  /**
   * The most specific splits that fit a record, one a company: none when it stays with the account,
   * one when it is that company's, more when nobody can say whose it is.
   */
  static List<AccountSplit> claims(List<AccountSplit> splits, UsageRecord record) {
    List<AccountSplit> best = new ArrayList<>();
    int rank = NOT_AT_ALL;
    for (AccountSplit split : splits) {
      int own = rank(split, record);
      if (own < rank) {
        best.clear();
        rank = own;
      }
      if (own == rank
          && own < NOT_AT_ALL
          && best.stream().noneMatch(other -> other.companyId().equals(split.companyId()))) {
        best.add(split);
      }
    }
    return best;
  }

  private static int rank(AccountSplit split, UsageRecord record) {
    String value = split.valueOf(record);
    int best = NOT_AT_ALL;
    if (!value.isEmpty()) {
      for (String pattern : split.values()) {
        if (Globs.matches(pattern, value)) {
          best = Math.min(best, rank(pattern));
        }
      }
    }
    return best;
  }

  private static int rank(String pattern) {
    if (!Globs.isGlob(pattern)) {
      return 0;
    }
    return pattern.chars().allMatch(c -> c == '*') ? ANYTHING : 1;
  }
}
