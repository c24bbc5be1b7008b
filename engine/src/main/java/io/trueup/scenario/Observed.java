package io.trueup.scenario;

import io.trueup.facts.InputProblem;
import io.trueup.stage.AccountOutcome;
import io.trueup.stage.DiscrepancyRow;
import io.trueup.stage.Reconciled;
import io.trueup.stage.UsageRow;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What came out of a run, as rows of texts that scenarios can name the columns of. */
final class Observed {
  /** The column of usage that counts equal rows instead of listing records. */
  static final String COUNT = "count";

  private static final Set<String> NUMBERS =
      Set.of(
          "billed_quantity",
          "used_quantity",
          "delta",
          "unit_price",
          "monthly_impact",
          "held_amount",
          "one_off_amount",
          "inactive_quantity",
          "reclaimable_amount",
          COUNT,
          "score",
          "records",
          "counted",
          "excluded",
          "unaccounted",
          "line",
          "underbilled",
          "overbilled",
          "reclaimable");

  private Observed() {}

  /** The columns that an expectation may name. */
  static List<String> columns(Expectation.Of of) {
    String names =
        switch (of) {
          case DISCREPANCIES ->
              "company_id company_name agreement_id addition_id product_code integration_id"
                  + " account_id class reason billed_quantity used_quantity delta unit_price"
                  + " currency monthly_impact held held_amount one_off_amount estimated"
                  + " inactive_quantity reclaimable_amount next_action acts rule_ids explanation";
          case USAGE ->
              "integration_id account_id record_id kind product_code state user_id device_id"
                  + " company_id fate addition_id reason rule_ids split count";
          case ACCOUNTS ->
              "integration_id account_id company_id decision score evidence candidates rule_ids";
          case INTEGRATIONS -> "integration_id health records counted excluded unaccounted";
          case PROBLEMS -> "file line column kind value message";
          case TOTALS -> "currency underbilled overbilled held reclaimable";
        };
    return Arrays.asList(names.split(" "));
  }

  /** Whether a cell of the column is compared by value and not by its letters. */
  static boolean isNumber(Expectation.Of of, String column) {
    return NUMBERS.contains(column) || (of == Expectation.Of.TOTALS && column.equals("held"));
  }

  /** All rows of a kind, in the order in which they are reported. */
  static List<Map<String, String>> rows(Expectation.Of of, Reconciled result) {
    List<Map<String, String>> rows = new ArrayList<>();
    switch (of) {
      case DISCREPANCIES -> result.discrepancies().forEach(row -> rows.add(discrepancy(row)));
      case USAGE -> result.forEachUsage(row -> rows.add(usage(row)));
      case ACCOUNTS -> result.accounts().values().forEach(account -> rows.add(account(account)));
      case INTEGRATIONS ->
          result
              .summary()
              .integrations()
              .forEach(
                  (id, health) ->
                      rows.add(
                          row(
                              of,
                              id,
                              health.health(),
                              health.records(),
                              health.counted(),
                              health.excluded(),
                              health.unaccounted())));
      case PROBLEMS -> result.month().problems().forEach(problem -> rows.add(problem(problem)));
      case TOTALS ->
          result
              .summary()
              .totals()
              .forEach(
                  (currency, totals) ->
                      rows.add(
                          row(
                              of,
                              currency,
                              totals.underbilled(),
                              totals.overbilled(),
                              totals.held(),
                              totals.reclaimable())));
    }
    return rows;
  }

  private static Map<String, String> discrepancy(DiscrepancyRow row) {
    return row(
        Expectation.Of.DISCREPANCIES,
        row.companyId(),
        row.companyName(),
        row.agreementId(),
        row.additionId(),
        row.productCode(),
        row.integrationId(),
        row.accountId(),
        row.classification(),
        row.reason(),
        row.billed(),
        row.used(),
        row.delta(),
        row.unitPrice(),
        row.currency(),
        row.monthlyImpact(),
        row.held(),
        row.heldAmount(),
        row.oneOff(),
        row.estimated(),
        row.inactive(),
        row.reclaimable(),
        row.nextAction(),
        row.acts(),
        row.ruleIds(),
        row.explanation());
  }

  private static Map<String, String> usage(UsageRow row) {
    return row(
        Expectation.Of.USAGE,
        row.record().integrationId(),
        row.record().accountId(),
        row.record().recordId(),
        row.record().kind(),
        row.record().productCode(),
        row.record().state(),
        row.record().userId(),
        row.record().deviceId(),
        row.companyId(),
        row.fate(),
        row.additionIds(),
        row.reason(),
        row.ruleIds(),
        row.split(),
        1);
  }

  private static Map<String, String> account(AccountOutcome outcome) {
    return row(
        Expectation.Of.ACCOUNTS,
        outcome.account().integrationId(),
        outcome.account().accountId(),
        outcome.companyId(),
        outcome.decision(),
        outcome.score(),
        outcome.evidence(),
        outcome.candidates(),
        outcome.rules().stream().map(rule -> rule.id()).toList());
  }

  private static Map<String, String> problem(InputProblem problem) {
    return row(
        Expectation.Of.PROBLEMS,
        problem.file(),
        problem.line(),
        problem.column(),
        problem.kind(),
        problem.value(),
        problem.message());
  }

  private static Map<String, String> row(Expectation.Of of, @Nullable Object... values) {
    Map<String, String> row = new LinkedHashMap<>();
    List<String> columns = columns(of);
    for (int i = 0; i < columns.size(); i++) {
      row.put(columns.get(i), text(values[i]));
    }
    return row;
  }

  private static String text(@Nullable Object value) {
    if (value == null) {
      return "";
    } else if (value instanceof BigDecimal number) {
      return number.toPlainString();
    } else if (value instanceof Collection<?> many) {
      return String.join(" ", many.stream().map(String::valueOf).sorted().toList());
    }
    return value.toString();
  }
}
