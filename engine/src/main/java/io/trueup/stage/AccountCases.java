package io.trueup.stage;

import io.trueup.facts.AccountMatch;
import io.trueup.facts.Candidate;
import io.trueup.facts.ConfirmedLink;
import io.trueup.facts.MatchObjection;
import io.trueup.rulebase.CaseModel;
import java.util.Map;
import java.util.Set;

/** What a case is while accounts are matched: an account's candidates, or a person's word on it. */
final class AccountCases {
  private static final String ACCOUNT = "account";
  private static final String COMPANY = "company";
  private static final String NAME = "name";

  static final CaseModel MODEL =
      new CaseModel(
          RuleFacts.model(),
          Set.of(Candidate.class, ConfirmedLink.class),
          Set.of(),
          Set.of(),
          Map.of(
              Candidate.class,
              Map.of("accountKey", ACCOUNT, "companyId", COMPANY, "companyName", NAME),
              ConfirmedLink.class,
              Map.of("accountKey", ACCOUNT, "companyId", COMPANY, "source", NAME),
              AccountMatch.class,
              Map.of("accountKey", ACCOUNT, "companyId", COMPANY, "value", NAME),
              MatchObjection.class,
              Map.of("accountKey", ACCOUNT, "companyId", COMPANY)),
          Set.of(ACCOUNT),
          Map.of(),
          (number, facts) -> facts);

  private AccountCases() {}
}
