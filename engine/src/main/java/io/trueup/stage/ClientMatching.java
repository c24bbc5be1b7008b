package io.trueup.stage;

import io.trueup.facts.Account;
import io.trueup.facts.AccountMatch;
import io.trueup.facts.Candidate;
import io.trueup.facts.ConfirmedLink;
import io.trueup.facts.Integration;
import io.trueup.facts.Listed;
import io.trueup.facts.Month;
import io.trueup.facts.Threshold;
import io.trueup.match.ClientCandidates;
import io.trueup.match.Found;
import io.trueup.match.Vocabulary;
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
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Stage 1: every account is linked to a company, suggested, ignored or left unmatched. */
final class ClientMatching {
  static final Stage STAGE = Stage.CLIENT_MATCHING;

  /** Accounts in one evaluation: enough to share its cost, few enough to stay within its limits. */
  private static final int BATCH = 250;

  private static final int RANKED = 5;

  private final ClientCandidates candidates;
  private final List<Integration> integrations;
  private final PeoplesLinks people;
  private final RuleBundle bundle;
  private final BigDecimal floor;

  private ClientMatching(Month month, RuleBundle bundle, LocalDate asOf) {
    this.bundle = bundle;
    this.floor = floor(bundle);
    this.people = PeoplesLinks.of(month, asOf);
    this.integrations = month.integrations();
    Map<String, String> confirmed = new HashMap<>();
    people.confirmed().forEach(link -> confirmed.put(link.accountKey(), link.companyId()));
    this.candidates =
        new ClientCandidates(month.companies(), month.accounts(), vocabulary(bundle), confirmed);
  }

  static ClientMatching of(Month month, RuleBundle bundle, LocalDate asOf) {
    return new ClientMatching(month, bundle, asOf);
  }

  /** The outcome of every account, by account key in its order. */
  Map<String, AccountOutcome> matchAll(RunNotes notes, Workers workers) {
    return match(candidates.accounts(), notes, workers);
  }

  /**
   * The outcome of accounts that changed, and of those that this touches.
   *
   * @param gone keys of accounts that are no more
   */
  Map<String, AccountOutcome> matchChanged(
      Collection<Account> changed, Collection<String> gone, RunNotes notes, Workers workers) {
    Set<String> touched = candidates.change(changed, gone);
    return match(
        candidates.accounts().stream().filter(a -> touched.contains(a.key())).toList(),
        notes,
        workers);
  }

  private Map<String, AccountOutcome> match(
      Collection<Account> which, RunNotes notes, Workers workers) {
    List<Account> accounts = new ArrayList<>(which);
    accounts.sort(Comparator.comparing(Account::key));
    List<List<Account>> batches = new ArrayList<>();
    for (int from = 0; from < accounts.size(); from += BATCH) {
      batches.add(accounts.subList(from, Math.min(accounts.size(), from + BATCH)));
    }
    Map<String, AccountOutcome> outcomes = new LinkedHashMap<>();
    workers.map(batches, batch -> decide(batch, notes)).forEach(outcomes::putAll);
    return outcomes;
  }

  /** What the policy asks of a suggestion. */
  private static BigDecimal floor(RuleBundle bundle) {
    return bundle.policy().stream()
        .filter(Threshold.class::isInstance)
        .map(Threshold.class::cast)
        .filter(threshold -> threshold.name().equals("suggest_from_score"))
        .map(Threshold::value)
        .findFirst()
        .orElse(BigDecimal.ZERO);
  }

  private static Vocabulary vocabulary(RuleBundle bundle) {
    List<String> remarks = new ArrayList<>();
    List<String> states = new ArrayList<>();
    for (Object fact : bundle.policy()) {
      if (fact instanceof Listed listed) {
        switch (listed.list()) {
          case "account_remarks" -> remarks.add(listed.value());
          case "account_states" -> states.add(listed.value());
          default -> {}
        }
      }
    }
    return Vocabulary.of(remarks, states);
  }

  private Map<String, AccountOutcome> decide(List<Account> batch, RunNotes notes) {
    List<Object> facts = new ArrayList<>(bundle.policy());
    facts.addAll(integrations);
    ClientCandidates.Search search = candidates.search();
    Map<String, List<Found>> found = new HashMap<>();
    for (Account account : batch) {
      List<Found> of = search.of(account, people.rejected(account.key()));
      found.put(account.key(), of);
      Optional<ConfirmedLink> link = people.confirmed(account.key());
      if (link.isPresent()) {
        // Nobody asks for evidence when a person has spoken.
        facts.add(link.get());
      } else {
        of.forEach(one -> facts.add(one.fact()));
      }
    }
    Outcome outcome = bundle.rules(STAGE).evaluate(facts);
    notes.evaluated(STAGE, outcome);
    Map<String, List<Conclusion>> byAccount = new HashMap<>();
    for (Conclusion conclusion : outcome.conclusions()) {
      if (conclusion.fact() instanceof AccountMatch match) {
        byAccount.computeIfAbsent(match.accountKey(), k -> new ArrayList<>()).add(conclusion);
      }
    }
    Map<String, AccountOutcome> outcomes = new TreeMap<>();
    for (Account account : batch) {
      outcomes.put(
          account.key(),
          settle(
              account,
              byAccount.getOrDefault(account.key(), List.of()),
              found.getOrDefault(account.key(), List.of())));
    }
    return outcomes;
  }

  /**
   * A person's word beats a certain match, which beats a suggestion; two certain matches are none.
   */
  private AccountOutcome settle(Account account, List<Conclusion> conclusions, List<Found> found) {
    for (String decision : List.of("confirmed", "ignored", "auto")) {
      List<Conclusion> such = of(decision, conclusions);
      TreeSet<String> companies =
          such.stream()
              .map(c -> ((AccountMatch) c.fact()).companyId())
              .collect(Collectors.toCollection(TreeSet::new));
      if (companies.size() == 1) {
        return outcome(account, companies.first(), decision, such, found);
      }
      if (companies.size() > 1) {
        return outcome(account, "", "suggested", such, found);
      }
    }
    List<Conclusion> suggestions = of("suggested", conclusions);
    return outcome(
        account, "", suggestions.isEmpty() ? "unmatched" : "suggested", suggestions, found);
  }

  private static List<Conclusion> of(String decision, List<Conclusion> conclusions) {
    return conclusions.stream()
        .filter(c -> ((AccountMatch) c.fact()).decision().equals(decision))
        .toList();
  }

  private AccountOutcome outcome(
      Account account,
      String companyId,
      String decision,
      List<Conclusion> because,
      List<Found> found) {
    List<RuleInfo> rules =
        because.stream()
            .flatMap(c -> c.because().stream())
            .map(Firing::rule)
            .distinct()
            .sorted(Comparator.comparing(RuleInfo::id))
            .toList();
    List<RankedCompany> ranked = new ArrayList<>();
    for (int i = 0; i < Math.min(RANKED, found.size()); i++) {
      Candidate fact = found.get(i).fact();
      ranked.add(
          new RankedCompany(
              fact.companyId(),
              fact.companyName(),
              fact.score(),
              fact.score().compareTo(floor) >= 0,
              found.get(i).sentence(),
              fact));
    }
    if (decision.equals("confirmed") || decision.equals("ignored")) {
      String source = ((AccountMatch) because.get(0).fact()).value();
      return new AccountOutcome(
          account,
          companyId,
          decision,
          BigDecimal.ONE,
          words(decision, source),
          ranked,
          rules,
          source.equals(PeoplesLinks.LIST) ? "" : source);
    }
    for (RankedCompany company : decision.equals("unmatched") ? List.<RankedCompany>of() : ranked) {
      if (companyId.isEmpty() || companyId.equals(company.companyId())) {
        return new AccountOutcome(
            account, companyId, decision, company.score(), company.evidence(), ranked, rules, "");
      }
    }
    return new AccountOutcome(account, companyId, decision, BigDecimal.ZERO, "", ranked, rules, "");
  }

  private static String words(String decision, String source) {
    String where =
        source.equals(PeoplesLinks.LIST) ? "in the list of links" : "by decision " + source;
    return decision.equals("ignored")
        ? "A person said " + where + " that it is nobody's."
        : "A person linked it " + where + ".";
  }
}
