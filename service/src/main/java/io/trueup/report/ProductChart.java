package io.trueup.report;

import io.trueup.stage.DiscrepancyRow;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the money is: products with what is under-billed to the right and over-billed to the left.
 */
final class ProductChart {
  private static final int MOST = 9;

  private record Bar(String product, BigDecimal over, BigDecimal under) {
    BigDecimal size() {
      return under.subtract(over);
    }
  }

  private final InputIndex input;
  private final List<MoneyTotals> totals;
  private final Html html;

  ProductChart(InputIndex input, List<MoneyTotals> totals, Html html) {
    this.input = input;
    this.totals = totals;
    this.html = html;
  }

  void write(Collection<DiscrepancyRow> rows) {
    if (totals.isEmpty()) {
      return;
    }
    String currency = totals.get(0).currency();
    List<Bar> bars = bars(rows, currency);
    if (bars.isEmpty()) {
      return;
    }
    html.open("section", "class", "panel").element("h2", "By product");
    html.open("p", "class", "legend");
    html.open("span", "class", "key over").text("Over-billed").close("span");
    html.open("span", "class", "key under").text("Under-billed").close("span");
    html.span("note", currency + " a month").close("p");
    BigDecimal left =
        bars.stream().map(b -> b.over().negate()).reduce(BigDecimal.ZERO, BigDecimal::max);
    BigDecimal right = bars.stream().map(Bar::under).reduce(BigDecimal.ZERO, BigDecimal::max);
    html.open("ul", "class", "chart");
    for (Bar bar : bars) {
      draw(bar, left, left.add(right));
    }
    html.close("ul").close("section");
  }

  private static List<Bar> bars(Collection<DiscrepancyRow> rows, String currency) {
    Map<String, Bar> byProduct = new LinkedHashMap<>();
    for (DiscrepancyRow row : rows) {
      boolean under = row.classification().equals("UNDERBILLING");
      if (!row.currency().equals(currency)
          || !(under || row.classification().equals("OVERBILLING"))) {
        continue;
      }
      BigDecimal impact = Finding.known(row.monthlyImpact());
      byProduct.merge(
          row.productCode(),
          new Bar(
              row.productCode(),
              under ? BigDecimal.ZERO : impact,
              under ? impact : BigDecimal.ZERO),
          (a, b) -> new Bar(a.product(), a.over().add(b.over()), a.under().add(b.under())));
    }
    List<Bar> bars = new ArrayList<>(byProduct.values());
    bars.sort(Comparator.comparing(Bar::size).reversed().thenComparing(Bar::product));
    return bars.subList(0, Math.min(MOST, bars.size()));
  }

  private void draw(Bar bar, BigDecimal left, BigDecimal width) {
    if (width.signum() == 0) {
      return;
    }
    BigDecimal zero = share(left, width);
    BigDecimal over = share(bar.over().negate(), width);
    BigDecimal under = share(bar.under(), width);
    html.open("li").open("span", "class", "name").text(name(bar.product())).close("span");
    html.open("svg", "viewBox", "0 0 100 10", "preserveAspectRatio", "none", "aria-hidden", "true");
    rect("over", zero.subtract(over), over);
    rect("under", zero, under);
    html.open(
            "line",
            "class",
            "zero",
            "x1",
            zero.toPlainString(),
            "x2",
            zero.toPlainString(),
            "y1",
            "-2",
            "y2",
            "12")
        .close("line");
    html.close("svg").open("span", "class", "values");
    if (bar.over().signum() != 0) {
      html.span("over", Show.signed(bar.over()));
    }
    if (bar.under().signum() != 0) {
      html.span("under", Show.signed(bar.under()));
    }
    html.close("span").close("li");
  }

  private void rect(String tone, BigDecimal from, BigDecimal width) {
    if (width.signum() > 0) {
      html.open(
              "rect",
              "class",
              tone,
              "x",
              from.toPlainString(),
              "y",
              "1",
              "width",
              width.toPlainString(),
              "height",
              "8")
          .close("rect");
    }
  }

  private static BigDecimal share(BigDecimal part, BigDecimal whole) {
    return part.movePointRight(2).divide(whole, 2, RoundingMode.HALF_UP);
  }

  private String name(String code) {
    return input.product(code).map(p -> p.description()).filter(d -> !d.isEmpty()).orElse(code);
  }
}
