package io.trueup.stage;

import io.trueup.facts.UsageRecord;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Which accounts usage came from. */
final class AccountKeys {
  private final Map<String, AccountOutcome> accounts;
  private final UsageRecord[] usage;

  AccountKeys(Map<String, AccountOutcome> accounts, UsageRecord[] usage) {
    this.accounts = accounts;
    this.usage = usage;
  }

  /** Keys of the accounts behind the groups, each once and in their order. */
  List<String> of(List<UsageGroup> groups) {
    TreeSet<String> keys = new TreeSet<>();
    String last = "";
    for (UsageGroup group : groups) {
      for (int index : group.records()) {
        String key = usage[index].integrationId() + "/" + usage[index].accountId();
        if (!key.equals(last)) {
          keys.add(key);
          last = key;
        }
      }
    }
    keys.retainAll(accounts.keySet());
    return List.copyOf(keys);
  }
}
