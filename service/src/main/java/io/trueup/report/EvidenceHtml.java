package io.trueup.report;

import io.trueup.facts.Addition;
import io.trueup.facts.Agreement;
import io.trueup.facts.Integration;
import io.trueup.result.Figures;
import io.trueup.rulebase.RuleInfo;
import io.trueup.stage.AccountOutcome;
import io.trueup.stage.DiscrepancyRow;
import io.trueup.stage.Reconciled;
import io.trueup.stage.RowEvidence;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Where the numbers of a discrepancy came from, step by step. */
final class EvidenceHtml {
  private static final int MOST_ACCOUNTS = 12;

  private final Reconciled result;
  private final InputIndex input;
  private final Html html;

  EvidenceHtml(Reconciled result, InputIndex input, Html html) {
    this.result = result;
    this.input = input;
    this.html = html;
  }

  void write(DiscrepancyRow row) {
    RowEvidence evidence = row.evidence();
    html.open("details").open("summary").text("Where this came from");
    html.spoken(": " + row.companyName() + " " + row.productCode()).close("summary");
    html.open("ol", "class", "steps");
    billed(row);
    new CountedHtml(result, input, html).write(row);
    sources(evidence);
    rules(evidence.rules());
    result(row);
    html.close("ol");
    html.open("p", "class", "note ref").text("Discrepancy ").element("code", row.discrepancyId());
    html.close("p").close("details").line();
  }

  private void step(String title) {
    html.open("li").element("h3", title);
  }

  private void billed(DiscrepancyRow row) {
    List<String> ids = row.evidence().additionIds();
    if (ids.isEmpty()) {
      return;
    }
    step("Billed " + Show.units(row.billed()));
    html.open(
        "div", "class", "scroll", "tabindex", "0", "role", "group", "aria-label", "Billing lines");
    html.open("table", "class", "lines").open("thead").open("tr");
    for (String name : List.of("Line", "Agreement", "Since")) {
      html.element("th", name, "scope", "col");
    }
    for (String name : List.of("Quantity", "Included", "Unit price")) {
      html.element("th", name, "scope", "col", "class", "num");
    }
    html.close("tr").close("thead").open("tbody");
    ids.stream().flatMap(id -> input.addition(id).stream()).forEach(this::line);
    html.close("tbody").close("table").close("div").close("li");
  }

  private void line(Addition line) {
    Optional<Agreement> agreement = input.agreement(line.agreementId());
    html.open("tr").open("td").element("code", line.additionId());
    html.text(" " + line.description());
    if (!line.billable()) {
      html.span("note", " (" + Show.words(line.billCustomer()) + ")");
    }
    html.close("td");
    html.element("td", agreement.map(Agreement::name).orElse(line.agreementId()));
    html.element("td", Show.shortDay(line.effectiveDate()));
    html.element("td", Show.units(line.quantity()), "class", "num");
    html.element("td", Show.units(line.included()), "class", "num");
    html.element("td", price(line, agreement), "class", "num").close("tr");
  }

  private static String price(Addition line, Optional<Agreement> agreement) {
    if (line.unitPrice() == null) {
      return "not known";
    }
    String currency = agreement.map(Agreement::currency).orElse("");
    BigDecimal price = Figures.price(line.unitPrice(), currency);
    String cycle =
        agreement
            .map(Agreement::billingCycle)
            .filter(c -> !c.equals("monthly"))
            .map(c -> " " + c)
            .orElse("");
    return currency + " " + (price == null ? "" : Show.number(price)) + cycle;
  }

  private void sources(RowEvidence evidence) {
    if (evidence.integrationIds().isEmpty() && evidence.accountKeys().isEmpty()) {
      return;
    }
    step("Read from");
    html.open("ul", "class", "plain");
    for (String id : evidence.integrationIds()) {
      String health = result.health(id);
      boolean well = health.equals("healthy");
      html.open("li").element("b", id);
      html.span(well ? "state" : "state ill", well ? "healthy" : Finding.reason(health));
      input
          .integration(id)
          .map(Integration::lastSuccessAt)
          .ifPresent(at -> html.text("last good sync " + Show.instant(at)));
      html.close("li");
    }
    evidence.accountKeys().stream().limit(MOST_ACCOUNTS).forEach(this::account);
    int more = evidence.accountKeys().size() - MOST_ACCOUNTS;
    if (more > 0) {
      html.element("li", "and " + Show.many(more, "further account") + " in accounts.csv");
    }
    html.close("ul").close("li");
  }

  private void account(String key) {
    AccountOutcome outcome = result.accounts().get(key);
    if (outcome == null) {
      return;
    }
    html.open("li").text("Account ").open("bdi").text(outcome.account().name()).close("bdi");
    html.text(" (").element("code", key).text("): " + outcome.decision());
    html.text(outcome.evidence().isEmpty() ? "" : ", " + outcome.evidence());
    if (!outcome.candidates().isEmpty()) {
      html.text(
          ", perhaps "
              + String.join(" or ", outcome.candidates().stream().map(this::company).toList()));
    }
    html.close("li");
  }

  private String company(String id) {
    return input.company(id).map(c -> c.name() + " " + id).orElse(id);
  }

  private void rules(List<RuleInfo> rules) {
    if (rules.isEmpty()) {
      return;
    }
    step(rules.size() == 1 ? "Rule" : "Rules");
    html.open("ul", "class", "plain");
    for (RuleInfo rule : rules) {
      html.open("li").element("code", rule.id()).text(" ").element("b", rule.name());
      html.text(" " + rule.rationale() + " ");
      html.span("note", rule.file() + ":" + rule.line()).close("li");
    }
    html.close("ul").close("li");
  }

  /** The sum itself, where it is one price times one number; prices of a cut may be several. */
  private void result(DiscrepancyRow row) {
    BigDecimal amount = row.held() ? row.heldAmount() : row.monthlyImpact();
    BigDecimal price = Figures.price(row.unitPrice(), row.currency());
    if (amount == null || amount.signum() == 0 || row.currency().isEmpty()) {
      return;
    }
    step("Result");
    html.open("p", "class", "sum");
    BigDecimal delta = row.delta();
    if (price != null
        && delta != null
        && Finding.known(Figures.amount(price.multiply(delta), row.currency())).compareTo(amount)
            == 0) {
      html.text(Show.signedUnits(delta) + " × " + Show.number(price) + " = ");
    } else if (delta != null && delta.signum() < 0) {
      html.text(Show.signedUnits(delta) + " at the lines' prices, the newest first = ");
    }
    html.element("b", row.currency() + " " + Show.signed(amount));
    html.text(row.held() ? " a month, held" : " a month").close("p").close("li");
  }
}
