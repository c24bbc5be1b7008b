package io.trueup.stage;

import io.trueup.facts.Account;
import io.trueup.facts.Month;
import io.trueup.rulebase.RuleBundle;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Client matching alone, kept at hand: it matches all accounts once and afterwards only those that
 * changed. It holds an index of the companies; make a new one when companies, rules, integrations
 * or people's decisions changed. Not safe for several threads at once.
 */
public final class AccountMatcher {
  private final ClientMatching matching;
  private final Workers workers;
  private final Map<String, AccountOutcome> outcomes;

  private AccountMatcher(Month month, RuleBundle bundle, LocalDate asOf, int threads) {
    this.workers = new Workers(threads);
    this.matching = ClientMatching.of(month, bundle, asOf, true);
    this.outcomes = new TreeMap<>(matching.matchAll(new RunNotes(), workers));
  }

  /**
   * Matches all accounts of a month; only its companies, integrations, accounts, links and
   * decisions are looked at.
   *
   * @param asOf the day on which decisions must be in force
   * @param threads at least 1
   */
  public static AccountMatcher of(Month month, RuleBundle bundle, LocalDate asOf, int threads) {
    return new AccountMatcher(month, bundle, asOf, threads);
  }

  /** The outcome of every account by its key, in its order; a view of what holds now. */
  public Map<String, AccountOutcome> outcomes() {
    return Collections.unmodifiableMap(outcomes);
  }

  /**
   * Matches accounts that are new or changed, and those whose evidence changes with them. The
   * result is what matching all of them again would give.
   *
   * @param changed accounts as they are now
   * @param gone keys of accounts that are no more
   * @return the accounts that were looked at again; the others stand
   */
  public Map<String, AccountOutcome> change(Collection<Account> changed, Collection<String> gone) {
    Map<String, AccountOutcome> again =
        matching.matchChanged(changed, gone, new RunNotes(), workers);
    gone.forEach(outcomes::remove);
    outcomes.putAll(again);
    return again;
  }
}
