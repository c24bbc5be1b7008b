package io.trueup.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {
  private static final Instant NOW = Instant.parse("2026-11-20T08:00:00Z");

  @ParameterizedTest
  @CsvSource({
    // seconds
    "30, '', 30",
    "0, '', 0",
    "1.5, '', 1.5",
    "'30, 60', '', 30",
    "-5, '', 0",
    // a date: by the vendor's own clock, where it shows it
    "'Fri, 20 Nov 2026 08:00:30 GMT', '', 30",
    "'Fri, 20 Nov 2026 09:00:30 GMT', 'Fri, 20 Nov 2026 09:00:00 GMT', 30",
    "'Fri, 20 Nov 2026 07:00:30 GMT', 'Fri, 20 Nov 2026 07:00:00 GMT', 30",
    "'Fri, 20 Nov 2026 07:59:00 GMT', '', 0",
    "2026-11-20T08:00:30Z, '', 30",
    // seconds since 1970
    "1795161630, '', 30",
    "1795165230, 'Fri, 20 Nov 2026 09:00:00 GMT', 30",
    "1795161630000, '', 30",
    "1795161000, '', 0",
    // nothing
    "'', '', 0",
    "soon, '', 0",
    "999999999999999999999, '', 0",
  })
  void the_time_to_wait_is_read(String header, String date, String seconds) {
    Map<String, String> headers = new HashMap<>(Map.of("x-wait", header));
    if (!date.isEmpty()) {
      headers.put("date", date);
    }
    Answer answer = new Answer(429, headers, new byte[0], NOW);
    assertThat(RetryAfter.read(answer, "X-Wait", NOW))
        .isEqualTo(Duration.parse("PT" + seconds + "S"));
  }
}
