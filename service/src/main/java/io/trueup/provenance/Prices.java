package io.trueup.provenance;

import io.trueup.money.MonthlyPrice;
import io.trueup.money.PricedLines;
import io.trueup.provenance.Waterfall.Cut;
import io.trueup.provenance.Waterfall.Sum;
import io.trueup.reconcile.DiscrepancyRow;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What units come to in money, line by line: growth at the newest price, a cut off the newest line
 * first, then the next. A sum is only added up where it comes to what the run has, to the cent.
 */
final class Prices {
  private final DiscrepancyRow row;
  private final Evidence evidence;

  Prices(DiscrepancyRow row, Evidence evidence) {
    this.row = row;
    this.evidence = evidence;
  }

  List<Sum> sums() {
    List<Sum> sums = new ArrayList<>();
    if (row.currency().isEmpty()) {
      return sums;
    }
    if (row.held()) {
      add(sums, "Held a month", row.heldAmount(), month());
    } else {
      add(sums, "A month", row.monthlyImpact(), month());
    }
    if (nonZero(row.reclaimableAmount())) {
      add(sums, "Reclaimable a month", row.reclaimableAmount(), idle());
    }
    if (nonZero(row.oneOffAmount())) {
      once(sums, known(row.oneOffAmount()));
    }
    return sums;
  }

  /** Units that an invoice is short of have a price; growth by the day depends on each unit's. */
  private void once(List<Sum> sums, BigDecimal amount) {
    Evidence.Fact fact = evidence.fact();
    if (row.reason().equals("invoice_short") && fact != null) {
      add(sums, "Once", amount, cuts(fact.known("invoiceShort")));
    } else {
      sums.add(
          new Sum(
              "Once",
              row.currency(),
              amount,
              List.of(),
              "By the day; which days each unit ran is not kept with the run."));
    }
  }

  private void add(List<Sum> sums, String title, @Nullable BigDecimal amount, List<Cut> cuts) {
    if (amount == null) {
      return;
    }
    boolean same =
        amount.signum() != 0 && total(cuts).filter(sum -> sum.compareTo(amount) == 0).isPresent();
    sums.add(
        new Sum(
            title,
            row.currency(),
            amount,
            same ? cuts : List.of(),
            same || amount.signum() == 0 ? note(amount) : why()));
  }

  private String note(BigDecimal amount) {
    if (amount.signum() == 0) {
      return row.reason().equals("unconfirmed_match") && !row.additionId().isEmpty()
          ? "The money is held once, with the account."
          : "";
    }
    return row.estimated() ? "An estimate at the catalogue's price." : "";
  }

  private String why() {
    Evidence.Fact fact = evidence.fact();
    return fact != null && fact.is("UnlinkedAccount")
        ? "What its records would add on all lines of the client that it may be; which is not kept."
        : "The prices it was added up from are not kept with the run.";
  }

  private List<Cut> month() {
    Evidence.Fact fact = evidence.fact();
    if (fact == null) {
      return List.of();
    }
    return switch (fact.name()) {
      case "Position" ->
          row.discrepancyClass().equals("MISSING_PRICE")
              ? one(fact.known("due"), fact.number("cataloguePrice"))
              : cuts(fact.known("delta"));
      case "UnbilledUsage" -> one(fact.known("due"), fact.number("unitPrice"));
      case "UnaccountedUsage" -> one(fact.known("quantity"), fact.number("unitPrice"));
      case "SecondOpinion" -> one(fact.known("gap"), fact.number("unitPrice"));
      default -> List.of();
    };
  }

  private List<Cut> idle() {
    return cuts(known(row.inactiveQuantity()).negate()).stream()
        .map(cut -> new Cut(cut.additionId(), cut.units().negate(), cut.price(), cut.months()))
        .toList();
  }

  private static List<Cut> one(BigDecimal units, @Nullable BigDecimal price) {
    return price == null ? List.of() : List.of(new Cut("", units, price, 1));
  }

  /** As the engine takes them: lines are kept newest first. */
  private List<Cut> cuts(BigDecimal delta) {
    List<Evidence.Line> lines = evidence.lines();
    return new PricedLines(lines.stream().map(Prices::priced).toList())
        .parts(delta).stream()
            .map(
                part ->
                    new Cut(
                        lines.get(part.line()).additionId(),
                        part.units(),
                        part.price().perCycle(),
                        part.price().months()))
            .toList();
  }

  private static PricedLines.Line priced(Evidence.Line line) {
    BigDecimal price = line.billable() ? line.price() : BigDecimal.ZERO;
    return new PricedLines.Line(
        known(line.billed()),
        Optional.ofNullable(price).map(each -> new MonthlyPrice(each, line.months())));
  }

  /** Rounded once, at the end. */
  private Optional<BigDecimal> total(List<Cut> cuts) {
    return cuts.isEmpty()
        ? Optional.empty()
        : Optional.of(
            MonthlyPrice.month(
                cuts.stream().map(Cut::twelfths).reduce(BigDecimal.ZERO, BigDecimal::add),
                Currency.getInstance(row.currency())));
  }

  private static boolean nonZero(@Nullable BigDecimal amount) {
    return amount != null && amount.signum() != 0;
  }

  private static BigDecimal known(@Nullable BigDecimal number) {
    return number == null ? BigDecimal.ZERO : number;
  }
}
