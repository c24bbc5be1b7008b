package io.trueup.ruletests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** The comparison itself must notice. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class ResultDiffTest {

  private static MonthBuilder month(int used) {
    return MonthBuilder.licences("2026-03-31", "BP", "3", "22.00").use(used, "licence");
  }

  @Test
  void a_result_does_not_differ_from_itself() {
    assertEquals(List.of(), ResultDiff.of(month(4).reconcile(), month(4).reconcile()));
  }

  @Test
  void a_wrong_amount_is_named_with_both_rows() {
    OracleResult right = month(4).reconcile();
    OracleResult wrong =
        new OracleResult(
            List.of(right.rows().get(0).with("monthly_impact", "22.01")),
            right.fates(),
            right.links());
    List<String> lines = ResultDiff.of(right, wrong);
    assertEquals(1, lines.size());
    assertTrue(lines.get(0).startsWith("row differs in [monthly_impact]"), lines.get(0));
  }

  @Test
  void a_row_too_many_or_too_few_and_a_lost_record_are_noticed() {
    OracleResult four = month(4).reconcile();
    OracleResult none = new OracleResult(List.of(), month(3).reconcile().fates(), four.links());
    assertEquals(2, ResultDiff.of(four, none).size());
    assertEquals(2, ResultDiff.of(none, four).size());
  }

  @Test
  void a_failing_month_shrinks_to_what_makes_it_fail() {
    TextMonth small =
        Shrinker.smallest(
            Months.plain(3),
            m ->
                Oracle.reconcile(m).rows().stream()
                    .anyMatch(row -> row.get("reason").equals("line_without_usage")));
    assertEquals(1, small.rows("additions.csv").size(), small::toString);
    assertEquals(0, small.rows("usage.csv").size(), small::toString);
    assertEquals(1, small.rows("companies.csv").size(), small::toString);
  }
}
