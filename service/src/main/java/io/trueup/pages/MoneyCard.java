package io.trueup.pages;

import io.trueup.glance.MonthMoney;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One kind of money of a month, by currency, against the month before.
 *
 * @param tone {@code under}, {@code over}, {@code held} or {@code idle}
 * @param note what it is, in a few words
 */
public record MoneyCard(
    String tone, String icon, String title, String note, String query, List<Amount> amounts) {
  public MoneyCard {
    amounts = List.copyOf(amounts);
  }

  /**
   * An amount.
   *
   * @param before the month before; null when that was not reconciled
   * @param change the part by which its size grew or shrank; null where that says nothing
   */
  public record Amount(
      String currency, BigDecimal now, @Nullable BigDecimal before, @Nullable BigDecimal change) {}

  /** The four of a month. */
  static List<MoneyCard> of(YearMonth month, List<MonthMoney> months) {
    List<MonthMoney> now =
        months.stream()
            .filter(each -> each.month().equals(month) && !each.currency().isEmpty())
            .sorted(
                Comparator.comparing(MonthMoney::size)
                    .reversed()
                    .thenComparing(MonthMoney::currency))
            .toList();
    List<MonthMoney> before =
        months.stream().filter(each -> each.month().equals(month.minusMonths(1))).toList();
    return List.of(
        card(
            "under",
            "up",
            "Underbilled",
            "used, not billed",
            "class=UNDERBILLING",
            now,
            before,
            MonthMoney::underbilled),
        card(
            "over",
            "down",
            "Overbilled",
            "billed, not used",
            "class=OVERBILLING",
            now,
            before,
            MonthMoney::overbilled),
        card(
            "held",
            "hold",
            "Held",
            "in doubt: in no other figure",
            "held=true",
            now,
            before,
            MonthMoney::held),
        card(
            "idle",
            "idle",
            "Reclaimable",
            "billed, used, but idle",
            "reclaimable=true",
            now,
            before,
            MonthMoney::reclaimable));
  }

  private static MoneyCard card(
      String tone,
      String icon,
      String title,
      String note,
      String query,
      List<MonthMoney> now,
      List<MonthMoney> before,
      Function<MonthMoney, BigDecimal> which) {
    return new MoneyCard(
        tone,
        icon,
        title,
        note,
        query,
        now.stream()
            .map(
                each -> {
                  BigDecimal then =
                      before.isEmpty()
                          ? null
                          : before.stream()
                              .filter(last -> last.currency().equals(each.currency()))
                              .map(which)
                              .findFirst()
                              .orElse(BigDecimal.ZERO);
                  return new Amount(
                      each.currency(), which.apply(each), then, change(which.apply(each), then));
                })
            .toList());
  }

  private static @Nullable BigDecimal change(BigDecimal now, @Nullable BigDecimal before) {
    return before == null || before.signum() == 0
        ? null
        : now.abs().subtract(before.abs()).divide(before.abs(), 4, RoundingMode.HALF_UP);
  }
}
