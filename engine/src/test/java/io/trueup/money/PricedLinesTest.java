package io.trueup.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.trueup.money.PricedLines.Line;
import io.trueup.money.PricedLines.Part;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What more or fewer units of several lines are worth. */
final class PricedLinesTest {
  private static Line line(int billed, String price, int months) {
    return new Line(
        BigDecimal.valueOf(billed),
        price.isEmpty()
            ? Optional.empty()
            : Optional.of(new MonthlyPrice(new BigDecimal(price), months)));
  }

  private static BigDecimal month(PricedLines lines, int delta) {
    return MonthlyPrice.month(
        lines.twelfths(BigDecimal.valueOf(delta)), java.util.Currency.getInstance("USD"));
  }

  @Test
  void growth_goes_to_the_newest_price_and_a_cut_off_the_newest_line_first() {
    PricedLines lines = new PricedLines(List.of(line(2, "15.00", 1), line(10, "120.00", 12)));
    assertThat(month(lines, 3)).isEqualByComparingTo("45.00");
    assertThat(month(lines, -2)).isEqualByComparingTo("-30.00");
    assertThat(month(lines, -5)).as("two at 15, three at 10").isEqualByComparingTo("-60.00");
    assertThat(lines.parts(BigDecimal.valueOf(-5)))
        .extracting(Part::line, part -> part.units().intValue())
        .containsExactly(tuple(0, -2), tuple(1, -3));
  }

  @Test
  void units_beyond_all_lines_and_those_of_an_unknown_price_are_taken_at_the_newest() {
    PricedLines lines = new PricedLines(List.of(line(1, "", 1), line(1, "10.00", 1)));
    assertThat(month(lines, -1)).isEqualByComparingTo("-10.00");
    assertThat(month(lines, -4)).isEqualByComparingTo("-40.00");
    assertThat(lines.parts(BigDecimal.valueOf(-4)))
        .extracting(Part::line, part -> part.units().intValue())
        .containsExactly(tuple(0, -1), tuple(1, -1), tuple(1, -2));
  }

  @Test
  void free_lines_and_adjustments_are_worth_nothing_when_they_are_cut() {
    PricedLines lines =
        new PricedLines(List.of(line(-2, "10.00", 1), line(3, "0", 1), line(5, "10.00", 1)));
    assertThat(month(lines, -3)).isEqualByComparingTo("0");
    assertThat(month(lines, -4)).isEqualByComparingTo("-10.00");
  }

  @Test
  void without_any_price_nothing_is_known() {
    PricedLines lines = new PricedLines(List.of(line(3, "", 1)));
    assertThat(lines.growthPrice()).isEmpty();
    assertThat(lines.parts(BigDecimal.valueOf(-2))).isEmpty();
    assertThat(lines.parts(BigDecimal.ONE)).isEmpty();
  }
}
