package io.trueup.result;

import io.trueup.facts.UsageTable;
import io.trueup.stage.AccountOutcome;
import io.trueup.stage.DiscrepancyRow;
import io.trueup.stage.Reconciled;
import io.trueup.stage.UsageRow;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A column of a result file, and the field of the same name in JSON.
 *
 * @param name its name in snake case
 * @param value a String, BigDecimal, Boolean or list of Strings; null where it is not known
 */
public record Column<T>(String name, Function<T, @Nullable Object> value) {
  /** Columns of {@code discrepancies.csv}, in their order. */
  public static List<Column<DiscrepancyRow>> discrepancies() {
    return List.of(
        new Column<>("discrepancy_id", DiscrepancyRow::discrepancyId),
        new Column<>("company_id", DiscrepancyRow::companyId),
        new Column<>("company_name", DiscrepancyRow::companyName),
        new Column<>("agreement_id", DiscrepancyRow::agreementId),
        new Column<>("addition_id", DiscrepancyRow::additionId),
        new Column<>("product_code", DiscrepancyRow::productCode),
        new Column<>("integration_id", DiscrepancyRow::integrationId),
        new Column<>("account_id", DiscrepancyRow::accountId),
        new Column<>("class", DiscrepancyRow::classification),
        new Column<>("reason", DiscrepancyRow::reason),
        new Column<>("billed_quantity", row -> Figures.units(row.billed())),
        new Column<>("used_quantity", row -> Figures.units(row.used())),
        new Column<>("delta", row -> Figures.units(row.delta())),
        new Column<>("unit_price", row -> Figures.price(row.unitPrice(), row.currency())),
        new Column<>("currency", DiscrepancyRow::currency),
        new Column<>("monthly_impact", row -> Figures.amount(row.monthlyImpact(), row.currency())),
        new Column<>("held", DiscrepancyRow::held),
        new Column<>("held_amount", row -> Figures.amount(row.heldAmount(), row.currency())),
        new Column<>("one_off_amount", row -> Figures.amount(row.oneOff(), row.currency())),
        new Column<>("estimated", DiscrepancyRow::estimated),
        new Column<>("inactive_quantity", row -> Figures.units(row.inactive())),
        new Column<>(
            "reclaimable_amount", row -> Figures.amount(row.reclaimable(), row.currency())),
        new Column<>("next_action", DiscrepancyRow::nextAction),
        new Column<>("acts", DiscrepancyRow::acts),
        new Column<>("rule_ids", DiscrepancyRow::ruleIds),
        new Column<>("explanation", DiscrepancyRow::explanation));
  }

  /** Columns of {@code usage.csv}, in their order. */
  public static List<Column<UsageRow>> usage() {
    return List.of(
        new Column<>("integration_id", row -> row.record().integrationId()),
        new Column<>("account_id", row -> row.record().accountId()),
        new Column<>("record_id", row -> row.record().recordId()),
        new Column<>("company_id", UsageRow::companyId),
        new Column<>("fate", UsageRow::fate),
        new Column<>("addition_id", UsageRow::additionIds),
        new Column<>("reason", UsageRow::reason),
        new Column<>("rule_ids", UsageRow::ruleIds));
  }

  /** Columns of {@code usage.csv} of a month that has account splits. */
  public static List<Column<UsageRow>> usageWithSplits() {
    List<Column<UsageRow>> columns = new ArrayList<>(usage());
    columns.add(new Column<>("split", UsageRow::split));
    return List.copyOf(columns);
  }

  /** Columns of the {@code usage.csv} of a run. */
  public static List<Column<UsageRow>> usageOf(Reconciled result) {
    return result.month().accountSplits().isEmpty() ? usage() : usageWithSplits();
  }

  /** The same columns by the positions of a run's records. */
  public static List<Column<Integer>> usageByPosition(Reconciled result) {
    UsageTable usage = result.usage();
    List<Column<Integer>> columns = new ArrayList<>();
    columns.add(new Column<>("integration_id", i -> usage.accountRef(i).integrationId()));
    columns.add(new Column<>("account_id", i -> usage.accountRef(i).accountId()));
    columns.add(new Column<>("record_id", usage::recordId));
    columns.add(new Column<>("company_id", i -> result.settled(i).group().usage().companyId()));
    columns.add(new Column<>("fate", i -> result.settled(i).group().fate().outcome()));
    columns.add(new Column<>("addition_id", i -> result.settled(i).additionIds()));
    columns.add(new Column<>("reason", i -> result.settled(i).group().fate().reason()));
    columns.add(new Column<>("rule_ids", i -> result.settled(i).ruleIds()));
    if (!result.month().accountSplits().isEmpty()) {
      columns.add(new Column<>("split", result::split));
    }
    return List.copyOf(columns);
  }

  /** Columns of {@code accounts.csv}, in their order. */
  public static List<Column<AccountOutcome>> accounts() {
    return List.of(
        new Column<>("integration_id", row -> row.account().integrationId()),
        new Column<>("account_id", row -> row.account().accountId()),
        new Column<>("company_id", AccountOutcome::companyId),
        new Column<>("decision", AccountOutcome::decision),
        new Column<>("score", AccountOutcome::score),
        new Column<>("evidence", AccountOutcome::evidence),
        new Column<>("candidates", AccountOutcome::candidates));
  }
}
