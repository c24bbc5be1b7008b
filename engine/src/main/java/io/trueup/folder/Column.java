package io.trueup.folder;

import java.math.BigDecimal;
import java.util.List;

/**
 * A column of an export file, said once: reading, checking, writing and the reference page all use
 * this.
 *
 * @param name header name
 * @param alias a second header name that is understood when the first is missing; empty when there
 *     is none
 * @param type what a cell may hold
 * @param required whether the header must have the column and every row a value in it
 * @param unless for a required column: the column that excuses it when it has a value; empty when
 *     there is none
 * @param fallback what an empty cell means, written as a cell; empty when an empty cell stays empty
 * @param allowed the words that are allowed, all when empty
 * @param least smallest number allowed
 * @param most largest number allowed
 * @param repeated whether many rows hold the same few values, so that equal values share one object
 * @param doc what the column means, in one phrase
 */
public record Column(
    String name,
    String alias,
    ColumnType type,
    boolean required,
    String unless,
    String fallback,
    List<String> allowed,
    BigDecimal least,
    BigDecimal most,
    boolean repeated,
    String doc) {
  private static final BigDecimal HUGE = new BigDecimal("999999999999.999999999999");
  private static final BigDecimal MOST_UNITS = new BigDecimal("1000000000");

  public Column {
    allowed = List.copyOf(allowed);
  }

  static Column of(String name, ColumnType type, String doc) {
    boolean few = type != ColumnType.ID && type != ColumnType.TEXT && type != ColumnType.INSTANT;
    return new Column(name, "", type, false, "", "", List.of(), HUGE.negate(), HUGE, few, doc);
  }

  /** A quantity of units: at most a thousand million, either sign. */
  static Column units(String name, String doc) {
    return of(name, ColumnType.DECIMAL, doc).between(MOST_UNITS.negate(), MOST_UNITS);
  }

  Column needed() {
    return new Column(
        name, alias, type, true, unless, fallback, allowed, least, most, repeated, doc);
  }

  Column neededUnless(String column) {
    return new Column(
        name, alias, type, true, column, fallback, allowed, least, most, repeated, doc);
  }

  Column orElse(String cell) {
    return new Column(
        name, alias, type, required, unless, cell, allowed, least, most, repeated, doc);
  }

  Column oneOf(String... words) {
    return new Column(
        name, alias, type, required, unless, fallback, List.of(words), least, most, repeated, doc);
  }

  Column between(BigDecimal low, BigDecimal high) {
    return new Column(
        name, alias, type, required, unless, fallback, allowed, low, high, repeated, doc);
  }

  Column atLeast(String low) {
    return between(new BigDecimal(low), most);
  }

  Column shared() {
    return new Column(
        name, alias, type, required, unless, fallback, allowed, least, most, true, doc);
  }

  Column alsoCalled(String other) {
    return new Column(
        name, other, type, required, unless, fallback, allowed, least, most, repeated, doc);
  }
}
