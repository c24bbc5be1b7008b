package io.trueup.stage;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What would make a rule cheaper, as far as the run's folding tells. */
final class RuleHints {
  private final Folding folding;

  RuleHints(Folding folding) {
    this.folding = folding;
  }

  List<String> of(String ruleId) {
    List<String> hints = new ArrayList<>();
    for (Folding.StageFolding stage : folding.stages()) {
      for (Folding.Obstacle obstacle : stage.whyNot()) {
        if (obstacle.ruleId().equals(ruleId)) {
          hints.add(
              "It "
                  + obstacle.reason()
                  + ", so its stage is worked out client by client instead of once for all that is"
                  + " alike.");
        }
      }
    }
    for (Folding.FieldCost field : folding.fields()) {
      if (field.ruleIds().contains(ruleId) && field.usagesWithout() < folding.usages()) {
        hints.add(
            String.format(
                Locale.ROOT,
                "It reads %s%s: %,d usages instead of %,d%s.",
                FoldingWords.field(field.field()),
                field.asItIs() ? " as it is" : "",
                folding.usages(),
                field.usagesWithout(),
                field.asItIs() ? "; conditions that write values out would fold it" : ""));
      }
    }
    return hints;
  }
}
