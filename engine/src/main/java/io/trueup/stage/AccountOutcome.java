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
 * @param evidence what account and company share, for a person to read
 * @param candidates companies to choose from, the likeliest first; empty when linked
 * @param rules the rules that decided
 */
public record AccountOutcome(
    Account account,
    String companyId,
    String decision,
    BigDecimal score,
    String evidence,
    List<String> candidates,
    List<RuleInfo> rules) {
  public AccountOutcome {
    candidates = List.copyOf(candidates);
    rules = List.copyOf(rules);
  }

  /** linked, ignored, suggested or unmatched: what rules on usage read. */
  public String link() {
    return decision.equals("confirmed") || decision.equals("auto") ? "linked" : decision;
  }

  /** The company a person should look at first; empty when there is none. */
  public String suggestedCompanyId() {
    return decision.equals("suggested") && !candidates.isEmpty() ? candidates.get(0) : "";
  }
}
