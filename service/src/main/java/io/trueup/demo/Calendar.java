package io.trueup.demo;

import java.time.LocalDate;
import java.util.Locale;

/** The days of the demo month, and instants written on them. */
final class Calendar {
  /** The day the month is judged at. */
  static final LocalDate AS_OF = LocalDate.of(2026, 10, 31);

  /** The day of the run before: a week earlier, in the same month. */
  static final LocalDate PREVIOUS = LocalDate.of(2026, 10, 24);

  /** Last day on which what has always been there may have appeared. */
  private static final LocalDate SETTLED = LocalDate.of(2026, 9, 20);

  private Calendar() {}

  /** An instant on that day in UTC. */
  static String at(LocalDate day, int hour, int minute) {
    return String.format(Locale.ROOT, "%sT%02d:%02d:00Z", day, hour, minute);
  }

  /** An instant in October 2026, in office hours. */
  static String october(int day) {
    return at(LocalDate.of(2026, 10, day), 9, 30);
  }

  /** An instant so many days before the month's last day. */
  static String daysAgo(int days, Dice dice) {
    return at(AS_OF.minusDays(days), dice.between(6, 18), dice.between(0, 59));
  }

  /** An instant well before October, up to three years back. */
  static String longAgo(Dice dice) {
    return at(SETTLED.minusDays(dice.between(0, 1000)), dice.between(7, 17), dice.between(0, 59));
  }

  /** Whether an instant lies on or before the previous run's day. */
  static boolean knownBefore(String instant) {
    return instant.compareTo(PREVIOUS.plusDays(1).toString()) < 0;
  }
}
