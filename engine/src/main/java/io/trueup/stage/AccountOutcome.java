package io.trueup.stage;

import io.trueup.facts.Account;
import io.trueup.rulebase.RuleInfo;
import java.math.BigDecimal;
import java.util.List;

/**
 * Whose account it is after stage client-matching.
 *
 * @param account the account
 * @param companyId the company it is linked to; empty when it is linked to none
 * @param decision confirmed, auto, suggested, unmatched or ignored
 * @param score 0 to 1, how sure the decision is; for ranking only, never decided upon
 * @param evidence why, in one sentence; empty when nothing is known
 * @param ranked companies it could belong to, the likeliest first, at most five, unlikely ones
 *     among them; also when it is linked, so that a person can look again
 * @param rules the rules that decided
 * @param decisionId the person's decision that it stands by; empty when there is none
 */
public record AccountOutcome(
    Account account,
    String companyId,
    String decision,
    BigDecimal score,
    String evidence,
    List<RankedCompany> ranked,
    List<RuleInfo> rules,
    String decisionId) {
  public AccountOutcome {
    ranked = List.copyOf(ranked);
    rules = List.copyOf(rules);
  }

  /** linked, ignored, suggested or unmatched: what rules on usage read. */
  public String link() {
    return decision.equals("confirmed") || decision.equals("auto") ? "linked" : decision;
  }

  /** Companies that a person should choose from, by their ids, the likeliest first. */
  public List<String> candidates() {
    return decision.equals("suggested")
        ? ranked.stream().filter(RankedCompany::likely).map(RankedCompany::companyId).toList()
        : List.of();
  }

  /** The company a person should look at first; empty when there is none. */
  public String suggestedCompanyId() {
    return decision.equals("suggested") && !ranked.isEmpty() ? ranked.get(0).companyId() : "";
  }
}
