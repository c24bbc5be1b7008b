package io.trueup.report;

import io.trueup.stage.DiscrepancyRow;
import java.util.Collection;
import java.util.List;

/** What is right: told in one line, listed when asked for. */
final class MatchedHtml {
  private static final int MOST = 2_000;

  private final InputIndex input;
  private final Html html;

  MatchedHtml(InputIndex input, Html html) {
    this.input = input;
    this.html = html;
  }

  void write(Collection<DiscrepancyRow> rows) {
    List<DiscrepancyRow> matched =
        rows.stream().filter(row -> row.classification().equals("MATCHED")).toList();
    html.open(
        "section", "class", "panel wide", "id", "matched", "aria-labelledby", "matched-title");
    html.open("h2", "id", "matched-title").text("Matched ");
    html.span("count", Show.count(matched.size())).close("h2");
    if (matched.isEmpty()) {
      html.element("p", "No billing position agrees with its usage.", "class", "note");
      html.close("section");
      return;
    }
    html.element(
        "p",
        "Billed what is used, or known not to follow usage, tolerated or waived. Nothing to do, and in no total; all are in discrepancies.csv.",
        "class",
        "note");
    html.open("details")
        .element("summary", "Show " + Show.many(matched.size(), "matched position"));
    html.open("table", "class", "compact").open("thead").open("tr");
    for (String name : List.of("Client", "Product")) {
      html.element("th", name, "scope", "col");
    }
    for (String name : List.of("Billed", "Used")) {
      html.element("th", name, "scope", "col", "class", "num");
    }
    html.element("th", "Why", "scope", "col").close("tr").close("thead").open("tbody").line();
    matched.stream().limit(MOST).forEach(this::row);
    html.close("tbody").close("table");
    if (matched.size() > MOST) {
      html.element("p", "The rest is in discrepancies.csv.", "class", "note");
    }
    html.close("details").close("section").line();
  }

  private void row(DiscrepancyRow row) {
    html.open("tr").element("th", row.companyName(), "scope", "row");
    html.open("td").text(row.productCode());
    input
        .product(row.productCode())
        .map(p -> p.description())
        .filter(text -> !text.isEmpty())
        .ifPresent(text -> html.text(" ").span("note", text));
    html.close("td");
    html.element("td", Show.units(row.billed()), "class", "num");
    html.element("td", Show.units(row.used()), "class", "num");
    html.open("td").text(row.reason().equals("equal") ? "equal" : Show.words(row.reason()));
    if (Finding.known(row.monthlyImpact()).signum() != 0) {
      html.span(
          "note",
          " "
              + row.currency()
              + " "
              + Show.signed(Finding.known(row.monthlyImpact()))
              + ", in no total");
    }
    html.close("td").close("tr").line();
  }
}
