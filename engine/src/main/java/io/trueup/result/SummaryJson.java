package io.trueup.result;

import io.trueup.facts.InputProblem;
import io.trueup.stage.Folding;
import io.trueup.stage.Summary;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Map;

/** {@code summary.json}: the month at a glance. */
public final class SummaryJson {
  private SummaryJson() {}

  /** The summary as one JSON object, ending with a line end. */
  public static String text(Summary summary) {
    StringWriter text = new StringWriter();
    try {
      write(summary, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /** Writes the summary as one JSON object, ending with a line end. */
  public static void write(Summary summary, Writer out) throws IOException {
    try (JsonText json = new JsonText(out, 3)) {
      json.open()
          .field("as_of", summary.asOf())
          .field("bundle_hash", summary.bundleHash())
          .field("input_hash", summary.inputHash())
          .field("complete", summary.complete())
          .field("stopped", summary.stopped())
          .field("audited", summary.audited());
      classes(summary, json);
      totals(summary, json);
      coverage(summary.coverage(), json);
      folding(summary.folding(), json);
      integrations(summary, json);
      problems(summary, json);
      json.end();
    }
    out.write('\n');
  }

  private static void classes(Summary summary, JsonText json) throws IOException {
    json.object("classes");
    for (Map.Entry<String, Map<String, Integer>> each : summary.classes().entrySet()) {
      json.object(each.getKey())
          .field("count", each.getValue().values().stream().mapToInt(Integer::intValue).sum())
          .object("reasons");
      for (Map.Entry<String, Integer> reason : each.getValue().entrySet()) {
        json.field(reason.getKey(), reason.getValue());
      }
      json.end().end();
    }
    json.end();
  }

  private static void totals(Summary summary, JsonText json) throws IOException {
    json.object("totals");
    for (Map.Entry<String, Summary.Totals> each : summary.totals().entrySet()) {
      Summary.Totals totals = each.getValue();
      json.object(each.getKey())
          .field("underbilled", totals.underbilled())
          .field("overbilled", totals.overbilled())
          .field("held", totals.held())
          .field("reclaimable", totals.reclaimable())
          .end();
    }
    json.end();
  }

  private static void coverage(Summary.Coverage coverage, JsonText json) throws IOException {
    json.object("coverage")
        .field("records", coverage.records())
        .field("counted", coverage.counted())
        .field("excluded", coverage.excluded())
        .field("unaccounted", coverage.unaccounted())
        .field("records_explained", coverage.recordsExplained())
        .field("lines", coverage.lines())
        .field("lines_explained", coverage.linesExplained())
        .field("usages", coverage.usages())
        .end();
  }

  private static void folding(Folding folding, JsonText json) throws IOException {
    json.object("folding")
        .field("records", folding.records())
        .field("usages", folding.usages())
        .array("stages");
    for (Folding.StageFolding stage : folding.stages()) {
      json.open()
          .field("stage", stage.stage())
          .field("case_by_case", stage.caseByCase())
          .field("cases", stage.cases())
          .array("why_not");
      for (Folding.Obstacle obstacle : stage.whyNot()) {
        json.open().field("rule_id", obstacle.ruleId()).field("reason", obstacle.reason()).end();
      }
      json.endArray().array("as_they_are");
      for (Folding.ExactField exact : stage.asTheyAre()) {
        json.open()
            .field("fact", exact.fact())
            .field("field", exact.field())
            .field("rule_ids", exact.ruleIds())
            .end();
      }
      json.endArray().end();
    }
    json.endArray().array("fields");
    for (Folding.FieldCost field : folding.fields()) {
      json.open();
      cost(field, json);
    }
    json.endArray();
    Folding.FieldCost costliest = folding.costliest();
    if (costliest != null) {
      json.object("costliest");
      cost(costliest, json);
    }
    json.field("words", folding.words()).end();
  }

  private static void cost(Folding.FieldCost field, JsonText json) throws IOException {
    json.field("field", field.field())
        .field("as_it_is", field.asItIs())
        .field("usages_without", field.usagesWithout())
        .field("rule_ids", field.ruleIds())
        .end();
  }

  private static void integrations(Summary summary, JsonText json) throws IOException {
    json.array("integrations");
    for (Map.Entry<String, Summary.IntegrationHealth> each : summary.integrations().entrySet()) {
      Summary.IntegrationHealth integration = each.getValue();
      json.open()
          .field("integration_id", each.getKey())
          .field("category", integration.category())
          .field("vendor", integration.vendor())
          .field("health", integration.health())
          .field("last_success_at", integration.lastSuccessAt())
          .field("records", integration.records())
          .field("counted", integration.counted())
          .field("excluded", integration.excluded())
          .field("unaccounted", integration.unaccounted())
          .end();
    }
    json.endArray();
  }

  private static void problems(Summary summary, JsonText json) throws IOException {
    json.array("problems");
    for (InputProblem problem : summary.problems()) {
      json.open()
          .field("file", problem.file())
          .field("line", problem.line())
          .field("column", problem.column())
          .field("kind", problem.kind())
          .field("message", problem.message())
          .field("value", problem.value())
          .end();
    }
    json.endArray();
  }
}
