package io.trueup.report;

import io.trueup.stage.DiscrepancyRow;
import io.trueup.stage.Summary;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The figures first, and before them whatever makes them mean less than they seem to. */
final class HeadlineHtml {
  private static final Map<String, String> ICONS =
      Map.of(
          "under", icon("M4 17l6-6 4 4 6-8M15 7h5v5"),
          "over", icon("M4 7l6 6 4-4 6 8M15 17h5v-5"),
          "held", icon("M9 5v14M15 5v14"),
          "idle", icon("M20 12a8 8 0 1 1-3-6.2M20 3v4h-4M12 8v4l3 2"));

  private final Summary summary;
  private final List<DiscrepancyRow> rows;
  private final List<MoneyTotals> totals;
  private final Html html;

  HeadlineHtml(Summary summary, List<DiscrepancyRow> rows, Html html) {
    this.summary = summary;
    this.rows = rows;
    this.totals = MoneyTotals.of(summary, rows);
    this.html = html;
  }

  private static String icon(String path) {
    return "<svg class=\"icon\" viewBox=\"0 0 24 24\" aria-hidden=\"true\"><path d=\""
        + path
        + "\"/></svg>";
  }

  void write() {
    warnings();
    html.open("section", "class", "cards", "aria-label", "Totals a month");
    card(
        "under",
        "Under-billed",
        "used, but not billed",
        t -> t.totals().underbilled(),
        "UNDERBILLING");
    card(
        "over", "Over-billed", "billed, but not used", t -> t.totals().overbilled(), "OVERBILLING");
    held();
    card("idle", "Reclaimable", "billed and counted, but idle", t -> t.totals().reclaimable(), "");
    html.close("section").line();
  }

  private void warnings() {
    Summary.Coverage coverage = summary.coverage();
    if (!summary.audited()) {
      warning(
          "Nothing was audited",
          "There were "
              + Show.many(coverage.records(), "usage record")
              + " and "
              + Show.many(coverage.lines(), "billing line")
              + " in force. The zeros below are not a clean month: there was nothing to compare.");
    }
    if (!summary.complete()) {
      warning(
          "This result is incomplete",
          "Parts were not evaluated, and what is missing may change the figures: "
              + String.join("; ", summary.stopped()));
    }
  }

  private void warning(String what, String why) {
    html.open("div", "class", "warning", "role", "note");
    html.element("strong", what).element("p", why).close("div").line();
  }

  private void card(
      String tone,
      String name,
      String meaning,
      Function<MoneyTotals, BigDecimal> figure,
      String classification) {
    html.open("div", "class", "card " + tone).open("h2").markup(ICONS.getOrDefault(tone, ""));
    html.text(name).close("h2");
    amounts(figure);
    html.open("p", "class", "note").text(Show.sentence(meaning));
    if (!classification.isEmpty()) {
      long lines = rows.stream().filter(r -> r.classification().equals(classification)).count();
      long clients =
          rows.stream()
              .filter(r -> r.classification().equals(classification))
              .map(DiscrepancyRow::companyId)
              .distinct()
              .count();
      html.text(" · " + Show.many(lines, "line") + ", " + Show.many(clients, "client"));
    }
    html.close("p");
    if (classification.equals("UNDERBILLING")) {
      oneOff();
    }
    html.close("div");
  }

  private void held() {
    html.open("div", "class", "card held").open("h2").markup(ICONS.getOrDefault("held", ""));
    html.text("Held apart").close("h2");
    amounts(t -> t.totals().held());
    html.element("p", "In doubt, and in no other figure", "class", "note");
    for (MoneyTotals each : totals) {
      if (each.heldUp().signum() != 0 && each.heldDown().signum() != 0) {
        html.element(
            "p",
            each.currency()
                + " "
                + Show.signed(each.heldUp())
                + " and "
                + Show.signed(each.heldDown()),
            "class",
            "note");
      }
    }
    html.close("div");
  }

  private void oneOff() {
    for (MoneyTotals each : totals) {
      if (each.oneOff().signum() != 0) {
        html.element(
            "p",
            "and " + each.currency() + " " + Show.number(each.oneOff()) + " due once",
            "class",
            "note");
      }
    }
  }

  private void amounts(Function<MoneyTotals, BigDecimal> figure) {
    if (totals.isEmpty()) {
      html.element("p", "\u2013", "class", "figure");
    }
    boolean first = true;
    for (MoneyTotals each : totals) {
      BigDecimal amount = figure.apply(each);
      if (first || amount.signum() != 0) {
        html.open("p", "class", first ? "figure" : "figure small");
        html.span("cur", each.currency()).text(" " + Show.number(amount)).close("p");
      }
      first = false;
    }
  }
}
