package io.trueup.folder;

import io.trueup.facts.Account;
import io.trueup.facts.AccountLink;
import io.trueup.facts.AccountSplit;
import io.trueup.facts.Addition;
import io.trueup.facts.Agreement;
import io.trueup.facts.Company;
import io.trueup.facts.Decision;
import io.trueup.facts.InputProblem;
import io.trueup.facts.Integration;
import io.trueup.facts.InvoiceLine;
import io.trueup.facts.Product;
import io.trueup.facts.ServiceMapping;
import io.trueup.facts.StreamSync;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** From a checked row to the fact it states. */
final class FactRows {
  private static final List<String> COUNTED_STATES = List.of("active", "assigned");

  private FactRows() {}

  static Company company(Row row) {
    Map<String, String> attributes = new TreeMap<>(row.attributes());
    if (row.given("integration_id")) {
      attributes.put("integration_id", row.text("integration_id"));
    }
    return new Company(
        row.text("company_id"),
        row.text("name"),
        row.text("legal_name"),
        row.list("domains"),
        row.list("contact_domains"),
        row.text("identifier"),
        row.text("address"),
        row.text("city"),
        row.text("state"),
        row.text("country"),
        row.text("phone"),
        row.text("parent_company_id"),
        row.text("status"),
        attributes);
  }

  static Agreement agreement(Row row) {
    return new Agreement(
        row.text("agreement_id"),
        row.text("company_id"),
        row.text("name"),
        row.text("status"),
        row.text("billing_cycle"),
        row.text("currency"),
        row.date("start_date"),
        row.date("end_date"),
        row.text("proration"),
        row.text("billing_timing"),
        row.attributes());
  }

  static Addition addition(Row row) {
    return new Addition(
        row.text("addition_id"),
        row.text("agreement_id"),
        row.text("product_code"),
        row.number("quantity"),
        row.text("description"),
        row.decimal("included_quantity"),
        row.decimal("unit_price"),
        row.decimal("unit_cost"),
        row.text("bill_customer"),
        row.date("effective_date"),
        row.date("cancelled_date"),
        row.attributes());
  }

  static InvoiceLine invoiceLine(Row row) {
    return new InvoiceLine(
        row.text("invoice_id"),
        Objects.requireNonNull(row.date("invoice_date"), "invoice_date"),
        row.text("company_id"),
        row.text("addition_id"),
        row.text("product_code"),
        row.number("quantity"),
        row.decimal("unit_price"),
        row.attributes());
  }

  static Product product(Row row) {
    return new Product(
        row.text("product_code"),
        row.text("description"),
        row.decimal("unit_price"),
        row.decimal("unit_cost"),
        row.text("currency"),
        row.attributes());
  }

  static Integration integration(Row row) {
    return new Integration(
        row.text("integration_id"),
        row.text("category"),
        row.text("vendor"),
        row.instant("last_attempt_at"),
        row.instant("last_success_at"),
        row.text("last_status"),
        row.number("max_age_hours"),
        row.text("match_on_name"),
        row.attributes());
  }

  static StreamSync streamSync(Row row) {
    Integer before = row.whole("previous_records");
    return new StreamSync(
        row.text("integration_id"),
        row.text("stream"),
        row.instant("last_attempt_at"),
        row.instant("last_success_at"),
        row.text("last_status"),
        count(row, "records"),
        before == null ? null : before.longValue(),
        count(row, "unreadable_records"),
        row.attributes());
  }

  static InputProblem syncProblem(Row row) {
    return new InputProblem(
        row.text("table") + ".csv",
        0,
        row.text("column"),
        row.text("kind"),
        Printable.value(row.text("value")),
        Printable.line(row.text("what")));
  }

  private static long count(Row row, String column) {
    return Objects.requireNonNull(row.whole(column), column);
  }

  static Account account(Row row) {
    return new Account(
        row.text("integration_id"),
        row.text("account_id"),
        row.text("name"),
        row.list("domains"),
        row.text("city"),
        row.text("state"),
        row.text("country"),
        row.text("phone"),
        row.text("external_ref"),
        row.text("parent_name"),
        row.text("status"),
        row.attributes());
  }

  static AccountLink accountLink(Row row) {
    return new AccountLink(
        row.text("integration_id"),
        row.text("account_id"),
        row.text("company_id"),
        row.attributes());
  }

  static AccountSplit accountSplit(Row row) {
    return new AccountSplit(
        row.text("integration_id"),
        row.text("account_id"),
        row.text("attribute"),
        row.list("value"),
        row.text("company_id"),
        row.attributes());
  }

  static ServiceMapping serviceMapping(Row row) {
    boolean statesGiven = row.given("states");
    Map<String, String> attributes = new TreeMap<>(row.attributes());
    if (row.given("preset")) {
      attributes.put("preset", row.text("preset"));
    }
    return new ServiceMapping(
        row.text("mapping_id"),
        row.text("product_code"),
        row.text("company_id"),
        row.text("category"),
        row.text("integration_id"),
        row.list("kind"),
        row.list("usage_product_code"),
        row.list("device_class"),
        statesGiven ? row.list("states") : COUNTED_STATES,
        statesGiven,
        row.pairs("attributes"),
        row.text("count"),
        row.whole("inactive_after_days"),
        row.number("units_per_billing_unit"),
        row.text("rounding"),
        row.decimal("minimum_quantity"),
        row.number("tolerance"),
        row.decimal("tolerance_amount"),
        row.text("basis"),
        row.text("role"),
        row.text("bundle_code"),
        attributes);
  }

  static Decision decision(Row row) {
    return new Decision(
        row.text("decision_id"),
        row.text("kind"),
        row.text("company_id"),
        row.text("product_code"),
        row.text("value"),
        row.date("until"),
        row.text("reason"),
        row.text("decided_by"),
        Objects.requireNonNull(row.instant("decided_at"), "decided_at"),
        row.attributes());
  }
}
