package io.trueup.report;

import io.trueup.facts.ServiceMapping;
import io.trueup.result.Column;
import io.trueup.result.JsonText;
import io.trueup.rulebase.RuleInfo;
import io.trueup.stage.DiscrepancyRow;
import io.trueup.stage.Reconciled;
import java.io.IOException;
import java.io.Writer;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code discrepancies.json}: the columns of the CSV file with the evidence, a line a row; rules,
 * mappings and integrations are described once, rows name them by their ids.
 */
final class DiscrepanciesJson {
  private DiscrepanciesJson() {}

  static void write(Reconciled result, InputIndex input, Writer out) throws IOException {
    List<Column<DiscrepancyRow>> columns = Column.discrepancies();
    EvidenceJson evidence = new EvidenceJson(result, input);
    try (JsonText json = new JsonText(out, 3)) {
      json.open()
          .field("as_of", result.asOf())
          .field("bundle_hash", result.bundle().hash())
          .field("input_hash", result.month().inputHash());
      EvidenceJson.rules(rules(result), json);
      json.array("mappings");
      for (ServiceMapping mapping : mappings(result, evidence)) {
        EvidenceJson.mapping(mapping, json);
      }
      json.endArray();
      evidence.integrations(result.summary().integrations().keySet(), json);
      json.array("discrepancies");
      for (DiscrepancyRow row : result.discrepancies()) {
        json.open().fields(columns, row).object("evidence");
        evidence.write(row, json);
        json.end().end();
      }
      json.endArray().end();
    }
    out.write('\n');
  }

  /** Every rule that decided something, by id. */
  private static Collection<RuleInfo> rules(Reconciled result) {
    Map<String, RuleInfo> rules = new TreeMap<>();
    for (DiscrepancyRow row : result.discrepancies()) {
      row.evidence().rules().forEach(rule -> rules.put(rule.id(), rule));
    }
    return rules.values();
  }

  /** Every mapping that counted something, by id. */
  private static Collection<ServiceMapping> mappings(Reconciled result, EvidenceJson evidence) {
    Map<String, ServiceMapping> mappings = new TreeMap<>();
    for (DiscrepancyRow row : result.discrepancies()) {
      evidence.mappings(row).forEach(mapping -> mappings.put(mapping.mappingId(), mapping));
    }
    return mappings.values();
  }
}
