package io.trueup.stage;

import io.trueup.facts.Accepted;
import io.trueup.facts.BillingPosition;
import io.trueup.facts.Compared;
import io.trueup.facts.ComponentCoverage;
import io.trueup.facts.Counted;
import io.trueup.facts.Decision;
import io.trueup.facts.DisputedUsage;
import io.trueup.facts.Exclusion;
import io.trueup.facts.IdleSeat;
import io.trueup.facts.InactiveCompanyUsage;
import io.trueup.facts.NotCounted;
import io.trueup.facts.Position;
import io.trueup.facts.PriceDrift;
import io.trueup.facts.RejectedRows;
import io.trueup.facts.SecondOpinion;
import io.trueup.facts.Selection;
import io.trueup.facts.SyncStatus;
import io.trueup.facts.Unaccounted;
import io.trueup.facts.UnaccountedUsage;
import io.trueup.facts.UnbilledUsage;
import io.trueup.facts.UnlinkedAccount;
import io.trueup.facts.Usage;
import io.trueup.rulebase.CaseModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a case is in each stage that is decided case by case. */
final class StageCases {
  private static final String USAGE = "usage";
  private static final String SELECTION = "selection";
  private static final String COMPANY = "company";
  private static final String POSITION = "position";
  private static final String MAPPING = "mapping";
  private static final String PRODUCT = "product";

  /** A usage with what selects it. */
  static final CaseModel USAGE_MAPPING =
      new CaseModel(
          RuleFacts.model(),
          Set.of(Usage.class, Selection.class),
          Set.of(Decision.class, BillingPosition.class),
          Set.of(Decision.class),
          Map.of(
              Usage.class,
              Map.of("id", USAGE, "companyId", COMPANY, "homeCompanyId", COMPANY),
              Selection.class,
              Map.of(
                  "id",
                  SELECTION,
                  "usageId",
                  USAGE,
                  "companyId",
                  COMPANY,
                  "mappingId",
                  MAPPING,
                  "productCode",
                  PRODUCT,
                  "positionKey",
                  POSITION),
              Counted.class,
              Map.of(
                  "usageId",
                  USAGE,
                  "positionKey",
                  POSITION,
                  "mappingId",
                  MAPPING,
                  "productCode",
                  PRODUCT),
              NotCounted.class,
              Map.of("selectionId", SELECTION, "usageId", USAGE),
              IdleSeat.class,
              Map.of("usageId", USAGE, "positionKey", POSITION, "productCode", PRODUCT),
              Exclusion.class,
              Map.of("usageId", USAGE),
              Unaccounted.class,
              Map.of("usageId", USAGE)),
          Set.of(USAGE, SELECTION),
          Map.of(Usage.class, Set.of("state"), Selection.class, Set.of("role")),
          StageCases::numbered);

  /** A subject. */
  static final CaseModel DISCREPANCIES =
      new CaseModel(
          RuleFacts.model(),
          Set.of(
              ComponentCoverage.class,
              DisputedUsage.class,
              InactiveCompanyUsage.class,
              Position.class,
              RejectedRows.class,
              SecondOpinion.class,
              UnaccountedUsage.class,
              UnbilledUsage.class,
              UnlinkedAccount.class),
          Set.of(Decision.class, SyncStatus.class),
          Set.of(Decision.class, SyncStatus.class),
          Map.of(
              Position.class,
              Map.of("key", POSITION),
              Compared.class,
              Map.of("positionKey", POSITION),
              Accepted.class,
              Map.of("positionKey", POSITION),
              PriceDrift.class,
              Map.of("positionKey", POSITION)),
          Set.of(POSITION),
          Map.of(),
          (number, facts) -> facts);

  private StageCases() {}

  /** Numbers of a company's usage and selections, made different from those of other companies. */
  private static List<Object> numbered(int number, List<Object> facts) {
    List<Object> all = new ArrayList<>(facts.size());
    for (Object fact : facts) {
      if (fact instanceof Usage usage) {
        all.add(usage.numbered(number));
      } else if (fact instanceof Selection selection) {
        // More than a mapping and a role for each position there can not be.
        all.add(selection.numbered(number * 1_000_000 + all.size(), number));
      }
    }
    return all;
  }
}
