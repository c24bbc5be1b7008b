package io.trueup.ruletests;

import static io.trueup.ruletests.OracleInput.text;
import static io.trueup.ruletests.OracleInput.textOr;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What usage would be billed at where no line in force says so. */
final class OraclePrices {

  /**
   * @param estimated the catalogue's price, not one that was agreed
   */
  record Price(Rational monthly, String currency, boolean estimated) {}

  private final OracleInput input;
  private final List<OracleLine> lines;

  OraclePrices(OracleInput input, List<OracleLine> lines) {
    this.input = input;
    this.lines = lines;
  }

  /** The catalogue's price of a product, when it has one above 0. */
  Optional<Price> catalogue(String product) {
    Map<String, String> row = input.products.getOrDefault(product, Map.of());
    return OracleInput.decimal(row, "unit_price")
        .filter(price -> price.signum() > 0)
        .map(price -> new Price(Rational.of(price), textOr(row, "currency", "USD"), true));
  }

  Optional<Price> catalogue(String product, String currency) {
    return catalogue(product).filter(price -> price.currency().equals(currency));
  }

  /** The company's newest cancelled or expired lines of the product. */
  List<OracleLine> outlived(String company, String product) {
    return lines.stream()
        .filter(l -> l.company().equals(company) && l.product().equals(product))
        .filter(l -> l.outlived(input.asOf))
        .sorted(OracleLine.NEWEST)
        .toList();
  }

  /** The price of a line that is over, and failing that the catalogue's. */
  Optional<Price> ofUnbilled(String company, String product) {
    return outlived(company, product).stream()
        .filter(OracleLine::priced)
        .findFirst()
        .map(line -> new Price(line.worth(Rational.ZERO), line.currency(), false))
        .or(() -> catalogue(product));
  }

  /** Units that lines of the position's company, product and currency will bill within 31 days. */
  Rational scheduled(OraclePosition position) {
    return scheduledLines(position).map(OracleLine::billed).reduce(Rational.ZERO, Rational::plus);
  }

  /** What a unit of them will bring in: the newest price among them, else the position's. */
  Rational scheduledPrice(OraclePosition position) {
    return scheduledLines(position)
        .sorted(OracleLine.NEWEST)
        .filter(OracleLine::priced)
        .findFirst()
        .map(line -> line.worth(Rational.ZERO))
        .orElse(position.growthPrice());
  }

  /** The day from which the first of them bills. */
  LocalDate scheduledFrom(OraclePosition position) {
    return scheduledLines(position)
        .map(OracleLine::effective)
        .min(LocalDate::compareTo)
        .orElse(LocalDate.MAX);
  }

  private Stream<OracleLine> scheduledLines(OraclePosition position) {
    return lines.stream()
        .filter(l -> l.company().equals(position.company()))
        .filter(l -> l.product().equals(position.product()))
        .filter(l -> l.currency().equals(position.currency()))
        .filter(l -> l.scheduled(input.asOf));
  }

  /** What was invoiced in D's month for the position; empty when nothing was invoiced yet. */
  Optional<Rational> invoiced(OraclePosition position) {
    return input.invoiceLines.stream()
        .filter(l -> text(l, "company_id").equals(position.company()))
        .filter(l -> text(l, "product_code").equals(position.product()))
        .filter(
            l ->
                OracleInput.date(l, "invoice_date", input.asOf)
                    .withDayOfMonth(1)
                    .equals(input.asOf.withDayOfMonth(1)))
        .map(l -> OracleInput.number(l, "quantity", 0))
        .reduce(Rational::plus);
  }
}
