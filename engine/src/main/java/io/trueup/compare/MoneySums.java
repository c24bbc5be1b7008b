package io.trueup.compare;

import io.trueup.money.Money;
import io.trueup.stage.DiscrepancyRow;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Collections;
import java.util.Currency;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Amounts of one currency as a run's summary adds them up: what is held is in none of the others.
 *
 * @param underbilled a month, at least 0
 * @param overbilled a month, at most 0
 * @param held kept back
 * @param estimated of underbilled and overbilled, what rests on a catalogue's price
 * @param reclaimable what inactive seats cost a month
 * @param oneOff due once, of all but matched lines
 */
public record MoneySums(
    BigDecimal underbilled,
    BigDecimal overbilled,
    BigDecimal held,
    BigDecimal estimated,
    BigDecimal reclaimable,
    BigDecimal oneOff) {
  /** Nothing, with the currency's minor units. */
  public static MoneySums zero(String currency) {
    BigDecimal zero = Money.zero(Currency.getInstance(currency)).amount();
    return new MoneySums(zero, zero, zero, zero, zero, zero);
  }

  /** The sums of some rows by currency; rows that name none have no money. */
  public static Map<String, MoneySums> of(Collection<DiscrepancyRow> rows) {
    Map<String, MoneySums> sums = new TreeMap<>();
    for (DiscrepancyRow row : rows) {
      if (!row.currency().isEmpty()) {
        sums.merge(row.currency(), of(row), MoneySums::plus);
      }
    }
    return Collections.unmodifiableMap(sums);
  }

  private static MoneySums of(DiscrepancyRow row) {
    MoneySums zero = zero(row.currency());
    BigDecimal impact = row.held() ? zero.held : rounded(row.monthlyImpact(), row);
    boolean under = row.classification().equals("UNDERBILLING");
    boolean over = row.classification().equals("OVERBILLING");
    boolean matched = row.classification().equals("MATCHED");
    return new MoneySums(
        under ? impact : zero.underbilled,
        over ? impact : zero.overbilled,
        row.held() ? rounded(row.heldAmount(), row) : zero.held,
        row.estimated() && (under || over) ? impact : zero.estimated,
        rounded(row.reclaimable(), row),
        matched ? zero.oneOff : rounded(row.oneOff(), row));
  }

  private static BigDecimal rounded(@Nullable BigDecimal amount, DiscrepancyRow row) {
    return Money.round(
        amount == null ? BigDecimal.ZERO : amount, Currency.getInstance(row.currency()));
  }

  /** The sum of both. */
  public MoneySums plus(MoneySums other) {
    return new MoneySums(
        underbilled.add(other.underbilled),
        overbilled.add(other.overbilled),
        held.add(other.held),
        estimated.add(other.estimated),
        reclaimable.add(other.reclaimable),
        oneOff.add(other.oneOff));
  }

  /** This less the other. */
  public MoneySums minus(MoneySums other) {
    return new MoneySums(
        underbilled.subtract(other.underbilled),
        overbilled.subtract(other.overbilled),
        held.subtract(other.held),
        estimated.subtract(other.estimated),
        reclaimable.subtract(other.reclaimable),
        oneOff.subtract(other.oneOff));
  }

  /** The largest of the amounts, whatever its sign. */
  public BigDecimal largest() {
    return underbilled
        .abs()
        .max(overbilled.abs())
        .max(held.abs())
        .max(reclaimable.abs())
        .max(oneOff.abs());
  }
}
