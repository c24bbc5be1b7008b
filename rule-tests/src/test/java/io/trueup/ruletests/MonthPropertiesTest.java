package io.trueup.ruletests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What must hold over every month, on generated ones; a failure names its seed. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class MonthPropertiesTest {

  private static final int SEEDS = 200;
  private static final int BATCH = 50;

  static Stream<Arguments> batches() {
    // The oracle first, on a few: the promises are known to be keepable.
    List<Arguments> batches = new ArrayList<>();
    Named<Reconciler> oracle = Named.of("oracle", Oracle::reconcile);
    Named<Reconciler> engine =
        Named.of("engine", new EngineReconciler(EngineReconciler.shippedBundle(), 2));
    for (boolean full : new boolean[] {false, true}) {
      batches.add(Arguments.of(oracle, full, 1L));
      for (long first = 1; first <= SEEDS; first += BATCH) {
        batches.add(Arguments.of(engine, full, first));
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
      Path other = temp.resolve("other-" + seed);
      if (seed % 2 == 0) {
        month.writeShuffled(other, seed);
      } else {
        MonthProperties.withStranger(month).write(other);
      }
      OracleResult again = reconciler.reconcile(other, month.asOf());
      assertEquals(
          text,
          MonthProperties.textWithoutStranger(again),
          name + (seed % 2 == 0 ? " shuffled" : " and a stranger"));
    }
  }
}
