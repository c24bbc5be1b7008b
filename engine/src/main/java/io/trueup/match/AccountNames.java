package io.trueup.match;

import io.trueup.facts.Account;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Names of accounts: which of an integration bear one, and to whom people gave those that do. */
final class AccountNames {
  /** Keys of accounts in use, by the name that they bear and by integration. */
  private final Map<String, Map<String, Set<String>>> borne = new HashMap<>();

  private final Map<String, Set<String>> alike = new HashMap<>();
  private final Map<String, String> companies;

  /**
   * @param companies companies of accounts that people confirmed, by account key
   */
  AccountNames(Map<String, String> companies) {
    this.companies = Map.copyOf(companies);
  }

  void add(Account account, Name name) {
    String key = account.key();
    if (!AccountProfile.isGone(account)) {
      borne
          .computeIfAbsent(name.full(), k -> new HashMap<>(4))
          .computeIfAbsent(account.integrationId(), k -> new HashSet<>(2))
          .add(key);
    }
    if (!companies.isEmpty() && !companies.getOrDefault(key, "").isEmpty()) {
      alike.computeIfAbsent(name.key(), k -> new HashSet<>(2)).add(key);
    }
  }

  void remove(Account account, Name name) {
    Map<String, Set<String>> bearers = borne.get(name.full());
    if (bearers != null) {
      drop(bearers, account.integrationId(), account.key());
      if (bearers.isEmpty()) {
        borne.remove(name.full());
      }
    }
    drop(alike, name.key(), account.key());
  }

  private static void drop(Map<String, Set<String>> index, String under, String account) {
    Set<String> accounts = index.get(under);
    if (accounts != null && accounts.remove(account) && accounts.isEmpty()) {
      index.remove(under);
    }
  }

  /** Accounts of the same integration, in use, with this very name; the account itself if it is. */
  Set<String> bearers(Account account, Name name) {
    Map<String, Set<String>> bearers = borne.get(name.full());
    return bearers == null ? Set.of() : bearers.getOrDefault(account.integrationId(), Set.of());
  }

  /** Accounts of the same integration in use with this very name, the account itself included. */
  int twins(Account account, Name name) {
    return Math.max(1, bearers(account, name).size());
  }

  /** Companies of other accounts with this name, as people gave them: one for each account. */
  List<String> companiesOf(Account account, Name name) {
    Set<String> named = alike.isEmpty() ? Set.of() : alike.getOrDefault(name.key(), Set.of());
    if (named.isEmpty()) {
      return List.of();
    }
    String key = account.key();
    List<String> given = new ArrayList<>(named.size());
    for (String other : named) {
      if (!other.equals(key)) {
        given.add(companies.getOrDefault(other, ""));
      }
    }
    return given;
  }
}
