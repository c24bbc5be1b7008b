package io.trueup.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MomentsTest {
  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "iso, 2026-03-31T08:15:00Z, 2026-03-31T08:15:00Z, 2026-03-31",
        "iso, 2026-03-31T08:15:00.1234567Z, 2026-03-31T08:15:00.123456700Z, 2026-03-31",
        "iso, 2026-03-31T08:15:00.123456789012Z, 2026-03-31T08:15:00.123456789Z, 2026-03-31",
        "iso, '2026-03-31T08:15:00,5Z', 2026-03-31T08:15:00.500Z, 2026-03-31",
        "iso, 2026-03-31T23:30:00-05:00, 2026-04-01T04:30:00Z, 2026-03-31",
        "iso, 2026-03-31T08:15:00+0530, 2026-03-31T02:45:00Z, 2026-03-31",
        "iso, 2026-03-31 08:15:00 +02, 2026-03-31T06:15:00Z, 2026-03-31",
        "iso, 2026-03-31T08:15, 2026-03-31T06:15:00Z, 2026-03-31",
        "iso, 2026-01-31T08:15:00, 2026-01-31T07:15:00Z, 2026-01-31",
        "iso, 2026-03-31, 2026-03-30T22:00:00Z, 2026-03-31",
        "iso, 2026-02-30, none, none",
        "iso, 31/03/2026, none, none",
        "iso, soon, none, none",
        "epoch_s, 1774944900, 2026-03-31T08:15:00Z, 2026-03-31",
        "epoch_s, 1774944900.25, 2026-03-31T08:15:00.250Z, 2026-03-31",
        "epoch_ms, 1774944900123, 2026-03-31T08:15:00.123Z, 2026-03-31",
        "epoch_ms, 1774944900123.5, 2026-03-31T08:15:00.123500Z, 2026-03-31",
        "epoch_s, 999999999999999999, none, none",
        "epoch_s, 2026-03-31, none, none",
        "dd/MM/uuuu, 31/03/2026, 2026-03-30T22:00:00Z, 2026-03-31",
        "dd/MM/yyyy, 31/03/2026, 2026-03-30T22:00:00Z, 2026-03-31",
        "dd/MM/yyyy, 31/04/2026, none, none",
        "M/d/yyyy h:mm:ss a, 3/31/2026 8:15:00 am, 2026-03-31T06:15:00Z, 2026-03-31",
        "'d MMM, yyyy', '31 Mar, 2026', 2026-03-30T22:00:00Z, 2026-03-31",
      })
  void moments_and_dates_are_read(String format, String text, String moment, String date) {
    Moments moments = new Moments(List.of(format), "Europe/Berlin");
    assertThat(moments.instant(text)).isEqualTo(moment);
    assertThat(moments.date(text)).isEqualTo(date);
  }

  @Test
  void several_ways_are_tried_in_turn() {
    Moments moments = new Moments(List.of("iso", "epoch_ms"), null);
    assertThat(moments.instant("1774944900000")).isEqualTo("2026-03-31T08:15:00Z");
    assertThat(moments.instant("2026-03-31T08:15:00")).isEqualTo("2026-03-31T08:15:00Z");
  }

  @Test
  void a_zone_or_pattern_that_is_none_is_told() {
    assertThatThrownBy(() -> new Moments(List.of(), "Europe/Berlim"))
        .hasMessage("Europe/Berlim is no time zone");
    assertThatThrownBy(() -> new Moments(List.of("dd/bb"), null))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
