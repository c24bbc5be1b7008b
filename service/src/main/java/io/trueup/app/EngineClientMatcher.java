package io.trueup.app;

import io.trueup.client.Amount;
import io.trueup.client.Candidate;
import io.trueup.client.ClientCompany;
import io.trueup.client.ClientMatcher;
import io.trueup.client.MatchedAccount;
import io.trueup.client.Matching;
import io.trueup.client.Opinion;
import io.trueup.decision.AccountKey;
import io.trueup.facts.Company;
import io.trueup.facts.Month;
import io.trueup.facts.Previous;
import io.trueup.facts.Threshold;
import io.trueup.folder.UnusableFolder;
import io.trueup.rulebase.RuleBundle;
import io.trueup.rulebase.RuleInfo;
import io.trueup.rulebook.RulesInForce;
import io.trueup.stage.AccountMatcher;
import io.trueup.stage.AccountOutcome;
import io.trueup.stage.AccountStakes;
import io.trueup.stage.AccountStakes.Stake;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Matches accounts by the rules that a tenant has published, just as a run does. */
final class EngineClientMatcher implements ClientMatcher {
  private static final String BEFORE_NAMES = "confirmed_links_before_names";

  private final RulesInForce rules;
  private final Clock clock;

  /**
   * @param clock for the day of input that names none
   */
  EngineClientMatcher(RulesInForce rules, Clock clock) {
    this.rules = rules;
    this.clock = clock;
  }

  @Override
  public Rules rules(Handle handle) {
    return new ByBundle(rules.get(handle), clock);
  }

  private record ByBundle(RuleBundle bundle, Clock clock) implements Rules {
    @Override
    public Matching match(Path folder) {
      MonthRun run = new MonthRun(bundle, 1, () -> LocalDate.now(clock));
      Month month;
      try {
        month = run.read(folder);
      } catch (UnusableFolder e) {
        throw new UnmatchableException(
            OneLine.of(e.what(), e.where().replace(folder + "/", ""), e.advice()));
      }
      LocalDate day = run.asOf(month);
      return matching(month, AccountMatcher.of(clients(month), bundle, day, 1).outcomes(), day);
    }

    @Override
    public int confirmedBeforeNames() {
      return EngineClientMatcher.confirmedBeforeNames(bundle);
    }
  }

  /** What a bundle's policy says; see {@link Rules#confirmedBeforeNames}. */
  static int confirmedBeforeNames(RuleBundle bundle) {
    return bundle.policy().stream()
        .filter(Threshold.class::isInstance)
        .map(Threshold.class::cast)
        .filter(threshold -> threshold.name().equals(BEFORE_NAMES))
        .map(threshold -> threshold.value().intValue())
        .findFirst()
        .orElse(Integer.MAX_VALUE);
  }

  /** What matching looks at. */
  private static Month clients(Month month) {
    return new Month(
        month.companies(),
        List.of(),
        List.of(),
        List.of(),
        month.integrations(),
        List.of(),
        month.accounts(),
        List.of(),
        month.accountLinks(),
        month.accountSplits(),
        List.of(),
        List.of(),
        month.decisions(),
        Previous.NONE,
        List.of(),
        "");
  }

  /** What the engine found, as the service keeps it. */
  static Matching matching(Month month, Map<String, AccountOutcome> outcomes, LocalDate day) {
    ClientSides sides = new ClientSides(month, day);
    List<ClientCompany> all = new ArrayList<>();
    for (Company company : month.companies()) {
      all.add(
          new ClientCompany(
              company.companyId(), company.name(), company.status(), sides.of(company)));
    }
    Map<String, Stake> stakes = AccountStakes.of(month, outcomes, day);
    List<MatchedAccount> accounts = new ArrayList<>(outcomes.size());
    outcomes.forEach(
        (key, outcome) ->
            accounts.add(account(outcome, stakes.getOrDefault(key, Stake.NONE), sides)));
    return new Matching(accounts, all);
  }

  private static MatchedAccount account(AccountOutcome outcome, Stake stake, ClientSides sides) {
    return new MatchedAccount(
        new AccountKey(outcome.account().integrationId(), outcome.account().accountId()),
        outcome.account().name(),
        new Opinion(
            outcome.decision(),
            outcome.companyId(),
            outcome.score(),
            outcome.evidence(),
            outcome.rules().stream().map(RuleInfo::id).distinct().toList()),
        outcome.ranked().stream()
            .map(
                company ->
                    new Candidate(
                        company.companyId(),
                        company.companyName(),
                        company.score(),
                        company.evidence(),
                        ClientSides.words(company.fact())))
            .toList(),
        stake.records(),
        stake.amounts().entrySet().stream()
            .map(amount -> new Amount(amount.getKey(), amount.getValue()))
            .toList(),
        stake.estimated(),
        sides.of(outcome.account()));
  }
}
