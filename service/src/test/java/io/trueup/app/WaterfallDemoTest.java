package io.trueup.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.platform.db.TestDatabases;
import io.trueup.platform.db.TestDatabases.TestDatabase;
import io.trueup.provenance.Provenance;
import io.trueup.provenance.Waterfall;
import io.trueup.provenance.Waterfall.Step;
import io.trueup.reconcile.DiscrepancyRow;
import io.trueup.reconcile.RunDao;
import io.trueup.reconcile.RunRow;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The waterfalls of the whole demo month add up to what the run stored, or say that they do not.
 */
@ExtendWith(TestDatabases.class)
final class WaterfallDemoTest {
  private static final BigDecimal TWELVE = BigDecimal.valueOf(12);

  @Test
  void every_figure_of_the_month_is_drawn_from_the_steps_that_the_engine_took(TestDatabase database)
      throws Exception {
    try (DemoRun demo = new DemoRun(database)) {
      List<Provenance> all =
          demo.service.db.read(
              demo.service.tenant,
              handle -> {
                RunRow run = RunDao.find(handle, demo.run).orElseThrow();
                return handle
                    .createQuery("SELECT discrepancy_id FROM discrepancy WHERE run_id = :run")
                    .bind("run", demo.run)
                    .mapTo(String.class)
                    .stream()
                    .map(id -> Provenance.find(handle, run, id).orElseThrow())
                    .toList();
              });
      assertThat(all).hasSizeGreaterThan(500);
      all.forEach(WaterfallDemoTest::assertAddsUp);
      Map<String, Integer> undrawn = new TreeMap<>();
      for (Provenance each : all) {
        for (String sentence : each.waterfall().undrawn()) {
          undrawn.merge(each.row().reason() + ": " + sentence, 1, Integer::sum);
        }
        for (Waterfall.Sum sum : each.waterfall().sums()) {
          if (sum.cuts().isEmpty() && sum.amount().signum() != 0) {
            undrawn.merge(
                each.row().reason() + ", " + sum.title() + ": " + sum.note(), 1, Integer::sum);
          }
        }
      }
      assertThat(undrawn.keySet())
          .as("nothing is left to a guess: the records and lines kept are those that counted")
          .noneMatch(each -> each.contains("how is not kept"))
          .noneMatch(each -> each.contains("prices it was added up from"))
          .noneMatch(each -> each.contains("No rule matched"));
    }
  }

  private static void assertAddsUp(Provenance of) {
    DiscrepancyRow row = of.row();
    String what = row.companyName() + " " + row.productCode() + " " + row.reason();
    for (Waterfall.Part part : of.waterfall().parts()) {
      BigDecimal level = null;
      for (Step step : part.steps()) {
        switch (step.kind()) {
          case "level", "billed" -> {
            if (level != null && step.kind().equals("level")) {
              assertThat(step.amount()).as(what + ": " + step.label()).isEqualByComparingTo(level);
            }
            assertThat(step.to()).isEqualByComparingTo(step.amount());
            level = step.kind().equals("level") ? step.amount() : level;
          }
          case "less", "more" -> {
            assertThat(step.from()).as(what + ": " + step.label()).isEqualByComparingTo(level);
            assertThat(step.to()).isEqualByComparingTo(step.from().add(step.amount()));
            level = step.to();
          }
          default ->
              assertThat(step.amount()).isEqualByComparingTo(step.to().subtract(step.from()));
        }
      }
    }
    assertStored(of, what);
    for (Waterfall.Sum sum : of.waterfall().sums()) {
      if (!sum.cuts().isEmpty()) {
        BigDecimal twelfths =
            sum.cuts().stream()
                .map(
                    cut ->
                        cut.units()
                            .multiply(cut.price())
                            .multiply(BigDecimal.valueOf(12 / cut.months())))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        int digits = Currency.getInstance(sum.currency()).getDefaultFractionDigits();
        assertThat(twelfths.divide(TWELVE, digits, RoundingMode.HALF_UP))
            .as(what + " " + sum.title())
            .isEqualByComparingTo(sum.amount());
      }
    }
  }

  /** What the row has stored stands in the waterfall, each under its own name. */
  private static void assertStored(Provenance of, String what) {
    DiscrepancyRow row = of.row();
    List<Step> steps =
        of.waterfall().parts().stream().flatMap(part -> part.steps().stream()).toList();
    if (steps.stream().noneMatch(step -> step.kind().equals("difference"))) {
      assertThat(of.waterfall().undrawn()).as(what + " says why nothing is compared").isNotEmpty();
      return;
    }
    Step billed =
        steps.stream().filter(step -> step.kind().equals("billed")).findFirst().orElseThrow();
    Step difference =
        steps.stream().filter(step -> step.kind().equals("difference")).findFirst().orElseThrow();
    boolean opinion = row.reason().equals("sources_disagree");
    boolean coverage = row.reason().startsWith("component");
    assertThat(coverage ? row.usedQuantity() : row.billedQuantity())
        .as(what)
        .isEqualByComparingTo(billed.amount());
    if (!coverage && !opinion) {
      assertThat(steps)
          .as(what + " used")
          .anyMatch(step -> same(step, Objects.requireNonNull(row.usedQuantity())));
    }
    if (!row.reason().equals("scheduled_change") && !coverage) {
      assertThat(difference.amount()).as(what + " delta").isEqualByComparingTo(row.delta());
    }
  }

  private static boolean same(Step step, BigDecimal used) {
    return used != null && step.to().compareTo(used) == 0;
  }
}
