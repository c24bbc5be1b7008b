package io.trueup.benchmarks;

import io.trueup.facts.Addition;
import io.trueup.facts.Decision;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * What the clients of a generated month are billed for: mostly what was counted, give or take a few
 * units. Some lines ended, some begin soon, some have no price or are given away, and some products
 * have two lines or none.
 */
final class GeneratedLines {
  private static final int TYPES = 100;
  private static final LocalDate ENDED = LocalDate.of(2026, 9, 15);
  private static final LocalDate SOON = LocalDate.of(2026, 11, 10);
  private static final Instant DECIDED = Instant.parse("2026-10-01T09:00:00Z");

  private final Size size;
  private final long seed;
  private final int[] counted;

  /**
   * @param counted units by company and product, company after company
   */
  GeneratedLines(Size size, long seed, int[] counted) {
    this.size = size;
    this.seed = seed;
    this.counted = counted;
  }

  List<Addition> additions() {
    List<Addition> all = new ArrayList<>();
    int each = size.lines() / size.companies();
    for (int c = 0; c < size.companies(); c++) {
      SplittableRandom dice = GeneratedMonth.dice(seed, c, 100);
      for (int n = 0; n < each; n++) {
        all.add(line(c, n, dice));
      }
    }
    return all;
  }

  private Addition line(int c, int n, SplittableRandom dice) {
    int products = Assortment.PRODUCTS.size();
    int type = dice.nextInt(TYPES);
    boolean other = type == 1 || type == 2;
    int product = (n + (other ? 1 : 0)) % products;
    BigDecimal included = type == 3 || type == 4 ? BigDecimal.valueOf(2) : null;
    int units = counted[c * products + product] + (included == null ? 0 : 2);
    int wrong = dice.nextInt(5) == 0 ? dice.nextInt(7) - 3 : 0;
    int quantity =
        product == Assortment.FLAT_FEE || product == Assortment.UNMAPPED
            ? 1
            : other ? 1 + dice.nextInt(3) : Math.max(0, units + wrong);
    return new Addition(
        "A" + c + "-" + n,
        "G" + c,
        Assortment.PRODUCTS.get(product).code(),
        BigDecimal.valueOf(quantity),
        "",
        included,
        price(c, product),
        null,
        given(c, product) == 0 ? "no_charge" : "billable",
        type == 2 ? SOON : LocalDate.of(2025, 1 + n % 9, 1),
        type == 0 ? ENDED : null,
        Map.of());
  }

  /** 0 for a product that a client gets for nothing, 1 and 2 for one without a price. */
  private static int given(int c, int product) {
    return (c * 37 + product * 11) % 101;
  }

  /** The price of every line of a company's product; null and 0 are both no price. */
  private static @Nullable BigDecimal price(int c, int product) {
    if (given(c, product) == 1) {
      return null;
    }
    if (given(c, product) == 2) {
      return BigDecimal.ZERO;
    }
    Assortment.Product of = Assortment.PRODUCTS.get(product);
    // Some clients still pay what the vendor charged years ago.
    BigDecimal price =
        product == 10 && c % 50 == 3 ? of.unitCost().subtract(BigDecimal.ONE) : of.price();
    return c % 10 == 0 ? GeneratedMonth.canadian(price) : price;
  }

  List<Decision> decisions() {
    List<Decision> all = new ArrayList<>();
    for (int c = 0; c < size.companies(); c++) {
      for (int product = 0; product < Assortment.PRODUCTS.size(); product++) {
        int what = (c * 13 + product * 29) % 307;
        if (what < 3) {
          all.add(decision(c, product, what));
        }
      }
    }
    return all;
  }

  private static Decision decision(int c, int product, int what) {
    return new Decision(
        "D" + c + "-" + product,
        what == 2 ? "tolerance" : "waive",
        GeneratedMonth.companyId(c),
        Assortment.PRODUCTS.get(product).code(),
        what == 2 ? "2" : "",
        what == 1 ? LocalDate.of(2026, 9, 30) : null,
        "Agreed with the client",
        "billing",
        DECIDED,
        Map.of());
  }
}
