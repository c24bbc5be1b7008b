package io.trueup.rulebook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.trueup.rulebase.RuleProblem;
import io.trueup.rulebook.BundleCheck.Checked;
import io.trueup.rulebook.BundleTest.Coverage;
import io.trueup.rulebook.BundleTest.Tested;
import io.trueup.rulebook.BundleTest.Tried;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is recorded of a step: a line for people, and what came of it as JSON. */
final class StepResults {
  private static final ObjectMapper JSON = JsonMapper.builder().build();
  private static final int MOST_RECORDED = 100;

  private StepResults() {}

  /** A line that a step can keep. */
  static String cut(String text) {
    return text.length() > 1000 ? text.substring(0, 997) + "..." : text;
  }

  /** What came of the scenarios, in a line. */
  static String told(Tested tested) {
    List<String> parts = new ArrayList<>();
    parts.add(tested.scenarios().size() + " scenarios");
    parts.add(tested.failed().isEmpty() ? "all hold" : tested.failed().size() + " fail");
    if (!tested.uncovered().isEmpty()) {
      parts.add(
          "no scenario fires "
              + String.join(", ", tested.uncovered().stream().map(Coverage::id).toList()));
    }
    if (tested.stopped()) {
      parts.add("stopped after " + BundleTest.PATIENCE.toSeconds() + " s");
    }
    return cut(String.join(", ", parts));
  }

  /** A check as JSON, its first problems in full. */
  static String of(BundleContent content, Checked checked) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("hash", content.hash());
    result.put("files", checked.files());
    result.put("rules", checked.rules());
    result.put("problem_count", checked.problems().size());
    result.put(
        "problems",
        checked.problems().stream().limit(MOST_RECORDED).map(RuleProblem::toString).toList());
    return json(result);
  }

  /** A test as JSON, with the first scenarios that fail. */
  static String of(BundleContent content, Tested tested) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("hash", content.hash());
    result.put("scenarios", tested.scenarios().size());
    result.put("failed_count", tested.failed().size());
    result.put("failed", tested.failed().stream().limit(MOST_RECORDED).map(Tried::name).toList());
    result.put("uncovered", tested.uncovered().stream().map(Coverage::id).toList());
    result.put("stopped", tested.stopped());
    return json(result);
  }

  /** A result as JSON. */
  static String json(Map<String, Object> value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("plain values", e);
    }
  }
}
