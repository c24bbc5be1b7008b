package io.trueup.report;

import io.trueup.stage.DiscrepancyRow;
import io.trueup.stage.Reconciled;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/** {@code discrepancies.json}: the columns of the CSV file with the evidence, a line a row. */
final class DiscrepanciesJson {
  private DiscrepanciesJson() {}

  static void write(Reconciled result, InputIndex input, Writer out) throws IOException {
    List<Column<DiscrepancyRow>> columns = Column.discrepancies();
    EvidenceJson evidence = new EvidenceJson(result, input);
    try (JsonText json = new JsonText(out, 3)) {
      json.open()
          .field("as_of", result.asOf())
          .field("bundle_hash", result.bundle().hash())
          .field("input_hash", result.month().inputHash())
          .array("discrepancies");
      for (DiscrepancyRow row : result.discrepancies()) {
        json.open().fields(columns, row).object("evidence");
        evidence.write(row.evidence(), json);
        json.end().end();
      }
      json.endArray().end();
    }
    out.write('\n');
  }
}
