package io.trueup.demo;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;

/** A row of a sheet while the month is being made; columns that nobody sets stay empty. */
final class Row {
  private final Sheet sheet;
  private final String[] values;

  Row(Sheet sheet) {
    this.sheet = sheet;
    this.values = new String[sheet.columns().size()];
    Arrays.fill(values, "");
  }

  Row set(String column, String value) {
    values[sheet.indexOf(column)] = value;
    return this;
  }

  Row set(String column, int value) {
    return set(column, Integer.toString(value));
  }

  Row set(String column, BigDecimal value) {
    return set(column, value.toPlainString());
  }

  String get(String column) {
    return values[sheet.indexOf(column)];
  }

  Row copy() {
    Row copy = new Row(sheet);
    System.arraycopy(values, 0, copy.values, 0, values.length);
    return copy;
  }

  List<String> values() {
    return List.of(values);
  }
}
