package io.trueup.ruletests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What must hold over every month, on generated ones; a failure names its seed. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class MonthPropertiesTest {

  private static final int SEEDS = 200;
  private static final int BATCH = 50;

  /** Who is asked. */
  private static List<Reconciler> reconcilers() {
    return List.of(Oracle::reconcile);
  }

  static Stream<Arguments> batches() {
    List<Arguments> batches = new ArrayList<>();
    for (Reconciler reconciler : reconcilers()) {
      for (boolean full : new boolean[] {false, true}) {
        for (long first = 1; first <= SEEDS; first += BATCH) {
          batches.add(Arguments.of(reconciler, full, first));
        }
      }
    }
    return batches.stream();
  }

  @ParameterizedTest
  @MethodSource("batches")
  void every_month_keeps_its_promises(
      Reconciler reconciler, boolean full, long first, @TempDir Path temp) {
    for (long seed = first; seed < first + BATCH; seed++) {
      String name = (full ? "full" : "plain") + " month of seed " + seed;
      TextMonth month = full ? Months.full(seed) : Months.plain(seed);
      Path folder = temp.resolve("as-is-" + seed);
      month.write(folder);
      OracleResult result = reconciler.reconcile(folder, month.asOf());
      assertEquals(List.of(), MonthProperties.conservation(month, result), name);
      assertEquals(List.of(), MonthProperties.coverage(month, result), name);
      assertEquals(List.of(), MonthProperties.heldApart(result), name);
      assertEquals(List.of(), MonthProperties.companiesAddUp(result), name);

      String text = MonthProperties.textWithoutStranger(result);
      OracleResult again = reconciler.reconcile(folder, month.asOf());
      assertEquals(text, MonthProperties.textWithoutStranger(again), name + " a second time");

      Path shuffled = temp.resolve("shuffled-" + seed);
      month.writeShuffled(shuffled, seed);
      OracleResult other = reconciler.reconcile(shuffled, month.asOf());
      assertEquals(text, MonthProperties.textWithoutStranger(other), name + " shuffled");

      Path joined = temp.resolve("joined-" + seed);
      MonthProperties.withStranger(month).write(joined);
      OracleResult more = reconciler.reconcile(joined, month.asOf());
      assertEquals(text, MonthProperties.textWithoutStranger(more), name + " and a stranger");
    }
  }
}
