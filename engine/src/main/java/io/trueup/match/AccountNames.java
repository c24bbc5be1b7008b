package io.trueup.match;

import io.trueup.facts.Account;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Names of accounts: which of an integration bear one, and to whom people gave those that do. */
final class AccountNames {
  private final Map<String, Set<String>> borne = new HashMap<>();
  private final Map<String, Set<String>> alike = new HashMap<>();
  private final Map<String, String> companies = new HashMap<>();

  AccountNames(Collection<Account> accounts, Map<String, String> companies) {
    this.companies.putAll(companies);
    accounts.forEach(this::add);
  }

  void add(Account account) {
    Name name = Name.of(account.name());
    if (!AccountProfile.isGone(account)) {
      borne.computeIfAbsent(written(account, name), k -> new HashSet<>(2)).add(account.key());
    }
    if (!companies.getOrDefault(account.key(), "").isEmpty()) {
      alike.computeIfAbsent(name.key(), k -> new HashSet<>(2)).add(account.key());
    }
  }

  void remove(Account account) {
    Name name = Name.of(account.name());
    drop(borne, written(account, name), account.key());
    drop(alike, name.key(), account.key());
  }

  private static void drop(Map<String, Set<String>> index, String name, String account) {
    Set<String> accounts = index.get(name);
    if (accounts != null && accounts.remove(account) && accounts.isEmpty()) {
      index.remove(name);
    }
  }

  private static String written(Account account, Name name) {
    return account.integrationId() + "/" + name.full();
  }

  /** Accounts of the same integration, in use, with this very name; the account itself if it is. */
  Set<String> bearers(Account account) {
    return borne.getOrDefault(written(account, Name.of(account.name())), Set.of());
  }

  /** Accounts of the same integration in use with this very name, the account itself included. */
  int twins(Account account, Name name) {
    return Math.max(1, borne.getOrDefault(written(account, name), Set.of()).size());
  }

  /** Other accounts with this name that people gave to the company. */
  int confirmed(Account account, Name name, String companyId) {
    int count = 0;
    for (String other : alike.getOrDefault(name.key(), Set.of())) {
      count += !other.equals(account.key()) && companyId.equals(companies.get(other)) ? 1 : 0;
    }
    return count;
  }
}
