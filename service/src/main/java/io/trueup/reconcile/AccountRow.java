package io.trueup.reconcile;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an integration account was matched.
 *
 * @param companyId the company it belongs to; empty without a link
 * @param decision one of {@link #DECISIONS}
 * @param score how sure, 0 to 1; null where there is nothing to score
 * @param evidence why, in words
 * @param candidates companies it may belong to, as accounts.csv has them
 * @param ruleIds rules that decided; empty where none did
 * @param decisionId the person's decision that it stands by; empty when there is none
 */
public record AccountRow(
    String integrationId,
    String accountId,
    String companyId,
    String decision,
    @Nullable BigDecimal score,
    String evidence,
    String candidates,
    List<String> ruleIds,
    String decisionId) {
  /** The decisions an account can have. */
  public static final List<String> DECISIONS =
      List.of("confirmed", "auto", "suggested", "unmatched", "ignored");

  public AccountRow {
    ruleIds = List.copyOf(ruleIds);
  }
}
