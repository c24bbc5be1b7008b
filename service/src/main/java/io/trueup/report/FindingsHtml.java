package io.trueup.report;

import io.trueup.stage.DiscrepancyRow;
import io.trueup.stage.Summary;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Discrepancies, a table for each currency, the largest amount first. */
final class FindingsHtml {
  /** Discrepancies whose evidence the page shows; of the others it says where it is. */
  private static final int MOST_EVIDENCE = 1_000;

  /** Discrepancies of a section that the page lists; a browser would choke on more. */
  private static final int MOST_ROWS = 5_000;

  private final InputIndex input;
  private final EvidenceHtml evidence;
  private final Html html;
  private int shown;

  FindingsHtml(InputIndex input, EvidenceHtml evidence, Html html) {
    this.input = input;
    this.evidence = evidence;
    this.html = html;
  }

  void discrepancies(List<DiscrepancyRow> rows, Summary summary) {
    open("discrepancies", "Discrepancies", rows.size());
    if (rows.isEmpty()) {
      html.element(
          "p",
          summary.audited()
              ? "Nothing is billed that is not used, and nothing used that is not billed."
              : "None were found because there was nothing to compare.",
          "class",
          "note");
    } else {
      controls(rows);
      for (MoneyTotals total : MoneyTotals.of(summary, rows)) {
        List<DiscrepancyRow> mine = of(rows, total.currency());
        table(total.currency(), "A month", mine.stream().filter(row -> !row.held()).toList());
        table(
            total.currency() + ", held: in doubt, and in no total",
            "Held a month",
            mine.stream().filter(DiscrepancyRow::held).toList());
      }
      table("Without an amount", "A month", of(rows, ""));
    }
    html.close("section").line();
  }

  void setup(List<DiscrepancyRow> rows) {
    open("setup", "Setup issues", rows.size());
    html.element(
        "p",
        rows.isEmpty()
            ? "Every source, account and product is set up."
            : "Until these are settled, money behind them is held: it is in no total above.",
        "class",
        "note");
    if (!rows.isEmpty()) {
      table("", "Held a month", rows);
    }
    html.close("section").line();
  }

  private void open(String id, String title, int count) {
    html.open("section", "class", "panel wide", "id", id, "aria-labelledby", id + "-title");
    html.open("h2", "id", id + "-title").text(title + " ");
    html.span("count", Show.count(count)).close("h2");
  }

  private static List<DiscrepancyRow> of(Collection<DiscrepancyRow> rows, String currency) {
    return rows.stream().filter(row -> row.currency().equals(currency)).toList();
  }

  /** Hidden until the script is there to serve them. */
  private void controls(Collection<DiscrepancyRow> rows) {
    Map<String, String> classes = new LinkedHashMap<>();
    TreeSet<String> actors = new TreeSet<>();
    for (String name :
        List.of("UNDERBILLING", "OVERBILLING", "INACTIVE_SEATS", "MISSING_PRICE", "FOLLOW_UP")) {
      if (rows.stream().anyMatch(row -> row.classification().equals(name))) {
        classes.put(name, Finding.label(name));
      }
    }
    rows.stream().map(DiscrepancyRow::acts).filter(a -> !a.isEmpty()).forEach(actors::add);
    html.open("form", "class", "controls", "hidden", "", "aria-label", "Filter discrepancies");
    html.open(
        "input",
        "type",
        "search",
        "name",
        "text",
        "placeholder",
        "Client or product",
        "aria-label",
        "Client or product");
    html.open("select", "name", "class", "aria-label", "Finding")
        .element("option", "All findings", "value", "");
    classes.forEach((value, label) -> html.element("option", label, "value", value));
    html.close("select");
    html.open("select", "name", "acts", "aria-label", "Who acts")
        .element("option", "Anyone acts", "value", "");
    actors.forEach(actor -> html.element("option", Show.sentence(actor), "value", actor));
    html.close("select");
    html.element("button", "Open all evidence", "type", "button", "name", "all");
    html.element("button", "Clear", "type", "reset");
    html.open("output", "aria-live", "polite").close("output");
    html.close("form").line();
  }

  private void table(String caption, String amounts, Collection<DiscrepancyRow> rows) {
    if (rows.isEmpty()) {
      return;
    }
    List<DiscrepancyRow> sorted = new ArrayList<>(rows);
    sorted.sort(
        Comparator.comparing((DiscrepancyRow row) -> Finding.atStake(row).abs())
            .reversed()
            .thenComparing(DiscrepancyRow::companyName)
            .thenComparing(DiscrepancyRow::discrepancyId));
    html.open("table", "class", "findings");
    html.open("caption");
    if (caption.isEmpty()) {
      html.spoken("Setup issues, the most money first");
    } else {
      html.text(caption).text(" ").span("count", Show.count(rows.size()));
    }
    html.close("caption");
    html.open("thead").open("tr");
    head("Client and product", "", "text");
    head("Finding", "", "text");
    head("Billed", "num", "number");
    head("Used", "num", "number");
    head("Change", "num", "number");
    head(amounts, "num", "number");
    html.close("tr").close("thead").line();
    int room = Math.min(sorted.size(), Math.max(0, MOST_ROWS - shown));
    sorted.subList(0, room).forEach(this::row);
    html.close("table").line();
    if (room < sorted.size()) {
      html.element(
          "p",
          Show.count(sorted.size() - room) + " smaller ones are in discrepancies.csv.",
          "class",
          "note");
    }
  }

  private void head(String name, String cssClass, String kind) {
    html.element(
        "th", name, "scope", "col", cssClass.isEmpty() ? "" : "class", cssClass, "data-sort", kind);
  }

  private void row(DiscrepancyRow row) {
    html.open(
        "tbody",
        "id",
        row.discrepancyId(),
        "data-class",
        row.classification(),
        "data-acts",
        row.acts(),
        "data-cause",
        Cause.key(row));
    html.open("tr").open("th", "scope", "row");
    html.open("bdi").text(who(row)).close("bdi");
    html.span("product", what(row)).close("th");
    html.open("td")
        .span("badge " + Finding.tone(row.classification()), Finding.label(row.classification()));
    html.span("reason", Finding.reason(row.reason())).close("td");
    number("Billed", Show.units(row.billed()), row.billed());
    number("Used", Show.units(row.used()), row.used());
    number("Change", Show.signedUnits(row.delta()), row.delta());
    money(row);
    html.close("tr").line();
    html.open("tr", "class", "why").open("td", "colspan", "6");
    html.element("p", row.explanation());
    if (!row.nextAction().isEmpty()) {
      html.open("p", "class", "next").element("b", row.nextAction());
      html.span("acts", row.acts()).close("p");
    }
    if (shown++ < MOST_EVIDENCE) {
      evidence.write(row);
    } else {
      html.element(
          "p", "Its evidence is in discrepancies.json: " + row.discrepancyId(), "class", "note");
    }
    html.close("td").close("tr").close("tbody").line();
  }

  private static String who(DiscrepancyRow row) {
    if (!row.companyName().isEmpty()) {
      return row.companyName();
    }
    return row.accountId().isEmpty() ? "No client" : row.integrationId() + " / " + row.accountId();
  }

  private String what(DiscrepancyRow row) {
    String code = row.productCode();
    if (code.isEmpty()) {
      return row.accountId().isEmpty() ? row.integrationId() : "account " + row.accountId();
    }
    return input
        .product(code)
        .map(p -> p.description())
        .filter(text -> !text.isEmpty())
        .map(text -> text + " · " + code)
        .orElse(code);
  }

  private void number(
      String label, String text, @org.jspecify.annotations.Nullable BigDecimal value) {
    html.element(
        "td",
        text,
        "class",
        "num",
        "data-label",
        label,
        "data-value",
        value == null ? "" : value.toPlainString());
  }

  private void money(DiscrepancyRow row) {
    BigDecimal stake = Finding.atStake(row);
    html.open(
        "td",
        "class",
        "num money",
        "data-label",
        "A month",
        "data-value",
        stake.abs().toPlainString());
    BigDecimal impact = Finding.known(row.monthlyImpact());
    if (row.held()) {
      html.open("span", "class", "amount held");
      html.text(row.heldAmount() == null ? "not known" : Show.signed(row.heldAmount()))
          .close("span");
      html.span("note", "held" + (row.estimated() ? ", estimated" : ""));
    } else if (impact.signum() != 0) {
      html.span("amount " + Finding.tone(row.classification()), Show.signed(impact));
      if (row.estimated()) {
        html.span("note", "estimated");
      }
    } else if (Finding.known(row.reclaimable()).signum() == 0
        && Finding.known(row.oneOff()).signum() == 0) {
      html.text("\u2013");
    }
    if (Finding.known(row.reclaimable()).signum() != 0) {
      html.span("note", Show.number(Finding.known(row.reclaimable())) + " reclaimable");
    }
    if (Finding.known(row.oneOff()).signum() != 0) {
      html.span("note", Show.number(Finding.known(row.oneOff())) + " once");
    }
    html.close("td");
  }
}
