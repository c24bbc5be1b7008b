package io.trueup.app;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.trueup.rulebase.RuleInfo;
import io.trueup.rulebase.RuleProblem;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;

/** Rules and their problems as one JSON document. */
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

  void problems(List<RuleProblem> problems, int files, int rules) throws IOException {
    document(
        json -> {
          json.writeNumberField("files", files);
          json.writeNumberField("rules", rules);
          json.writeArrayFieldStart("problems");
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
