package io.trueup.report;

import io.trueup.facts.ServiceMapping;
import io.trueup.result.Column;
import io.trueup.result.JsonText;
import io.trueup.stage.DiscrepancyRow;
import io.trueup.stage.Reconciled;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/**
 * {@code discrepancies.json}: the columns of the CSV file with the evidence, a line a row; rules,
 * mappings and integrations are described once, rows name them by their ids. Written in three
 * parts, of which the second may come in slices.
 */
final class DiscrepanciesJson {
  private static final int LEVELS = 3;

  /** Levels around a row. */
  private static final int DEPTH = 2;

  private final Reconciled result;
  private final EvidenceJson evidence;
  private final List<Column<DiscrepancyRow>> columns = Column.discrepancies();

  DiscrepanciesJson(Reconciled result, InputIndex input) {
    this.result = result;
    this.evidence = new EvidenceJson(result, input);
  }

  /** Everything before the rows. */
  void begin(NamedByRows named, Writer out) throws IOException {
    try (JsonText json = new JsonText(out, LEVELS)) {
      json.open()
          .field("as_of", result.asOf())
          .field("bundle_hash", result.bundle().hash())
          .field("input_hash", result.month().inputHash());
      EvidenceJson.rules(named.rules(), json);
      json.array("mappings");
      for (ServiceMapping mapping : named.mappings()) {
        EvidenceJson.mapping(mapping, json);
      }
      json.endArray();
      evidence.integrations(result.summary().integrations().keySet(), json);
      json.array("discrepancies");
    }
  }

  /** Rows {@code from} up to {@code to} of the result. */
  void rows(int from, int to, Writer out) throws IOException {
    try (JsonText json = JsonText.within(out, LEVELS, DEPTH, from == 0)) {
      for (DiscrepancyRow row : result.discrepancies().subList(from, to)) {
        json.open().fields(columns, row).object("evidence");
        evidence.write(row, json);
        json.end().end();
      }
    }
  }

  /** Everything after the rows. */
  void end(Writer out) throws IOException {
    try (JsonText json = JsonText.within(out, LEVELS, DEPTH, result.discrepancies().isEmpty())) {
      json.endArray().end();
    }
    out.write('\n');
  }
}
