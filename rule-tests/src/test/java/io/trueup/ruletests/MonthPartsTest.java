package io.trueup.ruletests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trueup.facts.Month;
import io.trueup.folder.ExportFolder;
import io.trueup.folder.ReadOptions;
import io.trueup.rulebase.RuleBundle;
import io.trueup.stage.DiscrepancyRow;
import io.trueup.stage.MonthPart;
import io.trueup.stage.MonthParts;
import io.trueup.stage.Reconciled;
import io.trueup.stage.Reconciliation;
import io.trueup.stage.RowEvidence;
import io.trueup.stage.UsageGroup;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What must hold when a month is divided; a failure names its seed. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class MonthPartsTest {
  private static final int SEEDS = 60;

  private final RuleBundle shipped = EngineReconciler.shippedBundle();

  private record Given(Month month, LocalDate asOf) {}

  private static Given given(long seed, Path temp) {
    TextMonth text = seed % 3 == 0 ? Months.plain(seed) : Months.full(seed);
    Path folder = temp.resolve("month-" + seed);
    text.write(folder);
    return new Given(
        ExportFolder.read(folder, ReadOptions.DEFAULTS.withPresets(ShippedRules.presets())),
        text.asOf());
  }

  @Test
  void a_month_in_any_parts_and_any_order_is_the_month(@TempDir Path temp) {
    int most = 0;
    for (long seed = 1; seed <= SEEDS; seed++) {
      Given given = given(seed, temp);
      List<String> whole = everything(Reconciliation.run(given.month(), shipped, given.asOf(), 2));
      for (long weight : List.of(1L, 7L, 40L, 1_000_000L)) {
        MonthParts parts = MonthParts.of(given.month(), shipped, given.asOf(), 1, weight);
        most = Math.max(most, parts.size());
        assertEquals(
            whole,
            everything(parts.join(shuffled(parts, seed + weight))),
            "month of seed " + seed + " in " + parts.size() + " parts");
      }
    }
    assertTrue(most > 10, "at most " + most + " parts");
  }

  @Test
  void parts_share_the_records_and_the_discrepancies_out(@TempDir Path temp) {
    for (long seed = 1; seed <= SEEDS; seed++) {
      Given given = given(seed, temp);
      Reconciled whole = Reconciliation.run(given.month(), shipped, given.asOf(), 1);
      MonthParts parts = MonthParts.of(given.month(), shipped, given.asOf(), 1, 10);
      List<String> rows = new ArrayList<>();
      List<Integer> positions = new ArrayList<>();
      List<String> fates = new ArrayList<>();
      for (MonthPart part : shuffled(parts, seed)) {
        Reconciled alone = part.alone();
        alone.discrepancies().forEach(row -> rows.add(text(row)));
        for (int position : part.records()) {
          positions.add(position);
          fates.add(position + " " + alone.usageRow(position));
        }
      }
      assertEquals(
          whole.discrepancies().stream().map(MonthPartsTest::text).sorted().toList(),
          rows.stream().sorted().toList(),
          "month of seed " + seed);
      assertEquals(
          IntStream.range(0, whole.month().usage().size()).boxed().toList(),
          positions.stream().sorted().toList(),
          "month of seed " + seed);
      assertEquals(
          IntStream.range(0, whole.month().usage().size())
              .mapToObj(i -> i + " " + whole.usageRow(i))
              .sorted()
              .toList(),
          fates.stream().sorted().toList(),
          "month of seed " + seed);
    }
  }

  @Test
  void a_division_is_the_same_each_time_and_nothing_is_larger_than_it_must_be(@TempDir Path temp) {
    for (long seed = 1; seed <= 20; seed++) {
      Given given = given(seed, temp);
      MonthParts once = MonthParts.of(given.month(), shipped, given.asOf(), 1, 25);
      MonthParts again = MonthParts.of(given.month(), shipped, given.asOf(), 3, 25);
      MonthParts families = MonthParts.of(given.month(), shipped, given.asOf(), 1, 1);
      long largest =
          IntStream.range(0, families.size()).mapToLong(families::weight).max().orElseThrow();
      assertEquals(weights(once), weights(again), "month of seed " + seed);
      for (long weight : weights(once)) {
        assertTrue(weight <= Math.max(25, largest), weight + " in the month of seed " + seed);
      }
    }
  }

  @Test
  void nothing_is_joined_of_some_parts(@TempDir Path temp) {
    Given given = given(1, temp);
    MonthParts parts = MonthParts.of(given.month(), shipped, given.asOf(), 1, 10);
    List<MonthPart> some = List.of(parts.evaluate(0));
    List<MonthPart> twice = Collections.nCopies(parts.size(), parts.evaluate(0)).stream().toList();
    assertThrows(IllegalArgumentException.class, () -> parts.join(some));
    assertThrows(IllegalArgumentException.class, () -> parts.join(twice));
  }

  private static List<Long> weights(MonthParts parts) {
    return IntStream.range(0, parts.size()).mapToObj(parts::weight).toList();
  }

  private static List<MonthPart> shuffled(MonthParts parts, long seed) {
    List<Integer> numbers = new ArrayList<>(IntStream.range(0, parts.size()).boxed().toList());
    Collections.shuffle(numbers, new Random(seed));
    return numbers.stream().map(parts::evaluate).toList();
  }

  /** All that a result says. */
  private static List<String> everything(Reconciled result) {
    List<String> all = new ArrayList<>();
    result.discrepancies().forEach(row -> all.add(text(row)));
    result.forEachUsage(row -> all.add(row.toString()));
    result.accounts().forEach((key, outcome) -> all.add(key + " " + outcome));
    all.add(result.summary().toString());
    all.add(result.rulesFired().toString());
    return all;
  }

  private static String text(DiscrepancyRow row) {
    RowEvidence evidence = row.evidence();
    List<String> groups = new ArrayList<>();
    for (UsageGroup group : evidence.groups()) {
      groups.add(group.usage() + " " + Arrays.toString(group.records()) + " " + group.fate());
    }
    return String.join(
        " ",
        List.of(
            row.discrepancyId(),
            row.companyId(),
            row.productCode(),
            row.classification(),
            row.reason(),
            String.valueOf(row.billed()),
            String.valueOf(row.used()),
            String.valueOf(row.delta()),
            String.valueOf(row.monthlyImpact()),
            String.valueOf(row.heldAmount()),
            String.valueOf(row.oneOff()),
            String.valueOf(row.inactive()),
            row.nextAction(),
            row.acts(),
            row.ruleIds().toString(),
            row.explanation(),
            evidence.mappingId(),
            evidence.additionIds().toString(),
            evidence.integrationIds().toString(),
            evidence.accountKeys().toString(),
            evidence.parts().toString(),
            String.valueOf(evidence.duplicates()),
            evidence.decisionIds().toString(),
            evidence.matched().toString(),
            groups.toString()));
  }
}
