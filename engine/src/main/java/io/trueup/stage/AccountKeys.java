package io.trueup.stage;

import io.trueup.facts.UsageTable;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Which accounts usage came from. */
final class AccountKeys {
  private final Map<String, AccountOutcome> accounts;
  private final UsageTable usage;

  AccountKeys(Map<String, AccountOutcome> accounts, UsageTable usage) {
    this.accounts = accounts;
    this.usage = usage;
  }

  /** Keys of the accounts behind the groups, each once and in their order. */
  List<String> of(List<UsageGroup> groups) {
    BitSet codes = new BitSet();
    for (UsageGroup group : groups) {
      int last = -1;
      for (int index : group.records()) {
        int code = usage.account(index);
        if (code != last) {
          codes.set(code);
          last = code;
        }
      }
    }
    // By key, which is not quite the order of the codes: "a/" stands behind "a-b/".
    TreeSet<String> keys = new TreeSet<>();
    codes.stream().forEach(code -> keys.add(usage.accountOf(code).key()));
    keys.retainAll(accounts.keySet());
    return List.copyOf(keys);
  }
}
