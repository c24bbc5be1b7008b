package io.trueup.app;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.trueup.folder.Preset;
import io.trueup.rulebase.RuleInfo;
import io.trueup.rulebase.RuleProblem;
import io.trueup.scenario.ScenarioProblem;
import io.trueup.scenario.ScenarioResult;
import io.trueup.scenario.ScenarioRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What is told of rules, scenarios and presets as one JSON document. */
final class RulesJson {
  private final PrintWriter out;

  RulesJson(PrintWriter out) {
    this.out = out;
  }

  private interface Body {
    void write(JsonGenerator json) throws IOException;
  }

  private void document(Body body) throws IOException {
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      body.write(json);
      json.writeEndObject();
    }
    out.println();
  }

  void problems(List<RuleProblem> problems, List<RuleProblem> advice, int files, int rules)
      throws IOException {
    document(
        json -> {
          json.writeNumberField("files", files);
          json.writeNumberField("rules", rules);
          list(json, "problems", problems);
          list(json, "advice", advice);
        });
  }

  private static void list(JsonGenerator json, String name, List<RuleProblem> problems)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (RuleProblem problem : problems) {
      json.writeStartObject();
      json.writeStringField("file", problem.file());
      json.writeNumberField("line", problem.line());
      json.writeNumberField("column", problem.column());
      json.writeStringField("id", problem.id());
      json.writeStringField("message", problem.message());
      json.writeStringField("advice", problem.hint());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /**
   * @param covered rules whose firings are to be told; none when that is not wanted
   */
  void scenarios(ScenarioRun run, List<RuleInfo> covered) throws IOException {
    document(
        json -> {
          json.writeNumberField("scenarios", run.results().size());
          json.writeArrayFieldStart("failed");
          for (ScenarioResult result : run.failed()) {
            json.writeStartObject();
            json.writeStringField("scenario", result.scenario().name());
            json.writeStringField("at", result.scenario().where());
            json.writeArrayFieldStart("differences");
            for (String failure : result.failures()) {
              json.writeString(failure);
            }
            json.writeEndArray();
            json.writeEndObject();
          }
          json.writeEndArray();
          if (!covered.isEmpty()) {
            json.writeObjectFieldStart("fired_in");
            for (RuleInfo rule : covered) {
              json.writeNumberField(rule.id(), run.firings().getOrDefault(rule.id(), 0));
            }
            json.writeEndObject();
          }
          json.writeArrayFieldStart("problems");
          for (ScenarioProblem problem : run.problems()) {
            json.writeString(problem.toString());
          }
          json.writeEndArray();
        });
  }

  void presets(Collection<Preset> presets) throws IOException {
    document(
        json -> {
          json.writeArrayFieldStart("presets");
          for (Preset preset : presets) {
            json.writeStartObject();
            json.writeStringField("preset_id", preset.presetId());
            json.writeStringField("description", preset.description());
            for (Map.Entry<String, String> fill : preset.fills().entrySet()) {
              json.writeStringField(fill.getKey(), fill.getValue());
            }
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  void rules(List<RuleInfo> rules, String hash) throws IOException {
    document(
        json -> {
          json.writeStringField("bundle_hash", hash);
          json.writeArrayFieldStart("rules");
          for (RuleInfo rule : rules) {
            json.writeStartObject();
            json.writeStringField("id", rule.id());
            json.writeStringField("name", rule.name());
            json.writeStringField("stage", rule.stage());
            json.writeStringField("owner", rule.owner());
            json.writeStringField("since", rule.since());
            json.writeStringField("rationale", rule.rationale());
            json.writeStringField("ticket", rule.ticket());
            json.writeStringField("file", rule.file());
            json.writeNumberField("line", rule.line());
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }
}
