package io.trueup.finding;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trueup.money.MonthlyPrice;
import io.trueup.money.PricedLines;
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
    BigDecimal billed = row.billedQuantity();
    BigDecimal delta = billed == null ? shouldBe : shouldBe.subtract(billed);
    PricedLines lines = lines(row);
    BigDecimal unit = row.unitPrice();
    Optional<BigDecimal> twelfths =
        lines.growthPrice().isPresent()
            ? Optional.of(lines.twelfths(delta))
            : Optional.ofNullable(unit).map(price -> new MonthlyPrice(price, 1).twelfths(delta));
    return twelfths.map(sum -> MonthlyPrice.month(sum, Currency.getInstance(row.currency())));
  }

  /** In the evidence's order: the newest first. */
  private static PricedLines lines(DiscrepancyRow row) {
    List<PricedLines.Line> lines = new ArrayList<>();
    try {
      for (JsonNode each : JSON.readTree(row.evidence()).path("lines")) {
        lines.add(new PricedLines.Line(decimal(each.path("billed_quantity")), price(each)));
      }
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
    return new PricedLines(lines);
  }

  private static Optional<MonthlyPrice> price(JsonNode line) {
    int months =
        switch (line.path("billing_cycle").asText()) {
          case "quarterly" -> 3;
          case "annual" -> 12;
          default -> 1;
        };
    if (!line.path("bill_customer").asText().equals("billable")) {
      return Optional.of(new MonthlyPrice(BigDecimal.ZERO, months));
    }
    JsonNode price = line.path("unit_price");
    return price.isNull() || price.isMissingNode()
        ? Optional.empty()
        : Optional.of(new MonthlyPrice(decimal(price), months));
  }

  private static BigDecimal decimal(JsonNode node) {
    return node.isMissingNode() || node.isNull() || node.asText().isEmpty()
        ? BigDecimal.ZERO
        : new BigDecimal(node.asText());
  }
}
