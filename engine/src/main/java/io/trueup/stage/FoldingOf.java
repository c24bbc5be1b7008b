package io.trueup.stage;

import io.trueup.facts.Usage;
import io.trueup.rulebase.CaseModel;
import io.trueup.rulebase.Cases;
import io.trueup.rulebase.RuleBase;
import io.trueup.rulebase.RuleBundle;
import io.trueup.rulebase.RuleBundle.Stage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Tells how far a run folded, from what it noted. */
final class FoldingOf {
  private final RuleBundle bundle;
  private final RunNotes notes;

  FoldingOf(RuleBundle bundle, RunNotes notes) {
    this.bundle = bundle;
    this.notes = notes;
  }

  Folding of(long records) {
    List<Folding.StageFolding> stages =
        List.of(
            stage(UsageMapping.STAGE, StageCases.USAGE_MAPPING),
            stage(Discrepancies.STAGE, StageCases.DISCREPANCIES));
    long usages = notes.groups();
    List<Folding.FieldCost> fields = fields();
    Folding.FieldCost costliest =
        fields.stream().findFirst().filter(f -> f.usagesWithout() < usages).orElse(null);
    return new Folding(
        records,
        usages,
        stages,
        fields,
        costliest,
        FoldingWords.of(records, usages, stages, costliest));
  }

  private Folding.StageFolding stage(Stage stage, CaseModel model) {
    RuleBase rules = bundle.rules(stage);
    Optional<Cases> cases = notes.cases(stage);
    if (cases.isEmpty()) {
      return new Folding.StageFolding(
          stage.folder(), false, 0, obstacles(Cases.whyNot(rules, model)), List.of());
    }
    List<Folding.ExactField> exact = new ArrayList<>();
    for (Class<?> type : model.facts()) {
      cases.get().open(type).forEach((field, by) -> add(exact, type, field, by));
    }
    exact.sort(
        Comparator.comparing(Folding.ExactField::fact).thenComparing(Folding.ExactField::field));
    long decided =
        Math.min(Cases.MOST, notes.used().stream().filter(verdict -> verdict.isBy(rules)).count());
    return new Folding.StageFolding(stage.folder(), true, decided, List.of(), exact);
  }

  private static void add(
      List<Folding.ExactField> exact, Class<?> type, String field, Set<String> by) {
    // What no rule uses is there for the words of a verb.
    if (!by.isEmpty()) {
      exact.add(new Folding.ExactField(type.getSimpleName(), field, sorted(by)));
    }
  }

  private static List<Folding.Obstacle> obstacles(Collection<String> whyNot) {
    List<Folding.Obstacle> all = new ArrayList<>();
    for (String why : whyNot) {
      int space = why.indexOf(' ');
      all.add(new Folding.Obstacle(why.substring(0, space), why.substring(space + 1)));
    }
    return all;
  }

  private List<Folding.FieldCost> fields() {
    Map<String, Set<String>> open =
        notes.cases(UsageMapping.STAGE).map(cases -> cases.open(Usage.class)).orElse(Map.of());
    boolean allAsTheyAre = notes.cases(UsageMapping.STAGE).isEmpty();
    RuleBase rules = bundle.rules(UsageMapping.STAGE);
    List<Folding.FieldCost> all = new ArrayList<>();
    notes
        .folding()
        .without()
        .forEach(
            (field, usages) -> {
              Set<String> exact = open.getOrDefault(field, Set.of());
              all.add(
                  new Folding.FieldCost(
                      field,
                      allAsTheyAre || !exact.isEmpty(),
                      usages,
                      sorted(exact.isEmpty() ? rules.readers(Usage.class, field) : exact)));
            });
    all.sort(
        Comparator.comparingLong(Folding.FieldCost::usagesWithout)
            .thenComparing(Folding.FieldCost::field));
    return all;
  }

  private static List<String> sorted(Collection<String> ids) {
    return ids.stream().sorted().toList();
  }
}
