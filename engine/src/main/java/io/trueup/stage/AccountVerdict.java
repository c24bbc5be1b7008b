package io.trueup.stage;

import io.trueup.facts.AccountMatch;
import io.trueup.facts.Candidate;
import io.trueup.facts.ConfirmedLink;
import io.trueup.rulebase.Conclusion;
import io.trueup.rulebase.Firing;
import io.trueup.rulebase.RuleInfo;
import io.trueup.rulebase.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What rules say of an account, in a form that holds for every account that they cannot tell from
 * it.
 *
 * @param decision confirmed, auto, suggested, unmatched or ignored
 * @param at the place, among the facts of the account, of the one that it was decided for; {@link
 *     AccountOutcome#NONE} where no company is
 * @param rules the rules that decided, by id
 */
record AccountVerdict(String decision, int at, List<RuleInfo> rules) {
  /** Nothing is known of the account. */
  static final AccountVerdict UNMATCHED =
      new AccountVerdict("unmatched", AccountOutcome.NONE, List.of());

  /** A person's word beats a certain match. */
  private static final List<String> FINAL = List.of("confirmed", "ignored", "auto");

  private record Match(AccountMatch fact, List<RuleInfo> rules) {}

  /**
   * From what was decided once.
   *
   * @param facts of one account that the verdict is on
   */
  static AccountVerdict of(Verdict verdict, List<Object> facts) {
    List<Match> matches = new ArrayList<>();
    for (int i = 0; i < verdict.size(); i++) {
      if (verdict.type(i) == AccountMatch.class) {
        matches.add(new Match((AccountMatch) verdict.fact(i, facts), verdict.rules(i)));
      }
    }
    return of(matches, facts);
  }

  /** From what was concluded of an account. */
  static AccountVerdict of(Collection<Conclusion> conclusions, List<Object> facts) {
    List<Match> matches = new ArrayList<>();
    for (Conclusion one : conclusions) {
      matches.add(
          new Match((AccountMatch) one.fact(), one.because().stream().map(Firing::rule).toList()));
    }
    return of(matches, facts);
  }

  /** A certain match beats a suggestion; two certain matches are none. */
  private static AccountVerdict of(List<Match> matches, List<Object> facts) {
    for (String decision : FINAL) {
      Set<String> companies = new TreeSet<>();
      for (Match match : matches) {
        if (match.fact().decision().equals(decision)) {
          companies.add(match.fact().companyId());
        }
      }
      if (!companies.isEmpty()) {
        List<RuleInfo> rules = rules(decision, matches);
        return companies.size() > 1
            ? new AccountVerdict("suggested", AccountOutcome.NONE, rules)
            : new AccountVerdict(decision, place(companies.iterator().next(), facts), rules);
      }
    }
    List<RuleInfo> rules = rules("suggested", matches);
    return rules.isEmpty()
        ? UNMATCHED
        : new AccountVerdict("suggested", AccountOutcome.NONE, rules);
  }

  private static int place(String companyId, List<Object> facts) {
    for (int i = 0; i < facts.size(); i++) {
      Object fact = facts.get(i);
      boolean about =
          fact instanceof ConfirmedLink
              || (fact instanceof Candidate candidate && candidate.companyId().equals(companyId));
      if (about) {
        return i;
      }
    }
    throw new IllegalStateException("company " + companyId + " is no candidate of the account");
  }

  private static List<RuleInfo> rules(String decision, List<Match> matches) {
    TreeMap<String, RuleInfo> byId = new TreeMap<>();
    for (Match match : matches) {
      if (match.fact().decision().equals(decision)) {
        match.rules().forEach(rule -> byId.putIfAbsent(rule.id(), rule));
      }
    }
    return List.copyOf(byId.values());
  }
}
