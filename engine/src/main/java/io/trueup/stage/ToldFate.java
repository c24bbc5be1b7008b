package io.trueup.stage;

import io.trueup.facts.Counted;
import io.trueup.rulebase.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of all usage that is alike.
 *
 * @param fate of usage that counts towards nothing, null when it counts
 * @param choice the number of the choice that it counts by
 * @param positioned whether a position counts it
 * @param idleReason empty when it is in use
 */
record ToldFate(
    UsageFates.Plan plan,
    @Nullable Fate fate,
    int choice,
    boolean positioned,
    boolean committed,
    String idleReason) {
  private static final ToldFate BY_FACTS =
      new ToldFate(UsageFates.Plan.NONE, null, -1, false, false, "");

  static ToldFate of(Verdict verdict, Folded one) {
    UsageFates.Plan plan = verdict.plan(UsageFates.Plan::of);
    if (!plan.simple()
        || (plan.decides() >= 0 && !verdict.isOfWholeFacts(plan.decides()))
        || (plan.idle() >= 0 && !verdict.isOfWholeFacts(plan.idle()))) {
      return BY_FACTS;
    }
    List<Object> facts = one.facts();
    Object fact = plan.decides() < 0 ? null : verdict.fact(plan.decides(), facts);
    if (!(fact instanceof Counted counted)) {
      return new ToldFate(plan, plan.fate(fact), -1, false, false, "");
    }
    Selections.Choices choices = one.choices();
    for (int i = 0; i < choices.size(); i++) {
      Selections.Choice choice = choices.get(i);
      boolean positioned = !counted.positionKey().isEmpty();
      if (choice.mapping().fact().mappingId().equals(counted.mappingId())
          && choice.productCode().equals(counted.productCode())
          && (positioned ? choice.role() : "count").equals(counted.role())
          && (!positioned || choice.positionKey().equals(counted.positionKey()))) {
        return new ToldFate(
            plan,
            null,
            i,
            positioned,
            counted.committed(),
            plan.idleReason(verdict, facts, counted));
      }
    }
    return BY_FACTS;
  }

  /** What became of a usage. */
  Fate of(Folded one) {
    return fate != null ? fate : plan.fate(counted(one));
  }

  /** What a usage counts towards. */
  Counted counted(Folded one) {
    Selections.Choice by = one.choices().get(choice);
    return new Counted(
        one.id(),
        positioned ? by.positionKey() : "",
        by.mapping().fact().mappingId(),
        by.productCode(),
        positioned ? by.role() : "count",
        committed);
  }
}
