package io.trueup.stage;

import io.trueup.facts.Account;
import io.trueup.match.Found;
import io.trueup.rulebase.RuleInfo;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * Whose account it is after stage client-matching. Companies and sentences are made when they are
 * asked for. Immutable.
 */
public final class AccountOutcome {
  /** Where no company is the one that is decided upon. */
  static final int NONE = -1;

  private final Account account;
  private final String companyId;
  private final String decision;
  private final Found found;
  private final BigDecimal floor;
  private final int because;
  private final List<RuleInfo> rules;
  private final String source;

  /**
   * @param found companies it could belong to, at most five
   * @param floor the score from which the policy thinks a company worth a suggestion
   * @param because the place of the company whose evidence decided; {@link #NONE} for none
   * @param rules the rules that decided
   * @param source where a person's word stands; empty when there is none
   */
  AccountOutcome(
      Account account,
      String companyId,
      String decision,
      Found found,
      BigDecimal floor,
      int because,
      List<RuleInfo> rules,
      String source) {
    this.account = account;
    this.companyId = companyId;
    this.decision = decision;
    this.found = found;
    this.floor = floor;
    this.because = because;
    this.rules = List.copyOf(rules);
    this.source = source;
  }

  /** The account. */
  public Account account() {
    return account;
  }

  /** The company it is linked to; empty when it is linked to none. */
  public String companyId() {
    return companyId;
  }

  /** confirmed, auto, suggested, unmatched or ignored. */
  public String decision() {
    return decision;
  }

  /** 0 to 1, how sure the decision is; for ranking only, never decided upon. */
  public BigDecimal score() {
    if (!source.isEmpty()) {
      return BigDecimal.ONE;
    }
    return because == NONE ? BigDecimal.ZERO : found.score(because);
  }

  /** Why, in one sentence; empty when nothing is known. */
  public String evidence() {
    if (source.isEmpty()) {
      return because == NONE ? "" : found.sentence(because);
    }
    String where =
        source.equals(PeoplesLinks.LIST) ? "in the list of links" : "by decision " + source;
    return decision.equals("ignored")
        ? "A person said " + where + " that it is nobody's."
        : "A person linked it " + where + ".";
  }

  /**
   * Companies it could belong to, the likeliest first, at most five, unlikely ones among them; also
   * when it is linked, so that a person can look again.
   */
  public List<RankedCompany> ranked() {
    List<RankedCompany> ranked = new ArrayList<>(found.size());
    for (int i = 0; i < found.size(); i++) {
      ranked.add(new RankedCompany(found, i, isLikely(i)));
    }
    return List.copyOf(ranked);
  }

  private boolean isLikely(int at) {
    return found.score(at).compareTo(floor) >= 0;
  }

  /** The rules that decided. */
  public List<RuleInfo> rules() {
    return rules;
  }

  /** The person's decision that it stands by; empty when there is none. */
  public String decisionId() {
    return source.equals(PeoplesLinks.LIST) ? "" : source;
  }

  /** linked, ignored, suggested or unmatched: what rules on usage read. */
  public String link() {
    return decision.equals("confirmed") || decision.equals("auto") ? "linked" : decision;
  }

  /** Companies that a person should choose from, by their ids, the likeliest first. */
  public List<String> candidates() {
    List<String> candidates = new ArrayList<>();
    if (decision.equals("suggested")) {
      for (int i = 0; i < found.size(); i++) {
        if (isLikely(i)) {
          candidates.add(found.companyId(i));
        }
      }
    }
    return candidates;
  }

  /** The company a person should look at first; empty when there is none. */
  public String suggestedCompanyId() {
    return decision.equals("suggested") && found.size() > 0 ? found.companyId(0) : "";
  }

  @Override
  public String toString() {
    return account
        + " "
        + companyId
        + " "
        + decision
        + " "
        + score()
        + " "
        + evidence()
        + " "
        + ranked()
        + " "
        + rules
        + " "
        + source;
  }
}
