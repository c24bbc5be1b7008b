package io.trueup.stage;

import io.trueup.facts.BillingPosition;
import io.trueup.money.Money;
import io.trueup.money.MonthlyPrice;
import io.trueup.money.PricedLines;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The lines in force of one company, product and currency, and how their money works. */
final class PositionLines {
  private final String companyId;
  private final String productCode;
  private final Currency currency;
  private final List<BilledLine> lines;
  private final List<BilledLine> scheduled;
  private final Optional<Mapping> mapping;
  private final String key;
  private final BilledLine growthLine;
  private final Optional<MonthlyPrice> growthPrice;
  private final BigDecimal billed;
  private volatile @Nullable PricedLines priced;

  /**
   * @param lines newest first, at least one
   * @param scheduled lines that take effect shortly after the as-of date, newest first
   * @param mapping the service mapping that the position uses, empty when its product has none
   */
  PositionLines(
      String companyId,
      String productCode,
      Currency currency,
      List<BilledLine> lines,
      List<BilledLine> scheduled,
      Optional<Mapping> mapping) {
    this.companyId = companyId;
    this.productCode = productCode;
    this.currency = currency;
    this.lines = List.copyOf(lines);
    this.scheduled = List.copyOf(scheduled);
    this.mapping = mapping;
    this.key = key(companyId, productCode, currency.getCurrencyCode());
    this.growthLine = growthLine(this.lines);
    this.growthPrice = growthLine.growthPrice();
    this.billed = sum(this.lines, BilledLine::billed);
  }

  static String key(String companyId, String productCode, String currency) {
    return companyId + "|" + productCode + "|" + currency;
  }

  private static BilledLine growthLine(List<BilledLine> lines) {
    for (BilledLine line : lines) {
      if (line.growthPrice().isPresent()) {
        return line;
      }
    }
    return lines.get(0);
  }

  private static BigDecimal sum(List<BilledLine> lines, Function<BilledLine, BigDecimal> of) {
    BigDecimal sum = BigDecimal.ZERO;
    for (BilledLine line : lines) {
      sum = sum.add(of.apply(line));
    }
    return sum;
  }

  String companyId() {
    return companyId;
  }

  String productCode() {
    return productCode;
  }

  Currency currency() {
    return currency;
  }

  List<BilledLine> lines() {
    return lines;
  }

  List<BilledLine> scheduled() {
    return scheduled;
  }

  Optional<Mapping> mapping() {
    return mapping;
  }

  String key() {
    return key;
  }

  BigDecimal billed() {
    return billed;
  }

  BigDecimal included() {
    return sum(lines, line -> line.addition().included());
  }

  BigDecimal scheduledUnits() {
    return sum(scheduled, BilledLine::billed);
  }

  int billableLines() {
    int billable = 0;
    for (BilledLine line : lines) {
      billable += line.billable() ? 1 : 0;
    }
    return billable;
  }

  /** The line that a change of quantity goes to: the newest that can be priced, else the newest. */
  BilledLine growthLine() {
    return growthLine;
  }

  /** The newest price of a billable line above 0. */
  Optional<MonthlyPrice> growthPrice() {
    return growthPrice;
  }

  /** Twelve times what {@code delta} units more or less are worth a month. */
  BigDecimal twelfths(BigDecimal delta) {
    PricedLines known = priced;
    if (known == null) {
      known =
          new PricedLines(
              lines.stream()
                  .map(line -> new PricedLines.Line(line.billed(), line.price()))
                  .toList());
      priced = known;
    }
    return known.twelfths(delta);
  }

  /** What {@code delta} units are worth a month, rounded once. */
  BigDecimal month(BigDecimal delta) {
    return delta.signum() == 0
        ? Money.zero(currency).amount()
        : MonthlyPrice.month(twelfths(delta), currency);
  }

  /** What rules see of it while usage is mapped. */
  BillingPosition toFact() {
    int billable = billableLines();
    return new BillingPosition(
        key,
        companyId,
        productCode,
        currency.getCurrencyCode(),
        billed,
        included(),
        billable,
        lines.size() - billable,
        mapping.map(m -> m.fact().mappingId()).orElse(""));
  }
}
