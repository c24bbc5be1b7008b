package io.trueup.inquiry;

import com.fasterxml.jackson.databind.JsonNode;
import io.trueup.decision.AccountKey;
import io.trueup.decision.InForce;
import io.trueup.decision.LinkDecision;
import io.trueup.decision.LinkDecisionDao;
import io.trueup.inquiry.FigureInquiry.Decision;
import io.trueup.reconcile.AccountDao;
import io.trueup.reconcile.DiscrepancyRow;
import io.trueup.reconcile.RunRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** Which words of people counted for a figure. */
final class FigureDecisions {
  private FigureDecisions() {}

  /** Those that the result rests on, and those about an account behind it, by id. */
  static List<Decision> of(Handle handle, RunRow run, DiscrepancyRow row, JsonNode evidence) {
    Map<String, Decision> found = new TreeMap<>();
    for (JsonNode each : evidence.path("decisions")) {
      Decision decision =
          new Decision(
              each.path("decision_id").asText(),
              each.path("kind").asText(),
              each.path("company_id").asText()
                  + (each.path("product_code").asText().isEmpty()
                      ? ""
                      : " " + each.path("product_code").asText()),
              each.path("value").asText(),
              each.path("reason").asText(),
              each.path("decided_by").asText(),
              each.path("decided_at").asText());
      found.put(decision.decisionId(), decision);
    }
    ofAccounts(handle, run, row)
        .forEach(decision -> found.putIfAbsent(decision.decisionId(), decision));
    return List.copyOf(found.values());
  }

  /** What was in force about the accounts behind the figure when the run was started. */
  private static List<Decision> ofAccounts(Handle handle, RunRow run, DiscrepancyRow row) {
    if (run.decisionNo() == 0) {
      return List.of();
    }
    List<AccountKey> accounts =
        AccountDao.ofDiscrepancy(handle, run.runId(), row).stream()
            .map(account -> new AccountKey(account.integrationId(), account.accountId()))
            .toList();
    List<LinkDecision> then =
        LinkDecisionDao.of(handle, accounts).stream()
            .filter(decision -> decision.number() <= run.decisionNo())
            .toList();
    List<Decision> decisions = new ArrayList<>();
    for (InForce words : InForce.byAccount(then).values()) {
      words.link().ifPresent(each -> decisions.add(decision(each)));
      words.split().ifPresent(each -> decisions.add(decision(each)));
      words.rejected().values().forEach(each -> decisions.add(decision(each)));
    }
    return decisions;
  }

  private static Decision decision(LinkDecision decision) {
    return new Decision(
        "service-" + decision.number(),
        decision.kind(),
        decision.companyId(),
        decision.account().toString(),
        decision.reason(),
        decision.by(),
        decision.at().toString());
  }
}
