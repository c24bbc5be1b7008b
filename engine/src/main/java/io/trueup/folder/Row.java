package io.trueup.folder;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A row whose every cell has been checked, with its values by column name. Reused from row to row.
 * A column that the table does not have, or whose cell is empty, has its default; without one,
 * texts and lists are empty and the rest is null.
 */
final class Row {
  private final Map<String, Integer> positions;
  private final @Nullable Object[] values;
  private final boolean[] given;
  private Map<String, String> attributes = Map.of();
  private int line;

  Row(Map<String, Integer> positions) {
    this.positions = positions;
    this.values = new @Nullable Object[positions.size()];
    this.given = new boolean[positions.size()];
  }

  void start(int atLine) {
    line = atLine;
    attributes = Map.of();
  }

  void set(int position, @Nullable Object value, boolean isGiven) {
    values[position] = value;
    given[position] = isGiven;
  }

  void attributes(Map<String, String> values) {
    attributes = values;
  }

  Map<String, String> attributes() {
    return attributes;
  }

  int line() {
    return line;
  }

  /** Whether the row itself, or its preset, says something here. */
  boolean given(String column) {
    return given[position(column)];
  }

  String text(String column) {
    return text(position(column));
  }

  String text(int position) {
    Object value = values[position];
    return value == null ? "" : (String) value;
  }

  @SuppressWarnings("unchecked")
  List<String> list(String column) {
    Object value = values[position(column)];
    return value == null ? List.of() : (List<String>) value;
  }

  @SuppressWarnings("unchecked")
  Map<String, String> pairs(String column) {
    Object value = values[position(column)];
    return value == null ? Map.of() : (Map<String, String>) value;
  }

  @Nullable LocalDate date(String column) {
    return date(position(column));
  }

  @Nullable LocalDate date(int position) {
    return (LocalDate) values[position];
  }

  @Nullable Instant instant(String column) {
    return instant(position(column));
  }

  @Nullable Instant instant(int position) {
    return (Instant) values[position];
  }

  @Nullable BigDecimal decimal(String column) {
    return decimal(position(column));
  }

  @Nullable BigDecimal decimal(int position) {
    return (BigDecimal) values[position];
  }

  @Nullable Integer whole(String column) {
    return (Integer) values[position(column)];
  }

  /** A decimal that the column requires or has a default for. */
  BigDecimal number(String column) {
    return Objects.requireNonNull(decimal(column), column);
  }

  private int position(String column) {
    Integer position = positions.get(column);
    if (position == null) {
      throw new IllegalArgumentException("no column " + column);
    }
    return position;
  }
}
