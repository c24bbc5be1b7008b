package io.trueup.review;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.swagger.v3.oas.annotations.media.Schema;
import io.trueup.client.ClientMatch;
import io.trueup.client.ClientMatchDao.Group;
import io.trueup.client.Refreshes;
import io.trueup.review.ClientMatchResponses.AmountResponse;
import io.trueup.review.ClientMatchResponses.RefreshResponse;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How many accounts stand how, and what their usage is worth. */
@Schema(name = "ClientMatchSummary")
record ClientSummary(
    RefreshResponse refresh,
    @Schema(description = "All accounts by decision, unmatched first") List<Standing> decisions,
    List<OfIntegration> integrations) {
  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "ClientStanding")
  record Standing(
      @Schema(allowableValues = {"unmatched", "suggested", "auto", "confirmed", "ignored"})
          String decision,
      long accounts,
      long usageRecords,
      @Schema(description = "Accounts whose decision should be looked at again") long reviews,
      @Schema(description = "Accounts whose money is estimated") long estimated,
      List<AmountResponse> moneyAtStake) {}

  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "ClientStandingOfIntegration")
  record OfIntegration(String integrationId, List<Standing> decisions) {}

  static ClientSummary of(List<Group> groups, Refreshes.State refresh) {
    Map<String, List<Group>> byIntegration = new TreeMap<>();
    for (Group group : groups) {
      byIntegration.computeIfAbsent(group.integrationId(), k -> new ArrayList<>()).add(group);
    }
    List<OfIntegration> integrations = new ArrayList<>();
    byIntegration.forEach((id, all) -> integrations.add(new OfIntegration(id, standings(all))));
    return new ClientSummary(RefreshResponse.of(refresh), standings(groups), integrations);
  }

  private static List<Standing> standings(List<Group> groups) {
    List<Standing> standings = new ArrayList<>();
    for (String decision : ClientMatch.DECISIONS) {
      long accounts = 0;
      long records = 0;
      long reviews = 0;
      long estimated = 0;
      Map<String, BigDecimal> money = new TreeMap<>();
      for (Group group : groups) {
        if (group.decision().equals(decision)) {
          accounts += group.accounts();
          records += group.usageRecords();
          reviews += group.reviews();
          estimated += group.estimated();
          if (!group.currency().isEmpty()) {
            money.merge(group.currency(), group.amount(), BigDecimal::add);
          }
        }
      }
      standings.add(
          new Standing(
              decision,
              accounts,
              records,
              reviews,
              estimated,
              money.entrySet().stream()
                  .map(e -> new AmountResponse(e.getKey(), e.getValue()))
                  .toList()));
    }
    return standings;
  }
}
