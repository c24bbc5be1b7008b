package io.trueup.pages;

import io.trueup.glance.ProductMoney;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Products of one currency as bars: what is overbilled to the left, what is underbilled to the
 * right.
 *
 * @param zero where nothing is, in percent of the width
 */
public record ServiceBars(String currency, List<Bar> bars, BigDecimal zero) {
  /** Products shown of each currency. */
  static final int MOST = 9;

  public ServiceBars {
    bars = List.copyOf(bars);
  }

  /** A product; places in percent of the width. */
  public record Bar(ProductMoney product, BigDecimal overX, BigDecimal over, BigDecimal under) {}

  /** One a currency, the one with the most money first. */
  static List<ServiceBars> of(List<ProductMoney> products) {
    Map<String, List<ProductMoney>> byCurrency = new LinkedHashMap<>();
    for (ProductMoney each : products) {
      byCurrency.computeIfAbsent(each.currency(), key -> new ArrayList<>()).add(each);
    }
    return byCurrency.entrySet().stream()
        .sorted(
            java.util.Comparator.comparing(
                    (Map.Entry<String, List<ProductMoney>> each) -> total(each.getValue()))
                .reversed()
                .thenComparing(Map.Entry::getKey))
        .map(each -> of(each.getKey(), each.getValue()))
        .toList();
  }

  private static BigDecimal total(List<ProductMoney> products) {
    return products.stream().map(ProductMoney::size).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static ServiceBars of(String currency, List<ProductMoney> products) {
    BigDecimal left = BigDecimal.ZERO;
    BigDecimal right = BigDecimal.ZERO;
    for (ProductMoney each : products) {
      left = left.max(each.overbilled().negate());
      right = right.max(each.underbilled());
    }
    BigDecimal range = left.add(right).max(new BigDecimal("0.01"));
    BigDecimal zero = share(left, range);
    List<Bar> bars = new ArrayList<>();
    for (ProductMoney each : products) {
      BigDecimal over = share(each.overbilled().negate(), range);
      bars.add(new Bar(each, zero.subtract(over), over, share(each.underbilled(), range)));
    }
    return new ServiceBars(currency, bars, zero);
  }

  private static BigDecimal share(BigDecimal part, BigDecimal whole) {
    return part.movePointRight(2).divide(whole, 2, RoundingMode.HALF_UP);
  }
}
