package io.trueup.pages;

import io.trueup.glance.MonthMoney;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The months up to one in one currency, as columns: what is underbilled beside what is overbilled,
 * both upwards.
 *
 * @param ticks lines across, the lowest first
 * @param known how many of its months were reconciled
 */
public record Trend(String currency, List<Column> columns, List<Tick> ticks, int known) {
  /** Months that are shown. */
  static final int MONTHS = 12;

  private static final BigDecimal HEIGHT = BigDecimal.valueOf(180);
  private static final BigDecimal BASE = BigDecimal.valueOf(192);
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  public Trend {
    columns = List.copyOf(columns);
    ticks = List.copyOf(ticks);
  }

  /**
   * A month.
   *
   * @param money null when it was not reconciled
   * @param middle of its column, in percent of the width, as the places of its bars
   * @param underTop upper end of its bar, in pixels from above
   */
  public record Column(
      YearMonth month,
      @Nullable MonthMoney money,
      BigDecimal middle,
      BigDecimal underX,
      BigDecimal overX,
      BigDecimal width,
      BigDecimal underTop,
      BigDecimal underHeight,
      BigDecimal overTop,
      BigDecimal overHeight) {}

  /** A line across. */
  public record Tick(BigDecimal y, BigDecimal value) {}

  /** One a currency, the one with the most money in all these months first. */
  static List<Trend> of(YearMonth last, List<MonthMoney> months) {
    Map<String, BigDecimal> sizes = new HashMap<>();
    for (MonthMoney each : months) {
      if (!each.currency().isEmpty()) {
        sizes.merge(
            each.currency(), each.underbilled().subtract(each.overbilled()), BigDecimal::add);
      }
    }
    return sizes.entrySet().stream()
        .filter(each -> each.getValue().signum() != 0)
        .sorted(
            Map.Entry.<String, BigDecimal>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .map(each -> of(each.getKey(), last, months))
        .toList();
  }

  private static Trend of(String currency, YearMonth last, List<MonthMoney> months) {
    Map<YearMonth, MonthMoney> known = new HashMap<>();
    BigDecimal most = BigDecimal.ONE;
    for (MonthMoney each : months) {
      if (each.currency().equals(currency)) {
        known.put(each.month(), each);
        most = most.max(each.underbilled().abs()).max(each.overbilled().abs());
      } else {
        known.putIfAbsent(
            each.month(),
            new MonthMoney(
                each.month(),
                each.runId(),
                each.state(),
                currency,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                BigDecimal.ZERO));
      }
    }
    BigDecimal step = step(most);
    BigDecimal top = step.multiply(most.divide(step, 0, RoundingMode.CEILING));
    List<Tick> ticks = new ArrayList<>();
    for (BigDecimal at = BigDecimal.ZERO; at.compareTo(top) <= 0; at = at.add(step)) {
      ticks.add(new Tick(BASE.subtract(height(at, top)), at));
    }
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < MONTHS; i++) {
      YearMonth month = last.minusMonths(MONTHS - 1L - i);
      columns.add(column(month, known.get(month), i, top));
    }
    return new Trend(currency, columns, ticks, known.size());
  }

  private static Column column(
      YearMonth month, @Nullable MonthMoney money, int place, BigDecimal top) {
    BigDecimal slot = HUNDRED.divide(BigDecimal.valueOf(MONTHS), 4, RoundingMode.HALF_UP);
    BigDecimal left = slot.multiply(BigDecimal.valueOf(place));
    BigDecimal bar = slot.multiply(new BigDecimal("0.3")).setScale(2, RoundingMode.HALF_UP);
    BigDecimal under = money == null ? BigDecimal.ZERO : height(money.underbilled().abs(), top);
    BigDecimal over = money == null ? BigDecimal.ZERO : height(money.overbilled().abs(), top);
    return new Column(
        month,
        money,
        at(left, slot, "0.5"),
        at(left, slot, "0.18"),
        at(left, slot, "0.52"),
        bar,
        BASE.subtract(under),
        under,
        BASE.subtract(over),
        over);
  }

  private static BigDecimal at(BigDecimal left, BigDecimal slot, String part) {
    return left.add(slot.multiply(new BigDecimal(part))).setScale(2, RoundingMode.HALF_UP);
  }

  private static BigDecimal height(BigDecimal value, BigDecimal top) {
    return value.multiply(HEIGHT).divide(top, 1, RoundingMode.HALF_UP);
  }

  /** 1, 2 or 5 and noughts, so that there are three to five lines. */
  private static BigDecimal step(BigDecimal most) {
    BigDecimal rough = most.divide(BigDecimal.valueOf(4), 6, RoundingMode.UP);
    BigDecimal power = BigDecimal.ONE.scaleByPowerOfTen(rough.precision() - rough.scale() - 1);
    for (int times : new int[] {1, 2, 5}) {
      BigDecimal step = power.multiply(BigDecimal.valueOf(times));
      if (step.compareTo(rough) >= 0) {
        return step;
      }
    }
    return power.multiply(BigDecimal.TEN);
  }
}
