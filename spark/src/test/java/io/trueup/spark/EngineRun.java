package io.trueup.spark;

import io.trueup.facts.Month;
import io.trueup.folder.ExportFolder;
import io.trueup.folder.ReadOptions;
import io.trueup.result.Column;
import io.trueup.result.CsvFile;
import io.trueup.result.SummaryJson;
import io.trueup.rulebase.RuleBundle;
import io.trueup.stage.Reconciled;
import io.trueup.stage.Reconciliation;
import io.trueup.stage.UsageRow;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the engine alone says of an export folder: what every job must say too. */
final class EngineRun {
  private EngineRun() {}

  static Reconciled of(Path folder, String day, Map<String, String> rules) {
    CompiledRules compiled = CompiledRules.of(RuleBundle.hash(rules), rules);
    Month month = ExportFolder.read(folder, ReadOptions.DEFAULTS.withPresets(compiled.presets()));
    return Reconciliation.run(month, compiled.bundle(), java.time.LocalDate.parse(day), 2);
  }

  /** The result files by name. */
  static Map<String, String> files(Reconciled result) throws IOException {
    List<UsageRow> usage = new ArrayList<>();
    result.forEachUsage(usage::add);
    Map<String, String> files = new TreeMap<>();
    files.put("discrepancies.csv", text(Column.discrepancies(), result.discrepancies()));
    files.put("usage.csv", text(Column.usageOf(result), usage));
    files.put("accounts.csv", text(Column.accounts(), result.accounts().values()));
    files.put("summary.json", SummaryJson.text(result.summary()));
    return files;
  }

  private static <T> String text(List<Column<T>> columns, Collection<T> rows) throws IOException {
    StringWriter out = new StringWriter();
    CsvFile<T> csv = new CsvFile<>(columns, out);
    for (T row : rows) {
      csv.write(row);
    }
    return out.toString();
  }
}
