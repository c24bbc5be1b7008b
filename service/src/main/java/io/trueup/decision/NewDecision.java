package io.trueup.decision;

import io.trueup.decision.LinkDecision.Split;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A decision about to be made: what {@link LinkDecision} has but its number and its moment. */
public record NewDecision(
    String kind,
    AccountKey account,
    String companyId,
    @Nullable String setting,
    @Nullable Long undoes,
    String accountName,
    String companyName,
    List<String> ruleIds,
    List<Split> splits,
    String reason) {
  public NewDecision {
    ruleIds = List.copyOf(ruleIds);
    splits = List.copyOf(splits);
  }

  /** About an account and at most one company. */
  public static NewDecision of(
      String kind,
      AccountKey account,
      String accountName,
      String companyId,
      String companyName,
      List<String> ruleIds,
      String reason) {
    return new NewDecision(
        kind, account, companyId, null, null, accountName, companyName, ruleIds, List.of(), reason);
  }

  /** Divides an account. */
  public static NewDecision split(
      AccountKey account, String accountName, List<Split> splits, String reason) {
    return new NewDecision(
        LinkDecision.SPLIT, account, "", null, null, accountName, "", List.of(), splits, reason);
  }

  /** Takes one back. */
  public static NewDecision undo(LinkDecision taken, String accountName, String reason) {
    return new NewDecision(
        LinkDecision.UNDO,
        taken.account(),
        taken.companyId(),
        null,
        taken.number(),
        accountName,
        taken.companyName(),
        List.of(),
        List.of(),
        reason);
  }

  /** Sets whether names alone may link accounts of an integration. */
  public static NewDecision matchOnName(String integrationId, String setting, String reason) {
    return new NewDecision(
        LinkDecision.MATCH_ON_NAME,
        new AccountKey(integrationId, ""),
        "",
        setting,
        null,
        "",
        "",
        List.of(),
        List.of(),
        reason);
  }
}
