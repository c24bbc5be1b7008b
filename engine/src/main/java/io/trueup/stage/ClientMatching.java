package io.trueup.stage;

import io.trueup.facts.Account;
import io.trueup.facts.AccountMatch;
import io.trueup.facts.Company;
import io.trueup.facts.ConfirmedLink;
import io.trueup.facts.Listed;
import io.trueup.facts.Month;
import io.trueup.facts.Threshold;
import io.trueup.match.AccountEvidence;
import io.trueup.match.ClientCandidates;
import io.trueup.match.Found;
import io.trueup.match.Ranking;
import io.trueup.match.Vocabulary;
import io.trueup.rulebase.Cases;
import io.trueup.rulebase.Conclusion;
import io.trueup.rulebase.Outcome;
import io.trueup.rulebase.RuleBase;
import io.trueup.rulebase.RuleBundle;
import io.trueup.rulebase.RuleBundle.Stage;
import io.trueup.rulebase.Verdict;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Stage 1: every account is linked to a company, suggested, ignored or left unmatched. */
final class ClientMatching {
  static final Stage STAGE = Stage.CLIENT_MATCHING;

  /** Groups of accounts that one thread looks up before it takes others. */
  private static final int BATCH = 100;

  /** Batches whose facts are held at once. */
  private static final int AT_ONCE = 40;

  /** Accounts in one evaluation: enough to share its cost, few enough to stay within its limits. */
  private static final int TOGETHER = 250;

  private static final int RANKED = 5;

  private final ClientCandidates candidates;
  private final PeoplesLinks people;
  private final RuleBase rules;
  private final List<Object> always;
  private final BigDecimal floor;
  private final @Nullable Cases cases;
  private final SameVerdict.@Nullable Telling telling;

  private ClientMatching(Month month, RuleBundle bundle, LocalDate asOf, boolean once) {
    this.rules = bundle.rules(STAGE);
    this.floor = floor(bundle);
    this.people = PeoplesLinks.of(month, asOf);
    this.always = new ArrayList<>(bundle.policy());
    always.addAll(month.integrations());
    Map<String, String> confirmed = new HashMap<>();
    people.confirmed().forEach(link -> confirmed.put(link.accountKey(), link.companyId()));
    this.candidates =
        new ClientCandidates(month.companies(), month.accounts(), vocabulary(bundle), confirmed);
    this.cases =
        once && haveNames(month.companies())
            ? Cases.beside(rules, AccountCases.MODEL, always).orElse(null)
            : null;
    this.telling = cases == null ? null : new SameVerdict.Telling(cases);
  }

  /**
   * The matching of a month.
   *
   * @param once whether accounts that rules cannot tell apart are decided once
   */
  static ClientMatching of(Month month, RuleBundle bundle, LocalDate asOf, boolean once) {
    return new ClientMatching(month, bundle, asOf, once);
  }

  /** Whether each company has an id of its own. */
  private static boolean haveNames(Collection<Company> companies) {
    Set<String> ids = new HashSet<>();
    return companies.stream().allMatch(company -> ids.add(company.companyId()));
  }

  /** The outcome of every account, by account key in its order. */
  SortedMap<String, AccountOutcome> matchAll(RunNotes notes, Workers workers) {
    return match(candidates.accounts(), notes, workers);
  }

  /**
   * The outcome of accounts that changed, and of those that this touches.
   *
   * @param gone keys of accounts that are no more
   */
  SortedMap<String, AccountOutcome> matchChanged(
      Collection<Account> changed, Collection<String> gone, RunNotes notes, Workers workers) {
    Set<String> touched = candidates.change(changed, gone);
    return match(
        candidates.accounts().stream().filter(a -> touched.contains(a.key())).toList(),
        notes,
        workers);
  }

  /** Accounts that have the same candidates. */
  private record Group(List<Account> accounts, Set<String> rejected) {}

  /**
   * An account whose candidates were looked up.
   *
   * @param few the first of its candidates, which people are shown
   */
  private record Looked(
      Account account,
      Found found,
      Ranking few,
      @Nullable ConfirmedLink link,
      @Nullable Verdict verdict) {
    /** What rules read of it. Nobody asks for evidence when a person has spoken. */
    List<Object> facts() {
      return link == null ? List.copyOf(found.facts()) : List.of(link);
    }

    boolean isBlank() {
      return link == null && found.size() == 0;
    }

    /** Whether it is decided without being evaluated. */
    boolean isKnown() {
      return isBlank() || (verdict != null && verdict.isKnown());
    }
  }

  private SortedMap<String, AccountOutcome> match(
      Collection<Account> accounts, RunNotes notes, Workers workers) {
    List<List<Group>> batches = batches(accounts);
    SortedMap<String, AccountOutcome> outcomes = new TreeMap<>();
    for (int from = 0; from < batches.size(); from += AT_ONCE) {
      List<List<Group>> some = batches.subList(from, Math.min(batches.size(), from + AT_ONCE));
      Cases.Round round = cases == null ? null : cases.round();
      List<List<Looked>> looked = workers.map(some, batch -> look(batch, round));
      if (cases != null && round != null) {
        workers.map(round.batches(), cases::decide).forEach(notes::fired);
      }
      for (List<AccountOutcome> batch : workers.map(looked, each -> settle(each, notes))) {
        batch.forEach(outcome -> outcomes.put(outcome.account().key(), outcome));
      }
    }
    return outcomes;
  }

  private List<List<Group>> batches(Collection<Account> accounts) {
    Map<AccountEvidence, Group> groups = new LinkedHashMap<>();
    for (Account account : accounts) {
      Set<String> rejected = people.rejected(account.key());
      groups
          .computeIfAbsent(
              AccountEvidence.of(account, rejected), k -> new Group(new ArrayList<>(1), rejected))
          .accounts()
          .add(account);
    }
    List<List<Group>> batches = new ArrayList<>();
    List<Group> batch = new ArrayList<>();
    for (Group group : groups.values()) {
      if (batch.size() == BATCH) {
        batches.add(batch);
        batch = new ArrayList<>();
      }
      batch.add(group);
    }
    batches.add(batch);
    return batches;
  }

  private List<Looked> look(List<Group> batch, Cases.@Nullable Round round) {
    ClientCandidates.Search search = candidates.search();
    List<Looked> looked = new ArrayList<>();
    try (Cases.Desk desk = round == null ? null : round.desk()) {
      for (Group group : batch) {
        Ranking all = search.rank(group.accounts().get(0), group.rejected());
        Ranking few = all.first(RANKED);
        SameVerdict same = desk == null || telling == null ? null : new SameVerdict(telling, desk);
        for (Account account : group.accounts()) {
          Found found = all.of(account);
          ConfirmedLink link = people.confirmed(account.key()).orElse(null);
          Verdict verdict = same == null ? null : same.find(found, link);
          looked.add(new Looked(account, found, few, link, verdict));
        }
      }
    }
    return looked;
  }

  private List<AccountOutcome> settle(List<Looked> batch, RunNotes notes) {
    List<AccountOutcome> outcomes = new ArrayList<>(batch.size());
    List<Looked> open = new ArrayList<>();
    for (Looked one : batch) {
      if (!one.isKnown()) {
        open.add(one);
      } else if (one.verdict() == null) {
        outcomes.add(outcome(one, AccountVerdict.UNMATCHED));
      } else {
        notes.used(one.verdict());
        AccountVerdict verdict = one.verdict().plan(v -> AccountVerdict.of(v, one.facts()));
        outcomes.add(outcome(one, verdict));
      }
    }
    for (int from = 0; from < open.size(); from += TOGETHER) {
      outcomes.addAll(evaluate(open.subList(from, Math.min(open.size(), from + TOGETHER)), notes));
    }
    return outcomes;
  }

  /** Accounts evaluated with all that rules may look at. */
  private List<AccountOutcome> evaluate(List<Looked> some, RunNotes notes) {
    List<Object> facts = new ArrayList<>(always);
    some.forEach(one -> facts.addAll(one.facts()));
    Outcome outcome = rules.evaluate(facts);
    notes.evaluated(STAGE, outcome);
    Map<String, List<Conclusion>> byAccount = new HashMap<>();
    for (Conclusion conclusion : outcome.conclusions()) {
      if (conclusion.fact() instanceof AccountMatch match) {
        byAccount.computeIfAbsent(match.accountKey(), k -> new ArrayList<>()).add(conclusion);
      }
    }
    List<AccountOutcome> outcomes = new ArrayList<>(some.size());
    for (Looked one : some) {
      List<Conclusion> about = byAccount.getOrDefault(one.account().key(), List.of());
      outcomes.add(outcome(one, AccountVerdict.of(about, one.facts())));
    }
    return outcomes;
  }

  private AccountOutcome outcome(Looked one, AccountVerdict verdict) {
    ConfirmedLink link = verdict.at() == AccountOutcome.NONE ? null : one.link();
    String companyId = link == null ? "" : link.companyId();
    int because = one.found().size() == 0 ? AccountOutcome.NONE : 0;
    if (verdict.at() != AccountOutcome.NONE && link == null) {
      companyId = one.found().companyId(verdict.at());
      because = verdict.at() < RANKED ? verdict.at() : AccountOutcome.NONE;
    }
    return new AccountOutcome(
        one.account(),
        companyId,
        verdict.decision(),
        one.found().within(one.few()),
        floor,
        verdict.decision().equals("unmatched") ? AccountOutcome.NONE : because,
        verdict.rules(),
        link == null ? "" : link.source());
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
}
