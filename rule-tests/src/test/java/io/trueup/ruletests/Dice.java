package io.trueup.ruletests;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Seeded choices. */
final class Dice {

  private final Random random;

  Dice(long seed) {
    random = new Random(seed * 0x9E3779B97F4A7C15L + 1);
  }

  /** From low to high, both possible. */
  int between(int low, int high) {
    return low + random.nextInt(high - low + 1);
  }

  boolean percent(int chance) {
    return random.nextInt(100) < chance;
  }

  @SafeVarargs
  final <T> T of(T... choices) {
    return choices[random.nextInt(choices.length)];
  }

  <T> T of(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** The text at such a chance, else empty. */
  String maybe(int chance, String text) {
    return percent(chance) ? text : "";
  }

  /**
   * Some time of a day so many days before (negative: after) the date, now and then on the hour.
   */
  String instant(LocalDate date, int daysBefore) {
    LocalTime time =
        percent(20)
            ? LocalTime.of(between(0, 23), 0)
            : LocalTime.of(between(0, 23), between(0, 59));
    String offset = of("Z", "Z", "Z", "+02:00", "-05:00");
    return date.minusDays(daysBefore).atTime(time) + ":00" + offset;
  }

  String utc(LocalDate date, int daysBefore, int hour) {
    return date.minusDays(daysBefore)
        .atTime(hour, 0)
        .atOffset(ZoneOffset.UTC)
        .toInstant()
        .toString();
  }

  /** The same text written in some mixture of cases. */
  String anyCase(String text) {
    return switch (between(0, 3)) {
      case 0 -> text.toUpperCase(Locale.ROOT);
      case 1 -> text.toLowerCase(Locale.ROOT);
      default -> text;
    };
  }
}
