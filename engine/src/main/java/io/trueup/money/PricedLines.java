package io.trueup.money;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The billing lines of one product, and what more or fewer of its units are worth: growth at the
 * newest price, a cut off the newest line first, then the next. Units of a line whose price is
 * unknown, and units beyond all lines, are taken at the newest price.
 *
 * @param lines newest first
 */
public record PricedLines(List<Line> lines) {
  public PricedLines {
    lines = List.copyOf(lines);
  }

  /**
   * A line.
   *
   * @param billed units that it bills; negative for an adjustment
   * @param price of one unit: 0 on a line that is not charged for, empty when it is unknown
   */
  public record Line(BigDecimal billed, Optional<MonthlyPrice> price) {
    private boolean charged() {
      return price.filter(p -> p.perCycle().signum() > 0).isPresent();
    }
  }

  /**
   * Units that are added to or taken off a line.
   *
   * @param line its place among the lines; of units beyond all of them, that of the newest price
   */
  public record Part(int line, BigDecimal units, MonthlyPrice price) {
    /** Twelve times what they are worth a month, exact. */
    public BigDecimal twelfths() {
      return price.twelfths(units);
    }
  }

  /** The line that growth goes to: the newest with a price above 0. */
  private int growthLine() {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).charged()) {
        return i;
      }
    }
    return -1;
  }

  /** The newest price above 0. */
  public Optional<MonthlyPrice> growthPrice() {
    int line = growthLine();
    return line < 0 ? Optional.empty() : lines.get(line).price();
  }

  /** Which lines {@code delta} units go to or come off; units without any price are left out. */
  public List<Part> parts(BigDecimal delta) {
    Optional<MonthlyPrice> growth = growthPrice();
    if (delta.signum() >= 0) {
      return growth.map(price -> List.of(new Part(growthLine(), delta, price))).orElse(List.of());
    }
    List<Part> parts = new ArrayList<>(lines.size());
    BigDecimal left = delta.negate();
    for (int i = 0; i < lines.size() && left.signum() > 0; i++) {
      BigDecimal taken = lines.get(i).billed().max(BigDecimal.ZERO).min(left);
      Optional<MonthlyPrice> price = lines.get(i).price().or(() -> growth);
      if (taken.signum() > 0 && price.isPresent()) {
        parts.add(new Part(i, taken.negate(), price.get()));
      }
      left = left.subtract(taken);
    }
    if (left.signum() > 0 && growth.isPresent()) {
      parts.add(new Part(growthLine(), left.negate(), growth.get()));
    }
    return parts;
  }

  /** Twelve times what {@code delta} units more or less are worth a month, exact. */
  public BigDecimal twelfths(BigDecimal delta) {
    return parts(delta).stream().map(Part::twelfths).reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
