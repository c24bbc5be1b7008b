package io.trueup.ruletests;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The lines in force of one company, product and currency, newest first. */
record OraclePosition(String company, String product, String currency, List<OracleLine> lines) {

  /** All positions of the month; a line is in force only while its company is active. */
  static List<OraclePosition> of(OracleInput input, List<OracleLine> lines) {
    Map<List<String>, List<OracleLine>> groups = new LinkedHashMap<>();
    lines.stream()
        .filter(line -> input.active(line.company()) && line.inForce(input.asOf))
        .sorted(OracleLine.NEWEST)
        .forEach(
            line ->
                groups
                    .computeIfAbsent(
                        List.of(line.company(), line.product(), line.currency()),
                        key -> new ArrayList<>())
                    .add(line));
    List<OraclePosition> positions = new ArrayList<>();
    groups.forEach(
        (key, group) ->
            positions.add(new OraclePosition(key.get(0), key.get(1), key.get(2), group)));
    return positions;
  }

  /** Billed adds up over the lines; adjustments net. */
  Rational billed() {
    return lines.stream().map(OracleLine::billed).reduce(Rational.ZERO, Rational::plus);
  }

  Rational included() {
    return lines.stream().map(OracleLine::included).reduce(Rational.ZERO, Rational::plus);
  }

  boolean billable() {
    return lines.stream().anyMatch(OracleLine::billable);
  }

  /** The newest billable line with a price above 0. */
  Optional<OracleLine> growthLine() {
    return lines.stream().filter(OracleLine::priced).findFirst();
  }

  /** The unrounded price a month at which one more unit is billed; 0 when none is known. */
  Rational growthPrice() {
    return growthLine().flatMap(OracleLine::monthlyPrice).orElse(Rational.ZERO);
  }

  /**
   * delta at the page's prices: growth at the growth price, a cut newest line first. A line of
   * unknown price goes at the growth price.
   */
  Rational impact(Rational delta) {
    return delta.signum() >= 0
        ? delta.times(growthPrice())
        : offNewest(delta.negate(), growthPrice()).negate();
  }

  /** What idle units bring in: newest line first, and what no line covers at the growth price. */
  Rational reclaimable(Rational idle) {
    return offNewest(idle, growthPrice());
  }

  private Rational offNewest(Rational units, Rational priceOfTheRest) {
    Rational left = units;
    Rational money = Rational.ZERO;
    for (OracleLine line : lines) {
      if (!line.adjustment()) {
        Rational taken = left.min(line.billed());
        money = money.plus(taken.times(line.worth(growthPrice())));
        left = left.minus(taken);
      }
    }
    return money.plus(left.times(priceOfTheRest));
  }
}
