package io.trueup.stage;

import io.trueup.facts.BillingPosition;
import io.trueup.money.MonthlyPrice;
import io.trueup.money.PricedLines;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/**
 * The lines in force of one company, product and currency, and how their money works.
 *
 * @param lines newest first, at least one
 * @param scheduled lines that take effect shortly after the as-of date, newest first
 * @param mapping the service mapping that the position uses, empty when its product has none
 */
record PositionLines(
    String companyId,
    String productCode,
    Currency currency,
    List<BilledLine> lines,
    List<BilledLine> scheduled,
    Optional<Mapping> mapping) {
  PositionLines {
    lines = List.copyOf(lines);
    scheduled = List.copyOf(scheduled);
  }

  static String key(String companyId, String productCode, String currency) {
    return companyId + "|" + productCode + "|" + currency;
  }

  String key() {
    return key(companyId, productCode, currency.getCurrencyCode());
  }

  BigDecimal billed() {
    return lines.stream().map(BilledLine::billed).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  BigDecimal included() {
    return lines.stream()
        .map(line -> line.addition().included())
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  BigDecimal scheduledUnits() {
    return scheduled.stream().map(BilledLine::billed).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  int billableLines() {
    return (int) lines.stream().filter(BilledLine::billable).count();
  }

  /** The line that a change of quantity goes to: the newest that can be priced, else the newest. */
  BilledLine growthLine() {
    return lines.stream()
        .filter(line -> line.growthPrice().isPresent())
        .findFirst()
        .orElse(lines.get(0));
  }

  /** The newest price of a billable line above 0. */
  Optional<MonthlyPrice> growthPrice() {
    return growthLine().growthPrice();
  }

  /** Twelve times what {@code delta} units more or less are worth a month. */
  BigDecimal twelfths(BigDecimal delta) {
    return new PricedLines(
            lines.stream().map(line -> new PricedLines.Line(line.billed(), line.price())).toList())
        .twelfths(delta);
  }

  /** What {@code delta} units are worth a month, rounded once. */
  BigDecimal month(BigDecimal delta) {
    return MonthlyPrice.month(twelfths(delta), currency);
  }

  /** What rules see of it while usage is mapped. */
  BillingPosition toFact() {
    int billable = billableLines();
    return new BillingPosition(
        key(),
        companyId,
        productCode,
        currency.getCurrencyCode(),
        billed(),
        included(),
        billable,
        lines.size() - billable,
        mapping.map(m -> m.fact().mappingId()).orElse(""));
  }
}
