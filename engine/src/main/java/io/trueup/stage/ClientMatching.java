package io.trueup.stage;

import io.trueup.facts.Account;
import io.trueup.facts.AccountMatch;
import io.trueup.facts.MatchEvidence;
import io.trueup.facts.Month;
import io.trueup.rulebase.Conclusion;
import io.trueup.rulebase.Firing;
import io.trueup.rulebase.Outcome;
import io.trueup.rulebase.RuleBundle;
import io.trueup.rulebase.RuleBundle.Stage;
import io.trueup.rulebase.RuleInfo;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Stage 1: every account is linked to a company, suggested, ignored or left unmatched. */
final class ClientMatching {
  static final Stage STAGE = Stage.CLIENT_MATCHING;

  private static final Map<String, BigDecimal> SCORES =
      Map.of(
          "confirmed_link", new BigDecimal("1.00"),
          "external_id", new BigDecimal("1.00"),
          "domain", new BigDecimal("0.98"),
          "name", new BigDecimal("0.95"),
          "similar_name", new BigDecimal("0.80"));
  private static final Comparator<AccountMatch> LIKELIEST_FIRST =
      Comparator.comparing((AccountMatch match) -> score(match.kind()))
          .reversed()
          .thenComparing(AccountMatch::companyId)
          .thenComparing(AccountMatch::value);

  private ClientMatching() {}

  /** The outcome of every account, by account key in its order. */
  static Map<String, AccountOutcome> match(
      Month month, RuleBundle bundle, LocalDate asOf, RunNotes notes) {
    List<Object> facts = new ArrayList<>(bundle.policy());
    PeoplesLinks people = PeoplesLinks.of(month, asOf);
    facts.addAll(people.confirmed());
    facts.addAll(people.rejected());
    facts.addAll(month.integrations());
    Collection<List<MatchEvidence>> evidence =
        new Evidence(month.companies()).of(month.accounts()).values();
    evidence.forEach(facts::addAll);
    Outcome outcome = bundle.rules(STAGE).evaluate(facts);
    notes.evaluated(STAGE, outcome);

    Map<String, List<Conclusion>> byAccount = new HashMap<>();
    for (Conclusion conclusion : outcome.conclusions()) {
      if (conclusion.fact() instanceof AccountMatch match) {
        byAccount.computeIfAbsent(match.accountKey(), k -> new ArrayList<>()).add(conclusion);
      }
    }
    Map<String, AccountOutcome> outcomes = new TreeMap<>();
    for (Account account : month.accounts()) {
      outcomes.put(
          account.key(), settle(account, byAccount.getOrDefault(account.key(), List.of())));
    }
    return new LinkedHashMap<>(outcomes);
  }

  /**
   * A person's word beats a certain match, which beats a suggestion; two certain matches are none.
   */
  private static AccountOutcome settle(Account account, List<Conclusion> conclusions) {
    for (String decision : List.of("confirmed", "ignored", "auto")) {
      List<Conclusion> such = of(decision, conclusions);
      TreeSet<String> companies =
          such.stream()
              .map(c -> ((AccountMatch) c.fact()).companyId())
              .collect(Collectors.toCollection(TreeSet::new));
      if (companies.size() == 1) {
        return outcome(account, companies.first(), decision, such, List.of());
      }
      if (companies.size() > 1) {
        return outcome(account, "", "suggested", such, candidates(such));
      }
    }
    List<Conclusion> suggestions = of("suggested", conclusions);
    return suggestions.isEmpty()
        ? outcome(account, "", "unmatched", List.of(), List.of())
        : outcome(account, "", "suggested", suggestions, candidates(suggestions));
  }

  private static List<Conclusion> of(String decision, List<Conclusion> conclusions) {
    return conclusions.stream()
        .filter(c -> ((AccountMatch) c.fact()).decision().equals(decision))
        .sorted(Comparator.comparing(c -> (AccountMatch) c.fact(), LIKELIEST_FIRST))
        .toList();
  }

  private static List<String> candidates(List<Conclusion> conclusions) {
    return conclusions.stream()
        .map(c -> ((AccountMatch) c.fact()).companyId())
        .distinct()
        .limit(5)
        .toList();
  }

  private static AccountOutcome outcome(
      Account account,
      String companyId,
      String decision,
      List<Conclusion> because,
      List<String> candidates) {
    BigDecimal score =
        because.isEmpty()
            ? new BigDecimal("0.00")
            : score(((AccountMatch) because.get(0).fact()).kind());
    String evidence =
        because.stream()
            .map(c -> (AccountMatch) c.fact())
            .map(match -> match.kind() + "=" + match.value())
            .distinct()
            .collect(Collectors.joining("; "));
    List<RuleInfo> rules =
        because.stream()
            .flatMap(c -> c.because().stream())
            .map(Firing::rule)
            .distinct()
            .sorted(Comparator.comparing(RuleInfo::id))
            .toList();
    return new AccountOutcome(account, companyId, decision, score, evidence, candidates, rules);
  }

  private static BigDecimal score(String kind) {
    return SCORES.getOrDefault(kind, new BigDecimal("0.50"));
  }
}
