package io.trueup.match;

import io.trueup.facts.Account;
import io.trueup.facts.Company;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The companies that each account could belong to, with evidence. It is made once for all companies
 * of a tenant and looks accounts up through indexes, never comparing all pairs: memory grows with
 * the companies and the names of the accounts, time with the accounts. Searches are safe in many
 * threads at once, as long as no account changes meanwhile.
 */
public final class ClientCandidates {
  /** Candidates kept of an account. */
  private static final int MOST = 8;

  private static final Comparator<PairEvidence> LIKELIEST_FIRST =
      Comparator.comparingDouble(PairEvidence::score)
          .reversed()
          .thenComparing(pair -> pair.company().company().companyId());

  private final CompanyIndex index;
  private final Map<String, Account> accounts = new HashMap<>();
  private final SiteWords siteWords;
  private final AccountNames names;
  private final Vocabulary own;
  private Vocabulary vocabulary;

  /**
   * Prepares all companies, and learns from the accounts which words people write beside names.
   *
   * @param given all accounts of the tenant, in any order
   * @param own the tenant's own words
   * @param confirmed companies of accounts that people confirmed, by account key
   */
  public ClientCandidates(
      Collection<Company> companies,
      Collection<Account> given,
      Vocabulary own,
      Map<String, String> confirmed) {
    this.index = new CompanyIndex(companies);
    this.siteWords = new SiteWords(index);
    this.names = new AccountNames(confirmed);
    Map<String, Name> read = new HashMap<>();
    for (Account account : given) {
      accounts.put(account.key(), account);
      Name name = read.computeIfAbsent(account.name(), Name::of);
      siteWords.count(account, name, 1);
      names.add(account, name);
    }
    this.own = own;
    this.vocabulary = siteWords.with(own);
  }

  /** Every account, in no order. */
  public Collection<Account> accounts() {
    return accounts.values();
  }

  /**
   * Takes in accounts that are new or changed and lets go those that are gone.
   *
   * @param gone keys of accounts that are no more
   * @return keys of all accounts whose evidence may be another now, those that changed among them
   */
  public Set<String> change(Collection<Account> changed, Collection<String> gone) {
    Set<String> touched = new LinkedHashSet<>();
    for (String key : gone) {
      Account before = accounts.remove(key);
      if (before != null) {
        forget(before, touched);
      }
    }
    for (Account account : changed) {
      Account before = accounts.put(account.key(), account);
      if (before != null) {
        forget(before, touched);
      }
      Name name = Name.of(account.name());
      siteWords.count(account, name, 1);
      names.add(account, name);
      touched.add(account.key());
      touched.addAll(names.bearers(account, name));
    }
    Vocabulary before = vocabulary;
    vocabulary = siteWords.with(own);
    Set<String> words = vocabulary.differenceTo(before);
    if (words.stream().anyMatch(word -> index.weights().count(word) > 0)) {
      // A company's name reads otherwise now, and that of any account beside it.
      touched.addAll(accounts.keySet());
    } else if (!words.isEmpty()) {
      for (Account account : accounts.values()) {
        if (has(words, account.name()) || has(words, account.parentName())) {
          touched.add(account.key());
        }
      }
    }
    touched.retainAll(accounts.keySet());
    return touched;
  }

  private static boolean has(Set<String> words, String name) {
    if (!name.isEmpty()) {
      Name read = Name.of(name);
      for (String word : read.words()) {
        if (words.contains(word)) {
          return true;
        }
      }
      return read.codes().stream().anyMatch(words::contains);
    }
    return false;
  }

  private void forget(Account account, Set<String> touched) {
    Name name = Name.of(account.name());
    siteWords.count(account, name, -1);
    touched.addAll(names.bearers(account, name));
    names.remove(account, name);
  }

  /** A worker's own room; not for several threads. */
  public Search search() {
    return new Search();
  }

  /** Looks accounts up, one thread at a time. */
  public final class Search {
    private final Nearby nearby = new Nearby(index);

    private Search() {}

    /**
     * The likeliest companies of an account, and of every other with the same {@link
     * AccountEvidence}; at most eight.
     *
     * @param rejected companies that people said it is not: they are no candidates
     */
    public Ranking rank(Account account, Set<String> rejected) {
      AccountProfile profile = new AccountProfile(account, index.weights());
      Contacts contacts = new Contacts(profile, index);
      nearby.find(profile, contacts);
      List<PairEvidence> pairs = new ArrayList<>(nearby.size());
      for (int i = 0; i < nearby.size(); i++) {
        CompanyProfile company = nearby.company(i);
        if (!rejected.contains(company.company().companyId())) {
          pairs.add(
              new PairEvidence(profile, company, contacts, index, vocabulary, nearby.letters(i)));
        }
      }
      pairs.sort(LIKELIEST_FIRST);
      return Ranking.of(profile, pairs, MOST, index, names);
    }
  }
}
