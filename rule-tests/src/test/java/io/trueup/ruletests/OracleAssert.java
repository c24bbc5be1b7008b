package io.trueup.ruletests;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Compares rows by the cells that are said, numbers by value, an empty amount like no amount. */
final class OracleAssert {

  private OracleAssert() {}

  /** One row of the month agrees with {@code column=value column=value}; a blank value is empty. */
  static void assertRow(MonthBuilder month, String expected) {
    Map<String, String> cells = new LinkedHashMap<>();
    for (String pair : expected.split(" ")) {
      int equals = pair.indexOf('=');
      cells.put(pair.substring(0, equals), pair.substring(equals + 1));
    }
    List<OracleRow> rows = month.reconcile().rows();
    if (rows.stream().noneMatch(row -> differing(cells, row.cells()).isEmpty())) {
      StringBuilder text = new StringBuilder("no row is ").append(expected).append(", but:");
      rows.forEach(row -> text.append("\n  ").append(row));
      throw new AssertionError(text);
    }
  }

  /** The expected columns whose cell differs. */
  static List<String> differing(Map<String, String> expected, Map<String, String> actual) {
    List<String> columns = new ArrayList<>();
    expected.forEach(
        (column, value) -> {
          if (!same(column, value, actual.getOrDefault(column, ""))) {
            columns.add(column);
          }
        });
    return columns;
  }

  private static boolean same(String column, String expected, String actual) {
    if (!isNumber(column)) {
      return expected.equals(actual);
    }
    return number(expected).compareTo(number(actual)) == 0;
  }

  private static boolean isNumber(String column) {
    return column.endsWith("_quantity")
        || column.endsWith("_amount")
        || column.equals("delta")
        || column.equals("unit_price")
        || column.equals("monthly_impact");
  }

  private static BigDecimal number(String text) {
    return text.isEmpty() ? BigDecimal.ZERO : new BigDecimal(text);
  }
}
