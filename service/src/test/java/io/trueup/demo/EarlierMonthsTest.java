package io.trueup.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EarlierMonthsTest {
  @TempDir Path folder;

  @Test
  void a_month_is_the_same_whenever_it_is_made_and_another_than_its_neighbours()
      throws IOException {
    EarlierMonths.write(3, folder.resolve("one"));
    EarlierMonths.write(3, folder.resolve("again"));
    EarlierMonths.write(4, folder.resolve("other"));
    for (String file : List.of("usage.csv", "additions.csv", "integrations.csv")) {
      assertThat(folder.resolve("one").resolve(file))
          .hasSameBinaryContentAs(folder.resolve("again").resolve(file));
      assertThat(Files.readString(folder.resolve("other").resolve(file)))
          .as(file)
          .isNotEqualTo(Files.readString(folder.resolve("one").resolve(file)));
    }
  }

  @Test
  void nothing_was_seen_after_the_day_at_which_a_month_is_judged() throws IOException {
    for (int back = 1; back <= EarlierMonths.COUNT; back++) {
      LocalDate last = EarlierMonths.asOf(back);
      assertThat(last.plusDays(1).getDayOfMonth()).isEqualTo(1);
      Path month = folder.resolve("m" + back);
      EarlierMonths.write(back, month);
      try (Stream<String> rows = Files.lines(month.resolve("usage.csv"))) {
        assertThat(
                rows.skip(1)
                    .flatMap(row -> Stream.of(row.split(",", -1)).skip(14).limit(2))
                    .filter(instant -> instant.length() > 10)
                    .map(instant -> LocalDate.parse(instant.substring(0, 10))))
            .allSatisfy(day -> assertThat(day).isBeforeOrEqualTo(last));
      }
    }
  }

  @Test
  void there_are_eleven() {
    assertThat(EarlierMonths.asOf(1)).isEqualTo(LocalDate.of(2026, 9, 30));
    assertThat(EarlierMonths.asOf(11)).isEqualTo(LocalDate.of(2025, 11, 30));
    assertThatThrownBy(() -> EarlierMonths.asOf(12)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> EarlierMonths.asOf(0)).isInstanceOf(IllegalArgumentException.class);
  }
}
