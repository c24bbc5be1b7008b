package io.trueup.finding;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trueup.money.MonthlyPrice;
import io.trueup.reconcile.DiscrepancyRow;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/**
 * What a quantity that a person says is right is worth a month, by the prices of the finding's own
 * lines and in the way of the rules: growth at the newest price, a cut off the newest line first,
 * rounded once.
 */
final class Correction {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Correction() {}

  /** A billing line as the evidence has it. */
  private record Line(BigDecimal billed, boolean billable, Optional<MonthlyPrice> price) {
    boolean priced() {
      return billable && price.filter(p -> p.perCycle().signum() > 0).isPresent();
    }
  }

  /**
   * The money.
   *
   * @param row with its evidence
   * @param shouldBe the quantity that should be billed
   * @return empty when no price is known
   */
  static Optional<BigDecimal> impact(DiscrepancyRow row, BigDecimal shouldBe) {
    if (row.currency().isEmpty()) {
      return Optional.empty();
    }
    Currency currency = Currency.getInstance(row.currency());
    BigDecimal billed = row.billedQuantity() == null ? BigDecimal.ZERO : row.billedQuantity();
    BigDecimal delta = shouldBe.subtract(billed);
    List<Line> lines = lines(row);
    BigDecimal unit = row.unitPrice();
    Optional<BigDecimal> growth =
        lines.stream()
            .filter(Line::priced)
            .findFirst()
            .flatMap(Line::price)
            .map(MonthlyPrice::twelfths)
            .or(() -> Optional.ofNullable(unit).map(p -> p.multiply(BigDecimal.valueOf(12))));
    return growth.map(price -> MonthlyPrice.month(twelfths(delta, lines, price), currency));
  }

  private static BigDecimal twelfths(BigDecimal delta, List<Line> lines, BigDecimal growth) {
    if (delta.signum() >= 0) {
      return growth.multiply(delta);
    }
    BigDecimal left = delta.negate();
    BigDecimal sum = BigDecimal.ZERO;
    for (Line line : lines) {
      BigDecimal taken = line.billed().max(BigDecimal.ZERO).min(left);
      BigDecimal price =
          line.billable()
              ? line.price().map(MonthlyPrice::twelfths).orElse(growth)
              : BigDecimal.ZERO;
      sum = sum.add(price.multiply(taken));
      left = left.subtract(taken);
    }
    return sum.add(growth.multiply(left)).negate();
  }

  /** In the evidence's order: the newest first. */
  private static List<Line> lines(DiscrepancyRow row) {
    List<Line> lines = new ArrayList<>();
    try {
      for (JsonNode each : JSON.readTree(row.evidence()).path("lines")) {
        int months =
            switch (each.path("billing_cycle").asText()) {
              case "quarterly" -> 3;
              case "annual" -> 12;
              default -> 1;
            };
        JsonNode price = each.path("unit_price");
        lines.add(
            new Line(
                decimal(each.path("billed_quantity")),
                each.path("bill_customer").asText().equals("billable"),
                price.isNull() || price.isMissingNode()
                    ? Optional.empty()
                    : Optional.of(new MonthlyPrice(decimal(price), months))));
      }
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
    return lines;
  }

  private static BigDecimal decimal(JsonNode node) {
    return node.isMissingNode() || node.isNull() || node.asText().isEmpty()
        ? BigDecimal.ZERO
        : new BigDecimal(node.asText());
  }
}
