package io.trueup.ruletests;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Draws what is billed in a generated month, what people decided, and what was before. */
final class MonthBilling {

  private final TextMonth month;
  private final Dice dice;
  private final boolean full;
  private final List<String> products;
  private final MonthClients clients;
  private int lines;
  private int decisions;

  MonthBilling(
      TextMonth month,
      Dice dice,
      boolean full,
      List<MonthServices.Service> services,
      MonthClients clients) {
    this.month = month;
    this.dice = dice;
    this.full = full;
    this.products = services.stream().map(MonthServices.Service::product).toList();
    this.clients = clients;
  }

  void drawLines() {
    for (String agreement : clients.agreementIds) {
      for (String product : products) {
        if (dice.percent(agreement.endsWith("-1") ? 65 : 20)) {
          for (int n = dice.of(1, 1, 1, 2, 3); n > 0; n--) {
            line(agreement, product);
          }
        }
      }
      if (dice.percent(8)) {
        line(agreement, "LEGACY-" + dice.between(1, 2));
      }
    }
  }

  private void line(String agreement, String product) {
    LocalDate asOf = month.asOf();
    boolean adjustment = dice.percent(6);
    int scheduled = full && dice.percent(50) ? dice.between(1, 40) : dice.between(41, 90);
    String effective =
        switch (dice.between(0, 11)) {
          case 0 -> asOf.toString();
          case 1 -> asOf.plusDays(scheduled).toString();
          case 2, 3, 4, 5 -> asOf.minusDays(dice.between(20, 40)).toString();
          case 6, 7 -> asOf.minusDays(dice.between(60, 400)).toString();
          default -> "";
        };
    boolean begun = effective.isEmpty() || !LocalDate.parse(effective).isAfter(asOf.minusDays(20));
    month.add(
        "additions.csv",
        "addition_id",
        "L" + (++lines),
        "agreement_id",
        agreement,
        "product_code",
        product,
        "quantity",
        adjustment
            ? dice.of("-1", "-2")
            : dice.percent(8) ? dice.of("0", "2.5", "40") : String.valueOf(dice.between(1, 9)),
        "description",
        dice.maybe(20, "Per unit, \"all in\""),
        "included_quantity",
        adjustment ? "" : dice.maybe(15, dice.of("1", "2", "4")),
        "unit_price",
        price(adjustment),
        "bill_customer",
        dice.percent(88) ? dice.maybe(50, "billable") : dice.of("do_not_bill", "no_charge"),
        "effective_date",
        effective,
        "cancelled_date",
        begun
            ? switch (dice.between(0, 14)) {
              case 0 -> asOf.toString();
              case 1 -> asOf.plusDays(1).toString();
              case 2 -> asOf.minusDays(10).toString();
              case 3 -> asOf.plusDays(80).toString();
              default -> "";
            }
            : "");
  }

  private String price(boolean adjustment) {
    String known = dice.of("22.00", "6", "12.5", "0.0325", "7.77", "45.005", "100", "1");
    return adjustment || dice.percent(86) ? known : dice.of("", "", "0", "0.00");
  }

  /** Lets some positions agree: random counts seldom would. */
  void settle() {
    for (OracleRow row : Oracle.reconcile(month).rows()) {
      String delta = row.find("delta");
      boolean differs = !delta.isEmpty() && new BigDecimal(delta).signum() != 0;
      if (!differs || row.find("billed_quantity").isEmpty() || !dice.percent(40)) {
        continue;
      }
      for (Map<String, String> line : List.copyOf(month.rows("additions.csv"))) {
        Map<String, String> agreement = agreement(line.getOrDefault("agreement_id", ""));
        if (row.find("product_code").equals(line.get("product_code"))
            && row.find("company_id").equals(agreement.get("company_id"))
            && row.find("currency").equals(agreement.getOrDefault("currency", "USD"))
            && !line.getOrDefault("quantity", "").startsWith("-")) {
          BigDecimal quantity =
              new BigDecimal(line.getOrDefault("quantity", "0")).add(new BigDecimal(delta));
          if (full && dice.percent(30)) {
            schedule(line, new BigDecimal(delta));
            break;
          }
          if (quantity.signum() > 0) {
            line.put("quantity", quantity.toPlainString());
            break;
          }
        }
      }
    }
  }

  /** A line to come that covers the growth, or falls a little short of it. */
  private void schedule(Map<String, String> line, BigDecimal delta) {
    if (delta.signum() > 0) {
      month.add(
          "additions.csv",
          "addition_id",
          "S" + (++lines),
          "agreement_id",
          line.getOrDefault("agreement_id", ""),
          "product_code",
          line.getOrDefault("product_code", ""),
          "quantity",
          dice.percent(70)
              ? delta.toPlainString()
              : delta.add(BigDecimal.valueOf(dice.of(-0.5, 1.0))).toPlainString(),
          "unit_price",
          dice.of("22.00", "9.99"),
          "effective_date",
          month.asOf().plusDays(dice.of(1, 2, 10, 31, 32)).toString());
    }
  }

  private Map<String, String> agreement(String id) {
    return month.rows("agreements.csv").stream()
        .filter(r -> id.equals(r.get("agreement_id")))
        .findFirst()
        .orElse(Map.of());
  }

  void drawInvoices() {
    for (String company : clients.companies) {
      for (String product : products) {
        if (dice.percent(50)) {
          month.add(
              "invoice_lines.csv",
              "invoice_id",
              "INV-" + company,
              "invoice_date",
              month.asOf().withDayOfMonth(1).minusDays(dice.of(0, 0, 0, 1)).toString(),
              "company_id",
              company,
              "product_code",
              product,
              "quantity",
              String.valueOf(dice.between(1, 6)),
              "unit_price",
              "10");
        }
      }
    }
  }

  void drawDecisions() {
    for (String kind : List.of("tolerance", "tolerance_amount", "waive", "bill_committed")) {
      for (int n = month.rows("additions.csv").isEmpty() ? 0 : dice.between(0, 2); n > 0; n--) {
        String value =
            switch (kind) {
              case "tolerance" -> dice.of("1", "3");
              case "tolerance_amount" -> dice.of("10.00", "50");
              default -> "";
            };
        if (kind.equals("bill_committed") || dice.percent(50)) {
          // About a line that is there, so that the decision has something to decide.
          List<Map<String, String>> lines = month.rows("additions.csv");
          List<Map<String, String>> licences =
              lines.stream()
                  .filter(l -> l.getOrDefault("product_code", "").startsWith("M365"))
                  .toList();
          Map<String, String> line = dice.of(licences.isEmpty() ? lines : licences);
          String company =
              agreement(line.getOrDefault("agreement_id", "")).getOrDefault("company_id", "");
          decision(kind, company, line.getOrDefault("product_code", ""), value);
        } else {
          decision(kind, dice.of(clients.companies), dice.of(products), value);
        }
      }
    }
    if (dice.percent(40)) {
      String home = dice.of(clients.companies);
      String other = dice.of(clients.companies);
      decision("home_company", home, "", "U" + dice.between(1, 9) + "@" + other + ".example");
    }
  }

  private void decision(String kind, String company, String product, String value) {
    month.add(
        "decisions.csv",
        "decision_id",
        "dec-" + (++decisions),
        "kind",
        kind,
        "company_id",
        company,
        "product_code",
        product,
        "value",
        value,
        "until",
        dice.maybe(40, month.asOf().plusDays(dice.between(-1, 3)).toString()),
        "reason",
        "Agreed with the client",
        "decided_by",
        "bob",
        "decided_at",
        "2026-01-05T09:30:00+01:00");
  }

  /** The previous run's usage, some records more or fewer; now and then many more. */
  void drawPrevious() {
    List<Map<String, String>> now = new ArrayList<>(month.rows("usage.csv"));
    month.table("previous/usage.csv");
    for (Map<String, String> row : now) {
      if (dice.percent(92)) {
        month.table("previous/usage.csv").add(row);
      }
    }
    for (Map<String, String> integration : month.rows("integrations.csv")) {
      String id = integration.getOrDefault("integration_id", "");
      List<Map<String, String>> own =
          now.stream().filter(r -> id.equals(r.get("integration_id"))).toList();
      if (own.isEmpty()) {
        continue;
      }
      // More than half of so many gone is a collapse; exactly half, or fewer than ten, is not.
      int gone =
          dice.percent(12) ? dice.of(own.size(), own.size() + 1, 10, 30) : dice.between(0, 3);
      for (int i = 0; i < gone; i++) {
        Map<String, String> copy = new LinkedHashMap<>(dice.of(own));
        copy.put("record_id", "gone-" + i);
        month.table("previous/usage.csv").add(copy);
      }
    }
    if (full) {
      LocalDate day = month.asOf().minusDays(dice.between(1, 35));
      month
          .rows("integrations.csv")
          .forEach(
              row -> {
                Map<String, String> before = new LinkedHashMap<>(row);
                before.put("last_success_at", day + "T06:00:00Z");
                month.table("previous/integrations.csv").add(before);
              });
    }
  }
}
