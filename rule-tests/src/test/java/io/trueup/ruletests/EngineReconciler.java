package io.trueup.ruletests;

import io.trueup.facts.Month;
import io.trueup.folder.ExportFolder;
import io.trueup.folder.ReadOptions;
import io.trueup.rulebase.RuleBundle;
import io.trueup.ruletests.OracleResult.Fate;
import io.trueup.stage.AccountOutcome;
import io.trueup.stage.DiscrepancyRow;
import io.trueup.stage.Reconciled;
import io.trueup.stage.Reconciliation;
import io.trueup.stage.RuleFacts;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The product with a rule bundle, its conclusions in the shape of the oracle's. */
record EngineReconciler(RuleBundle bundle, int threads) implements Reconciler {

  /** The shipped bundle, which must be without problems. */
  static RuleBundle shippedBundle() {
    return RuleFacts.load(ShippedRules.files()).get();
  }

  @Override
  public OracleResult reconcile(Path folder, LocalDate asOf) {
    return shaped(run(folder, asOf));
  }

  Reconciled run(Path folder, LocalDate asOf) {
    Month month =
        ExportFolder.read(folder, ReadOptions.DEFAULTS.withPresets(ShippedRules.presets()));
    return Reconciliation.run(month, bundle, asOf, threads);
  }

  static OracleResult shaped(Reconciled reconciled) {
    List<OracleRow> rows = reconciled.discrepancies().stream().map(EngineReconciler::row).toList();
    Map<String, Fate> fates = new TreeMap<>();
    reconciled.forEachUsage(
        usage -> {
          String key =
              usage.record().integrationId()
                  + "/"
                  + usage.record().accountId()
                  + "/"
                  + usage.record().recordId();
          Fate fate = new Fate(usage.fate(), usage.companyId(), usage.reason());
          if (fates.put(key, fate) != null) {
            throw new IllegalStateException("two fates for " + key);
          }
        });
    Map<String, OracleLinks.Link> links = new TreeMap<>();
    reconciled
        .accounts()
        .values()
        .forEach(
            outcome ->
                links.put(
                    outcome.account().integrationId() + "/" + outcome.account().accountId(),
                    link(outcome)));
    return new OracleResult(rows, fates, links);
  }

  private static OracleLinks.Link link(AccountOutcome outcome) {
    // Of suggestions the first counts: further ones are only alike in letters.
    Set<String> companies =
        outcome.companyId().isEmpty()
            ? outcome.suggestedCompanyId().isEmpty()
                ? Set.of()
                : Set.of(outcome.suggestedCompanyId())
            : Set.of(outcome.companyId());
    return new OracleLinks.Link(outcome.decision(), companies);
  }

  private static OracleRow row(DiscrepancyRow row) {
    return OracleRow.of(row.classification(), row.reason())
        .with("company_id", row.companyId())
        .with("product_code", row.productCode())
        .with("integration_id", row.integrationId())
        .with("account_id", row.accountId())
        .with("billed_quantity", text(row.billed()))
        .with("used_quantity", text(row.used()))
        .with("delta", text(row.delta()))
        .with("unit_price", text(row.unitPrice()))
        .with("currency", row.currency())
        .with("monthly_impact", text(row.monthlyImpact()))
        .with("held", String.valueOf(row.held()))
        .with("held_amount", text(row.heldAmount()))
        .with("one_off_amount", text(row.oneOff()))
        .with("estimated", String.valueOf(row.estimated()))
        .with("inactive_quantity", text(row.inactive()))
        .with("reclaimable_amount", text(row.reclaimable()));
  }

  private static String text(@Nullable BigDecimal number) {
    return number == null ? "" : number.toPlainString();
  }
}
