package io.trueup.ruletests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trueup.facts.Decision;
import io.trueup.facts.Month;
import io.trueup.folder.ExportFolder;
import io.trueup.folder.ReadOptions;
import io.trueup.rulebase.RuleBundle;
import io.trueup.stage.MonthMemory;
import io.trueup.stage.MonthPart;
import io.trueup.stage.MonthParts;
import io.trueup.stage.Reconciliation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A further run that only works on what changed gives what a whole run gives. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class MonthMemoryTest {
  private static final int MONTHS = 30;

  @Test
  void one_decision_more_or_less_comes_out_as_a_whole_run(@TempDir Path folders) {
    RuleBundle bundle = ShippedBundle.load();
    int changes = 0;
    for (long seed = 1; seed <= MONTHS; seed++) {
      TextMonth text = Months.full(seed);
      Month month = read(text, folders.resolve("month-" + seed));
      MonthMemory memory = new MonthMemory(2, 10_000);
      assertEquals(
          whole(month, bundle, text),
          DecidingOnceTest.told(memory.run(month, bundle, text.asOf(), 2)),
          "seed " + seed);
      for (Decision without : month.decisions()) {
        List<Decision> others = new ArrayList<>(month.decisions());
        others.remove(without);
        Month changed = with(month, others);
        assertEquals(
            whole(changed, bundle, text),
            DecidingOnceTest.told(memory.run(changed, bundle, text.asOf(), 2)),
            "seed " + seed + " without " + without);
        assertEquals(
            whole(month, bundle, text),
            DecidingOnceTest.told(memory.run(month, bundle, text.asOf(), 2)),
            "seed " + seed + " with " + without + " again");
        changes++;
      }
    }
    assertTrue(changes > MONTHS, "too few decisions to say anything: " + changes);
  }

  @Test
  void parts_of_a_known_month_are_those_of_any_process_and_known_as_far_as_nothing_changed(
      @TempDir Path folders) {
    RuleBundle bundle = ShippedBundle.load();
    int known = 0;
    for (long seed = 1; seed <= MONTHS; seed++) {
      TextMonth text = Months.full(seed);
      Month month = read(text, folders.resolve("month-" + seed));
      MonthMemory memory = new MonthMemory(2, 10_000);
      assertEquals(0, joined(memory, month, bundle, text));
      assertTrue(joined(memory, month, bundle, text) > 0, "all is known, seed " + seed);
      for (Decision without : month.decisions()) {
        List<Decision> others = new ArrayList<>(month.decisions());
        others.remove(without);
        known += joined(memory, with(month, others), bundle, text);
        joined(memory, month, bundle, text);
      }
    }
    assertTrue(known > MONTHS, "too little was known to say anything: " + known);
  }

  private static Month read(TextMonth text, Path folder) {
    text.write(folder);
    return ExportFolder.read(folder, ReadOptions.DEFAULTS.withPresets(ShippedRules.presets()));
  }

  /** How many parts were known; what all of them come to has to be the month. */
  private static int joined(MonthMemory memory, Month month, RuleBundle bundle, TextMonth text) {
    MonthMemory.Divided divided = memory.divided(month, bundle, text.asOf(), 2, 20);
    MonthParts parts = divided.parts();
    assertEquals(MonthParts.of(month, bundle, text.asOf(), 1, 20).digest(), parts.digest());
    List<MonthPart> all = new ArrayList<>();
    for (int number = 0; number < parts.size(); number++) {
      MonthPart known = divided.evaluated().get(number);
      all.add(known == null ? parts.evaluate(number) : known);
    }
    memory.keep(parts, all);
    assertEquals(whole(month, bundle, text), DecidingOnceTest.told(parts.join(all)));
    return divided.evaluated().size();
  }

  private static String whole(Month month, RuleBundle bundle, TextMonth text) {
    return DecidingOnceTest.told(Reconciliation.run(month, bundle, text.asOf(), 1));
  }

  private static Month with(Month month, List<Decision> decisions) {
    return new Month(
        month.companies(),
        month.agreements(),
        month.additions(),
        month.invoiceLines(),
        month.integrations(),
        month.streams(),
        month.accounts(),
        month.usage(),
        month.accountLinks(),
        month.accountSplits(),
        month.serviceMappings(),
        month.products(),
        decisions,
        month.previous(),
        month.problems(),
        month.inputHash());
  }
}
