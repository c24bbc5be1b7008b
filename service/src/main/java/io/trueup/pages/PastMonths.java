package io.trueup.pages;

import io.trueup.provenance.PastMonth;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A finding over the months: what was used beside what was billed.
 *
 * @param columns as they are drawn, the oldest first
 * @param rows the newest first
 */
public record PastMonths(List<Column> columns, List<PastMonth> rows) {
  /** Months that are looked at. */
  static final int MONTHS = 12;

  private static final BigDecimal HEIGHT = BigDecimal.valueOf(84);
  private static final BigDecimal BASE = BigDecimal.valueOf(90);
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  public PastMonths {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /**
   * A month; places in percent of the width, heights in pixels.
   *
   * @param tone {@code under}, {@code over} or empty
   */
  public record Column(
      PastMonth month,
      BigDecimal middle,
      BigDecimal usedX,
      BigDecimal billedX,
      BigDecimal width,
      BigDecimal usedTop,
      BigDecimal usedHeight,
      BigDecimal billedTop,
      BigDecimal billedHeight,
      String tone) {}

  static PastMonths of(List<PastMonth> months) {
    BigDecimal most = BigDecimal.ONE;
    for (PastMonth each : months) {
      most = most.max(known(each.used())).max(known(each.billed()));
    }
    List<Column> columns = new ArrayList<>();
    BigDecimal slot =
        HUNDRED.divide(BigDecimal.valueOf(Math.max(4, months.size())), 4, RoundingMode.HALF_UP);
    for (int i = 0; i < months.size(); i++) {
      columns.add(column(months.get(i), slot.multiply(BigDecimal.valueOf(i)), slot, most));
    }
    List<PastMonth> rows = new ArrayList<>(months);
    Collections.reverse(rows);
    return new PastMonths(columns, rows);
  }

  private static Column column(PastMonth month, BigDecimal left, BigDecimal slot, BigDecimal most) {
    BigDecimal used = height(month.used(), most);
    BigDecimal billed = height(month.billed(), most);
    return new Column(
        month,
        at(left, slot, "0.5"),
        at(left, slot, "0.2"),
        at(left, slot, "0.52"),
        slot.multiply(new BigDecimal("0.28")).setScale(2, RoundingMode.HALF_UP),
        BASE.subtract(used),
        used,
        BASE.subtract(billed),
        billed,
        switch (month.discrepancyClass()) {
          case "UNDERBILLING" -> "under";
          case "OVERBILLING" -> "over";
          default -> "";
        });
  }

  private static BigDecimal at(BigDecimal left, BigDecimal slot, String part) {
    return left.add(slot.multiply(new BigDecimal(part))).setScale(2, RoundingMode.HALF_UP);
  }

  private static BigDecimal height(@Nullable BigDecimal value, BigDecimal most) {
    return known(value).max(BigDecimal.ZERO).multiply(HEIGHT).divide(most, 1, RoundingMode.HALF_UP);
  }

  private static BigDecimal known(@Nullable BigDecimal number) {
    return number == null ? BigDecimal.ZERO : number;
  }

  /** Whether there is anything to compare with. */
  public boolean several() {
    return rows.stream().filter(PastMonth::found).count() > 1;
  }
}
