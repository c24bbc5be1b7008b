package io.trueup.decision;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person decided about an account. It is never changed: whoever thinks otherwise later
 * decides again, or takes it back with an {@link #UNDO}.
 *
 * @param number its place among all decisions of the tenant, from 1, without gaps
 * @param kind one of the words below
 * @param companyId the company of a confirm or reject; empty otherwise
 * @param setting of {@link #MATCH_ON_NAME}: {@code auto}, {@code yes} or {@code no}
 * @param undoes of {@link #UNDO}: the number of the decision that is taken back
 * @param accountName what the account was called then
 * @param companyName what the company was called then; empty without one
 * @param ruleIds rules by which that company had been found; empty when by none
 * @param splits of {@link #SPLIT}: who gets which part, all of it
 * @param reason why; may be empty for a confirm
 * @param by who: {@code key:ID}
 */
public record LinkDecision(
    long number,
    String kind,
    String integrationId,
    String accountId,
    String companyId,
    @Nullable String setting,
    @Nullable Long undoes,
    String accountName,
    String companyName,
    List<String> ruleIds,
    List<Split> splits,
    String reason,
    String by,
    Instant at,
    String requestId) {
  /** The account is that company's. */
  public static final String CONFIRM = "confirm";

  /** The account is nobody's, such as the provider's own. */
  public static final String IGNORE = "ignore";

  /** The account is never that company's. */
  public static final String REJECT = "reject";

  /** Parts of the account's usage are other companies'. */
  public static final String SPLIT = "split";

  /** An earlier decision does not count any more. */
  public static final String UNDO = "undo";

  /** Whether the identical name alone may link accounts of an integration. */
  public static final String MATCH_ON_NAME = "match_on_name";

  public LinkDecision {
    ruleIds = List.copyOf(ruleIds);
    splits = List.copyOf(splits);
  }

  /**
   * A part of an account's usage.
   *
   * @param attribute {@code office}, {@code department}, {@code domain} (that of the record's user)
   *     or the name of a column of usage.csv
   * @param value its values, separated by {@code ;}, with {@code *} for any text
   * @param companyId whose that usage is
   * @param companyName what that company was called then
   */
  public record Split(String attribute, String value, String companyId, String companyName) {}

  /** The account it is about. */
  public AccountKey account() {
    return new AccountKey(integrationId, accountId);
  }
}
