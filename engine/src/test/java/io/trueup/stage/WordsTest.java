package io.trueup.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class WordsTest {
  @Test
  void thousands_are_grouped_and_amounts_have_their_minor_units() {
    assertThat(Words.money(new BigDecimal("1440"), "USD")).isEqualTo("USD 1,440.00");
    assertThat(Words.money(new BigDecimal("-1234567.895"), "USD")).isEqualTo("USD -1,234,567.90");
    assertThat(Words.money(new BigDecimal("999.5"), "JPY")).isEqualTo("JPY 1,000");
    assertThat(Words.price(new BigDecimal("0.0425"), "USD")).isEqualTo("USD 0.0425");
    assertThat(Words.price(new BigDecimal("1E+3"), "JPY")).isEqualTo("JPY 1,000");
    assertThat(Words.units(new BigDecimal("1537.40"))).isEqualTo("1,537.4");
    assertThat(Words.units(new BigDecimal("-3"))).isEqualTo("-3");
    assertThat(Words.units(0)).isEqualTo("0");
  }

  @Test
  void every_number_is_written_as_the_platform_formats_it() {
    long seed = 20_261_124;
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      BigDecimal value =
          BigDecimal.valueOf(random.nextLong() >> random.nextInt(63), random.nextInt(8) - 2);
      DecimalFormat format =
          new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.ROOT));
      format.setMinimumFractionDigits(2);
      format.setMaximumFractionDigits(2);
      format.setRoundingMode(RoundingMode.HALF_UP);
      assertThat(Words.money(value, "USD"))
          .as("seed %d, %s", seed, value)
          .isEqualTo("USD " + format.format(value));
    }
  }
}
