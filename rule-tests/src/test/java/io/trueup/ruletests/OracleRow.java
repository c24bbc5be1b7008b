package io.trueup.ruletests;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A row as discrepancies.csv has it. A column without a cell is one of which the semantics say
 * nothing for this kind of row: it is not compared. An empty cell says "not known".
 */
record OracleRow(Map<String, String> cells) {

  static final List<String> COLUMNS =
      List.of(
          "company_id",
          "product_code",
          "integration_id",
          "account_id",
          "class",
          "reason",
          "billed_quantity",
          "used_quantity",
          "delta",
          "unit_price",
          "currency",
          "monthly_impact",
          "held",
          "held_amount",
          "one_off_amount",
          "estimated",
          "inactive_quantity",
          "reclaimable_amount");

  static OracleRow of(String className, String reason) {
    return new OracleRow(Map.of())
        .with("class", className)
        .with("reason", reason)
        .with("held", "false")
        .with("estimated", "false");
  }

  /** A discrepancy whose figures wait for something: beside the totals, never inside them. */
  static OracleRow held(String className, String reason) {
    return of(className, reason).with("held", "true").with("monthly_impact", "0");
  }

  OracleRow with(String column, String value) {
    if (!COLUMNS.contains(column)) {
      throw new IllegalArgumentException("no such column: " + column);
    }
    Map<String, String> more = new LinkedHashMap<>(cells);
    more.put(column, value);
    return new OracleRow(more);
  }

  /** The semantics do not say what this column holds here. */
  OracleRow without(String column) {
    Map<String, String> fewer = new LinkedHashMap<>(cells);
    fewer.remove(column);
    return new OracleRow(fewer);
  }

  OracleRow with(String column, Rational value) {
    return with(column, value.toString());
  }

  /** The price of a unit, said only where its decimals end: how others are shown is not said. */
  OracleRow unitPrice(Rational price) {
    BigDecimal shown = price.rounded(6, RoundingMode.HALF_UP);
    return Rational.of(shown).equals(price) ? with("unit_price", price) : this;
  }

  /** An amount, rounded half up to the minor units of the row's currency: the only rounding. */
  OracleRow money(String column, Rational amount) {
    int places = Currency.getInstance(get("currency")).getDefaultFractionDigits();
    return with(column, amount.rounded(places, RoundingMode.HALF_UP).toPlainString());
  }

  String get(String column) {
    String value = cells.get(column);
    if (value == null) {
      throw new IllegalArgumentException("nothing is said of " + column + " in " + this);
    }
    return value;
  }

  String find(String column) {
    return cells.getOrDefault(column, "");
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    COLUMNS.stream()
        .filter(cells::containsKey)
        .forEach(c -> text.append(text.isEmpty() ? "" : " ").append(c).append('=').append(find(c)));
    return text.toString();
  }
}
