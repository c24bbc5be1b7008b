package io.trueup.pages;

import io.trueup.provenance.Waterfall;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of a waterfall as it is drawn: one bar a row, all on one scale.
 *
 * @param zero where nothing is, in percent of the width
 */
public record Fall(String title, String unit, List<Bar> bars, BigDecimal zero) {
  private static final BigDecimal LEAST = new BigDecimal("0.6");

  public Fall {
    bars = List.copyOf(bars);
  }

  /**
   * A row.
   *
   * @param x where its bar begins, in percent of the width
   * @param width of its bar, in percent
   * @param before where the line from the row above comes down, in percent; negative for none
   * @param after where the line to the row below goes down, in percent; negative for none
   */
  public record Bar(
      Waterfall.Step step, BigDecimal x, BigDecimal width, BigDecimal before, BigDecimal after) {}

  static List<Fall> of(Waterfall waterfall) {
    return waterfall.parts().stream().map(Fall::of).toList();
  }

  private static Fall of(Waterfall.Part part) {
    BigDecimal least = BigDecimal.ZERO;
    BigDecimal most = BigDecimal.ONE;
    for (Waterfall.Step step : part.steps()) {
      least = least.min(step.from()).min(step.to());
      most = most.max(step.from()).max(step.to());
    }
    Scale scale = new Scale(least, most.subtract(least));
    List<Bar> bars = new ArrayList<>();
    List<Waterfall.Step> steps = part.steps();
    for (int i = 0; i < steps.size(); i++) {
      Waterfall.Step step = steps.get(i);
      BigDecimal from = scale.at(step.from().min(step.to()));
      BigDecimal width = scale.at(step.from().max(step.to())).subtract(from);
      bars.add(
          new Bar(
              step,
              from,
              step.amount().signum() == 0 ? width : width.max(LEAST),
              i == 0 || !joined(steps.get(i - 1), step)
                  ? none()
                  : scale.at(joint(steps.get(i - 1))),
              i == steps.size() - 1 || !joined(step, steps.get(i + 1))
                  ? none()
                  : scale.at(joint(step))));
    }
    return new Fall(part.title(), part.unit(), bars, scale.at(BigDecimal.ZERO));
  }

  /** Both sides of the comparison stand for themselves. */
  private static boolean joined(Waterfall.Step one, Waterfall.Step next) {
    return !next.kind().equals("billed") && !one.kind().equals("difference");
  }

  private static BigDecimal joint(Waterfall.Step step) {
    return step.to();
  }

  private static BigDecimal none() {
    return BigDecimal.ONE.negate();
  }

  private record Scale(BigDecimal from, BigDecimal range) {
    BigDecimal at(BigDecimal value) {
      return value.subtract(from).movePointRight(2).divide(range, 2, RoundingMode.HALF_UP);
    }
  }
}
