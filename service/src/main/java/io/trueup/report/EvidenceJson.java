package io.trueup.report;

import io.trueup.facts.Addition;
import io.trueup.facts.Agreement;
import io.trueup.facts.Decision;
import io.trueup.facts.ServiceMapping;
import io.trueup.facts.UsageTable;
import io.trueup.result.Column;
import io.trueup.result.Figures;
import io.trueup.result.JsonText;
import io.trueup.rulebase.RuleInfo;
import io.trueup.stage.AccountOutcome;
import io.trueup.stage.DiscrepancyRow;
import io.trueup.stage.Reconciled;
import io.trueup.stage.RowEvidence;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Where the figures of discrepancies came from, as JSON: billing lines, mapping, integrations,
 * accounts, rules, the records by account, people's decisions, and the facts that the rules
 * matched.
 */
final class EvidenceJson {
  /**
   * Records of one account and usage that are named, but for matched positions; all are in
   * usage.csv.
   */
  static final int NAMED_RECORDS = 50;

  private final Reconciled result;
  private final InputIndex input;

  EvidenceJson(Reconciled result, InputIndex input) {
    this.result = result;
    this.input = input;
  }

  /** Decisions with who and why; nothing at all where there is none. */
  void decisions(List<String> ids, JsonText json) throws IOException {
    if (ids.isEmpty()) {
      return;
    }
    json.array("decisions");
    for (String id : ids) {
      Decision decision = input.decision(id).orElse(null);
      if (decision != null) {
        json.open()
            .field("decision_id", id)
            .field("kind", decision.kind())
            .field("company_id", decision.companyId())
            .field("product_code", decision.productCode())
            .field("value", decision.value())
            .field("until", decision.until())
            .field("reason", decision.reason())
            .field("decided_by", decision.decidedBy())
            .field("decided_at", decision.decidedAt())
            .end();
      }
    }
    json.endArray();
  }

  /** The evidence with rules, mapping and integrations by their ids: a file describes them once. */
  void write(DiscrepancyRow row, JsonText json) throws IOException {
    RowEvidence evidence = row.evidence();
    billed(evidence, json);
    accounts(evidence.accountKeys(), json);
    used(row, json);
  }

  /** The billing lines, the mapping and the integrations that were read. */
  void billed(RowEvidence evidence, JsonText json) throws IOException {
    lines(evidence, json);
    json.field("mapping_id", evidence.mappingId());
    json.field("integration_ids", evidence.integrationIds());
  }

  /** The usage, by account and by client. */
  void used(DiscrepancyRow row, JsonText json) throws IOException {
    RowEvidence evidence = row.evidence();
    usage(evidence, row.classification().equals("MATCHED") ? 0 : NAMED_RECORDS, json);
    json.array("parts");
    for (Map.Entry<String, BigDecimal> part : evidence.parts().entrySet()) {
      json.open()
          .field("company_id", part.getKey())
          .field("used_quantity", Figures.units(part.getValue()))
          .end();
    }
    json.endArray();
    json.field("duplicates", evidence.duplicates());
  }

  /** The mapping that counted: one, or none. */
  List<ServiceMapping> mappings(DiscrepancyRow row) {
    return input.mapping(row.evidence().mappingId()).stream().toList();
  }

  private void lines(RowEvidence evidence, JsonText json) throws IOException {
    json.array("lines");
    for (String id : evidence.additionIds()) {
      Addition line = input.addition(id).orElse(null);
      if (line == null) {
        continue;
      }
      json.open()
          .field("addition_id", id)
          .field("agreement_id", line.agreementId())
          .field("product_code", line.productCode())
          .field("description", line.description())
          .field("quantity", Figures.units(line.quantity()))
          .field("included_quantity", Figures.units(line.included()))
          .field("billed_quantity", Figures.units(line.billed()))
          .field("unit_price", line.unitPrice())
          .field("bill_customer", line.billCustomer())
          .field("effective_date", line.effectiveDate())
          .field("cancelled_date", line.cancelledDate());
      Agreement agreement = input.agreement(line.agreementId()).orElse(null);
      if (agreement != null) {
        json.field("agreement_name", agreement.name())
            .field("billing_cycle", agreement.billingCycle())
            .field("currency", agreement.currency());
      }
      json.end();
    }
    json.endArray();
  }

  static void mapping(ServiceMapping mapping, JsonText json) throws IOException {
    json.open()
        .field("mapping_id", mapping.mappingId())
        .field("product_code", mapping.productCode())
        .field("company_id", mapping.companyId())
        .field("category", mapping.category())
        .field("integration_id", mapping.integrationId())
        .field("kind", mapping.kinds())
        .field("usage_product_code", mapping.usageProductCodes())
        .field("device_class", mapping.deviceClasses())
        .field("states", mapping.states())
        .object("attributes");
    for (Map.Entry<String, String> filter : mapping.attributeFilters().entrySet()) {
      json.field(filter.getKey(), filter.getValue());
    }
    json.end()
        .field("count", mapping.count())
        .field("inactive_after_days", mapping.inactiveAfterDays())
        .field("units_per_billing_unit", Figures.units(mapping.unitsPerBillingUnit()))
        .field("rounding", mapping.rounding())
        .field("minimum_quantity", Figures.units(mapping.minimumQuantity()))
        .field("tolerance", Figures.units(mapping.tolerance()))
        .field("tolerance_amount", mapping.toleranceAmount())
        .field("basis", mapping.basis())
        .field("role", mapping.role())
        .field("bundle_code", mapping.bundleCode())
        .end();
  }

  void integrations(Collection<String> ids, JsonText json) throws IOException {
    json.array("integrations");
    for (String id : ids) {
      json.open().field("integration_id", id).field("health", result.health(id));
      var integration = input.integration(id).orElse(null);
      if (integration != null) {
        json.field("category", integration.category())
            .field("vendor", integration.vendor())
            .field("last_status", integration.lastStatus())
            .field("last_attempt_at", integration.lastAttemptAt())
            .field("last_success_at", integration.lastSuccessAt())
            .field("max_age_hours", Figures.units(integration.maxAgeHours()));
      }
      json.end();
    }
    json.endArray();
  }

  void accounts(Collection<String> keys, JsonText json) throws IOException {
    json.array("accounts");
    for (String key : keys) {
      AccountOutcome outcome = result.accounts().get(key);
      if (outcome != null) {
        json.open()
            .fields(Column.accounts(), outcome)
            .field("name", outcome.account().name())
            .field("rule_ids", outcome.rules().stream().map(RuleInfo::id).toList())
            .end();
      }
    }
    json.endArray();
  }

  static void rules(Collection<RuleInfo> rules, JsonText json) throws IOException {
    json.array("rules");
    for (RuleInfo rule : rules) {
      json.open()
          .field("id", rule.id())
          .field("name", rule.name())
          .field("stage", rule.stage())
          .field("owner", rule.owner())
          .field("rationale", rule.rationale())
          .field("file", rule.file())
          .field("line", rule.line())
          .end();
    }
    json.endArray();
  }

  private void usage(RowEvidence evidence, int named, JsonText json) throws IOException {
    json.array("usage");
    for (UsageSlice slice : UsageSlice.of(result, evidence.groups())) {
      UsageTable.AccountRef account = slice.account();
      UsageTable.Form form = slice.form();
      json.open()
          .field("integration_id", account.integrationId())
          .field("account_id", account.accountId())
          .field("kind", form.kind())
          .field("product_code", form.productCode())
          .field("product_name", form.productName())
          .field("device_class", form.deviceClass())
          .field("state", form.state())
          .field("fate", slice.group().fate().outcome())
          .field("reason", slice.group().fate().reason())
          .field("quantity", Figures.units(slice.quantity()))
          .field("records", slice.size())
          .field("record_ids", slice.recordIds(named))
          .end();
    }
    json.endArray();
  }
}
