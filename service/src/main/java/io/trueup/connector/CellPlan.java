package io.trueup.connector;

import io.trueup.connector.Manifest.Cell;
import io.trueup.folder.CellCheck;
import io.trueup.folder.Column;
import io.trueup.folder.ColumnType;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How one cell of a row comes about. */
final class CellPlan {
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d{1,30}(\\.\\d{0,30})?|\\.\\d{1,30})([eE][+-]?\\d{1,2})?");

  private final String name;
  private final @Nullable Column column;
  private final Expression expression;
  private final Cell cell;
  private final Map<String, String> values = new HashMap<>();
  private final Moments moments;

  /**
   * Compiles what the manifest says.
   *
   * @param column the table's column, null for an attribute
   * @throws Expression.BadExpression when the expression is none
   * @throws IllegalArgumentException when a date pattern or a zone is none
   */
  CellPlan(String name, @Nullable Column column, Cell cell) {
    this.name = name;
    this.column = column;
    this.cell = cell;
    this.expression = Expression.compile(cell.value());
    if (cell.values() != null) {
      cell.values().forEach((theirs, ours) -> values.put(theirs.toLowerCase(Locale.ROOT), ours));
    }
    this.moments = new Moments(cell.dates(), cell.zone());
  }

  String name() {
    return name;
  }

  boolean required() {
    return column != null && column.required();
  }

  /**
   * A cell.
   *
   * @param text empty where there is nothing
   * @param kind of the problem, null where there is none
   * @param found the value that it is about
   */
  record Result(String text, @Nullable String kind, String found, String what) {
    static Result of(String text) {
      return new Result(text, null, "", "");
    }
  }

  Result read(@Nullable Object record, Map<String, ?> names, CellCheck check) {
    Object raw;
    try {
      raw = expression.of(record, names);
    } catch (Expression.BadExpression e) {
      return new Result("", "bad_value", "", String.valueOf(e.getMessage()));
    }
    String text = raw == null ? "" : Texts.plain(raw).strip();
    if (text.isEmpty() || cell.none().stream().anyMatch(text::equalsIgnoreCase)) {
      return Result.of("");
    }
    if (cell.values() != null) {
      return word(text, check);
    }
    return typed(text, raw, check);
  }

  private Result word(String text, CellCheck check) {
    String ours = values.get(text.toLowerCase(Locale.ROOT));
    if (ours == null) {
      ours = cell.otherwise();
    }
    if (ours == null) {
      return new Result(
          "", "unknown_value", text, "is a word that this connector does not know; it is left out");
    }
    return ours.isEmpty() ? Result.of("") : checked(ours, text, check);
  }

  private Result typed(String text, @Nullable Object raw, CellCheck check) {
    ColumnType type = column == null ? ColumnType.TEXT : column.type();
    switch (type) {
      case DATE -> {
        String date = moments.date(text);
        return date == null
            ? new Result(
                "", "bad_date", text, "is no date that this connector knows; it is left out")
            : checked(date, text, check);
      }
      case INSTANT, MOMENT -> {
        String instant = moments.instant(text);
        return instant == null
            ? new Result(
                "", "bad_date", text, "is no moment that this connector knows; it is left out")
            // Written here in the one way that is read; the years before 1900 need a second look.
            : instant.charAt(0) >= '2' || instant.startsWith("19")
                ? Result.of(instant)
                : checked(instant, text, check);
      }
      case DECIMAL, WHOLE -> {
        if (!NUMBER.matcher(text).matches()) {
          return new Result("", "bad_number", text, "is no number; it is left out");
        }
        BigDecimal number = new BigDecimal(text);
        if (cell.minorUnits() != null) {
          number = number.movePointLeft(cell.minorUnits());
        }
        return checked(plain(number), text, check);
      }
      case LIST -> {
        String list =
            raw instanceof List<?> items
                ? String.join(
                    ";", items.stream().map(Texts::plain).filter(t -> !t.isBlank()).toList())
                : text;
        return list.isEmpty() ? Result.of("") : checked(list, text, check);
      }
      default -> {
        if (column == null && !cell.dates().isEmpty()) {
          String date = moments.date(text);
          return Result.of(date == null ? text : date);
        }
        return checked(text, text, check);
      }
    }
  }

  private static String plain(BigDecimal number) {
    return (number.scale() > 0 ? number.stripTrailingZeros() : number).toPlainString();
  }

  private Result checked(String text, String found, CellCheck check) {
    if (column == null) {
      return Result.of(text);
    }
    Optional<CellCheck.Fault> fault = check.fault(column, text);
    return fault
        .map(bad -> new Result("", bad.kind(), found, bad.what() + "; it is left out"))
        .orElseGet(() -> Result.of(text));
  }
}
