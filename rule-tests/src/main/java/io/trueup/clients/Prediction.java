package io.trueup.clients;

import java.util.List;

/**
 * What a matcher says of one account.
 *
 * @param automatic whether it links the account to the first company without asking
 * @param ranked companies, the likeliest first; empty when it knows of none
 * @param by what decided: rules, or the name of the method
 */
public record Prediction(boolean automatic, List<String> ranked, String by) {
  /** Nothing is known of the account. */
  public static final Prediction NONE = new Prediction(false, List.of(), "");

  public Prediction {
    ranked = List.copyOf(ranked);
  }

  boolean within(int first, String companyId) {
    return ranked.subList(0, Math.min(first, ranked.size())).contains(companyId);
  }
}
