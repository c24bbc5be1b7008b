package io.trueup.ruletests;

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

/**
 * The product and the independent reading of the semantics agree on generated months, to the cent.
 * A failure shows the month shrunk to what makes it fail.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class EngineAgainstOracleTest {

  private static final int SEEDS = 200;
  private static final int BATCH = 50;
  private static final Reconciler ENGINE =
      new EngineReconciler(EngineReconciler.shippedBundle(), 2);

  static Stream<Arguments> batches() {
    List<Arguments> batches = new ArrayList<>();
    for (boolean full : new boolean[] {false, true}) {
      for (long first = 1; first <= SEEDS; first += BATCH) {
        batches.add(Arguments.of(full, first));
      }
    }
    return batches.stream();
  }

  @ParameterizedTest
  @MethodSource("batches")
  void engine_and_oracle_agree(boolean full, long first, @TempDir Path temp) {
    for (long seed = first; seed < first + BATCH; seed++) {
      TextMonth month = full ? Months.full(seed) : Months.plain(seed);
      List<String> lines = diff(month, temp.resolve("month-" + seed));
      if (!lines.isEmpty()) {
        Path scratch = temp.resolve("smaller");
        int[] tries = {0};
        String wanted = kind(lines.get(0));
        TextMonth small =
            Shrinker.smallest(
                month,
                m ->
                    diff(m, scratch.resolve(String.valueOf(tries[0]++))).stream()
                        .anyMatch(line -> kind(line).equals(wanted)));
        throw new AssertionError(
            (full ? "full" : "plain")
                + " month of seed "
                + seed
                + " differs in "
                + lines.size()
                + " places; the first, in a smaller month:\n"
                + small
                + "\n"
                + String.join("\n", diff(small, scratch.resolve("last"))));
      }
    }
  }

  /** What kind of difference it is: its first line, without the name of the record or account. */
  private static String kind(String line) {
    return line.lines().findFirst().orElse("").replaceFirst("^(record|account) .*", "$1");
  }

  private static List<String> diff(TextMonth month, Path folder) {
    month.write(folder);
    return ResultDiff.of(Oracle.reconcile(month), ENGINE.reconcile(folder, month.asOf()));
  }
}
