package io.trueup.report;

import io.trueup.result.JsonText;
import io.trueup.stage.RuleCosts;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** What rules cost, as one JSON object. */
public final class RuleCostsJson {
  private RuleCostsJson() {}

  /** The object as text, ending with a line end; times in nanoseconds. */
  public static String text(RuleCosts costs) {
    StringWriter text = new StringWriter();
    try (JsonText json = new JsonText(text, 2)) {
      json.open()
          .field("rules_ns", costs.nanos())
          .field("evaluating_ns", costs.evaluating())
          .field("folding", costs.folding().words())
          .array("rules");
      for (RuleCosts.RuleCost cost : costs.rules()) {
        json.open()
            .field("rule_id", cost.rule().id())
            .field("name", cost.rule().name())
            .field("stage", cost.rule().stage())
            .field("firings", cost.fired())
            .field("held", cost.held())
            .field("cases", cost.cases())
            .field("checks", cost.checks())
            .field("ns", cost.nanos())
            .field("share", BigDecimal.valueOf(cost.share()).setScale(4, RoundingMode.HALF_UP))
            .field("hints", cost.hints())
            .end();
      }
      json.endArray().end();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.append('\n').toString();
  }
}
