package io.trueup.clients;

import io.trueup.facts.Account;
import io.trueup.facts.AccountLink;
import io.trueup.facts.Company;
import io.trueup.facts.Decision;
import io.trueup.facts.Integration;
import io.trueup.facts.Month;
import io.trueup.facts.Previous;
import io.trueup.rulebase.RuleBundle;
import io.trueup.rulebase.RuleInfo;
import io.trueup.stage.AccountMatcher;
import io.trueup.stage.AccountOutcome;
import io.trueup.stage.RankedCompany;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The product as a matcher.
 *
 * @param bundle the rules to match by
 * @param threads how many threads to match on
 * @param matchOnName {@code yes} or {@code no}: whether a name alone links; empty as policy says
 */
public record EngineMatching(RuleBundle bundle, int threads, String matchOnName) {
  private static final LocalDate DAY = LocalDate.of(2026, 10, 31);

  /** What is said of each account, by account id. */
  public Map<String, Prediction> predictions(LabelledClients clients) {
    return shaped(outcomes(clients.companies(), clients.accounts(), List.of(), List.of()).values());
  }

  /** The outcome of each account, by {@link Account#key}, with what people have decided. */
  public Map<String, AccountOutcome> outcomes(
      List<Company> companies,
      List<Account> accounts,
      List<AccountLink> links,
      List<Decision> decisions) {
    return matcher(companies, accounts, links, decisions).outcomes();
  }

  /** All accounts matched, ready for those that change. */
  public AccountMatcher matcher(
      List<Company> companies,
      List<Account> accounts,
      List<AccountLink> links,
      List<Decision> decisions) {
    Month month =
        new Month(
            companies,
            List.of(),
            List.of(),
            List.of(),
            integrations(accounts),
            List.of(),
            accounts,
            List.of(),
            links,
            List.of(),
            List.of(),
            List.of(),
            decisions,
            Previous.NONE,
            List.of(),
            "");
    return AccountMatcher.of(month, bundle, DAY, threads);
  }

  private List<Integration> integrations(List<Account> accounts) {
    return accounts.stream()
        .map(Account::integrationId)
        .distinct()
        .map(
            id ->
                new Integration(
                    id, "other", id, null, null, "", BigDecimal.valueOf(48), matchOnName, Map.of()))
        .toList();
  }

  /** Outcomes as they are judged, by account id. */
  public static Map<String, Prediction> shaped(Collection<AccountOutcome> outcomes) {
    Map<String, Prediction> predictions = new LinkedHashMap<>();
    for (AccountOutcome outcome : outcomes) {
      boolean linked = outcome.link().equals("linked");
      predictions.put(
          outcome.account().accountId(),
          new Prediction(
              linked,
              linked
                  ? List.of(outcome.companyId())
                  : outcome.ranked().stream().map(RankedCompany::companyId).toList(),
              outcome.rules().stream()
                  .map(RuleInfo::id)
                  .sorted()
                  .collect(Collectors.joining("+"))));
    }
    return predictions;
  }
}
