package io.trueup.client;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whose account it is, as the rules see it.
 *
 * @param decision {@code confirmed}, {@code auto}, {@code suggested}, {@code unmatched} or {@code
 *     ignored}; empty while they were never asked without a person's word
 * @param companyId the company that it is linked to; empty without a link
 * @param score how sure, 0 to 1
 * @param evidence why, a sentence
 * @param ruleIds the rules that decided
 */
public record Opinion(
    String decision,
    String companyId,
    @Nullable BigDecimal score,
    String evidence,
    List<String> ruleIds) {
  /** None yet. */
  public static final Opinion NONE = new Opinion("", "", null, "", List.of());

  public Opinion {
    ruleIds = List.copyOf(ruleIds);
  }

  /** Whether there is one. */
  public boolean known() {
    return !decision.isEmpty();
  }
}
