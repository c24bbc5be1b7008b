package io.trueup.ruletests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.trueup.rulebase.RuleBundle;
import io.trueup.ruletests.OracleResult.Totals;
import io.trueup.stage.Reconciled;
import io.trueup.stage.Summary;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only the product can promise: its summary fits its rows, and threads change nothing. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class EnginePromisesTest {

  private static final int SEEDS = 40;
  private static final Pattern EVIDENCE = Pattern.compile("(?s), evidence=RowEvidence.*");

  private final RuleBundle bundle = EngineReconciler.shippedBundle();

  @Test
  void a_second_run_and_threads_and_the_order_of_the_input_change_nothing_not_even_in_explanations(
      @TempDir Path temp) {
    for (long seed = 1; seed <= SEEDS; seed++) {
      TextMonth month = Months.full(seed);
      Path asIs = temp.resolve("as-is-" + seed);
      Path shuffled = temp.resolve("shuffled-" + seed);
      month.write(asIs);
      month.writeShuffled(shuffled, seed);
      Reconciled one = new EngineReconciler(bundle, 1).run(asIs, month.asOf());
      Reconciled many = new EngineReconciler(bundle, 3).run(shuffled, month.asOf());
      Reconciled again = new EngineReconciler(bundle, 1).run(asIs, month.asOf());
      assertEquals(lines(one.discrepancies()), lines(again.discrepancies()), "seed " + seed);
      assertEquals(
          lines(one.discrepancies()), lines(many.discrepancies()), "full month of seed " + seed);
    }
  }

  private static String lines(Iterable<?> rows) {
    StringBuilder text = new StringBuilder();
    // Evidence numbers its groups in the order of the work.
    rows.forEach(row -> text.append(EVIDENCE.matcher(row.toString()).replaceAll("")).append('\n'));
    return text.toString();
  }

  @Test
  void the_summary_is_the_sum_of_the_rows(@TempDir Path temp) {
    for (long seed = 1; seed <= SEEDS; seed++) {
      String name = "full month of seed " + seed;
      TextMonth month = Months.full(seed);
      Path folder = temp.resolve("month-" + seed);
      month.write(folder);
      Reconciled reconciled = new EngineReconciler(bundle, 2).run(folder, month.asOf());
      Summary summary = reconciled.summary();
      OracleResult result = EngineReconciler.shaped(reconciled);
      Map<String, Totals> totals = new TreeMap<>();
      summary
          .totals()
          .forEach(
              (currency, t) ->
                  totals.put(
                      currency,
                      new Totals(t.underbilled(), t.overbilled(), t.held(), t.reclaimable())));
      assertEquals(result.totals(), totals, name);
      Summary.Coverage coverage = summary.coverage();
      assertEquals(result.fates().size(), coverage.records(), name);
      assertEquals(
          coverage.records(),
          coverage.counted() + coverage.excluded() + coverage.unaccounted(),
          name);
      long perIntegration =
          summary.integrations().values().stream()
              .mapToLong(i -> i.counted() + i.excluded() + i.unaccounted())
              .sum();
      assertEquals(coverage.records(), perIntegration, name);
      int rows =
          summary.classes().values().stream()
              .flatMap(reasons -> reasons.values().stream())
              .mapToInt(Integer::intValue)
              .sum();
      assertEquals(reconciled.discrepancies().size(), rows, name);
    }
  }
}
