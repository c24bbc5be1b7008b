package io.trueup.stage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a run had less to decide than it had records: records that rules cannot tell apart are
 * folded to one usage, and usages and positions of all companies that rules cannot tell apart are
 * one case, decided once.
 *
 * @param records usage records
 * @param usages what they folded to within their companies
 * @param stages service mapping and discrepancies, in this order
 * @param fields of usage records, of those with many values and as far as rules read them, what
 *     costs most first
 * @param costliest the field that costs the most folding; null when none costs any
 * @param words the same in a few sentences
 */
public record Folding(
    long records,
    long usages,
    List<StageFolding> stages,
    List<FieldCost> fields,
    @Nullable FieldCost costliest,
    List<String> words) {
  public Folding {
    words = List.copyOf(words);
    stages = List.copyOf(stages);
    fields = List.copyOf(fields);
  }

  /**
   * How a stage was decided.
   *
   * @param stage its folder in a bundle
   * @param caseByCase whether each case was decided once, wherever it occurs; companies with
   *     decisions that its rules ask for are evaluated by themselves in any case
   * @param cases how many different ones there were, 0 when not decided so
   * @param whyNot what keeps rules from it, by rule
   * @param asTheyAre fields whose values count as they are, by fact and field
   */
  public record StageFolding(
      String stage,
      boolean caseByCase,
      long cases,
      List<Obstacle> whyNot,
      List<ExactField> asTheyAre) {
    public StageFolding {
      whyNot = List.copyOf(whyNot);
      asTheyAre = List.copyOf(asTheyAre);
    }
  }

  /**
   * What keeps a stage from being decided case by case.
   *
   * @param reason the end of a sentence that begins with the rule
   */
  public record Obstacle(String ruleId, String reason) {}

  /**
   * A field that rules use for more than conditions on it alone: two values are never the same.
   *
   * @param fact type of the facts
   * @param ruleIds the rules that use it so
   */
  public record ExactField(String fact, String field, List<String> ruleIds) {
    public ExactField {
      ruleIds = List.copyOf(ruleIds);
    }
  }

  /**
   * What a field of usage records costs.
   *
   * @param asItIs whether its values count as they are; where not, it only matters which conditions
   *     hold of them
   * @param usagesWithout how many usages there would be if no rule read it
   * @param ruleIds the rules that use it as it is, or else all that read it
   */
  public record FieldCost(String field, boolean asItIs, long usagesWithout, List<String> ruleIds) {
    public FieldCost {
      ruleIds = List.copyOf(ruleIds);
    }
  }
}
