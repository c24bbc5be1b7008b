package io.trueup.spark;

import io.trueup.facts.Month;
import io.trueup.stage.LastSync;
import java.io.Serializable;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/**
 * The day at which a month is judged.
 *
 * @param day the same for all; null when each month has its own
 * @param monthEnd whether that is its last day, not the day of its last sync
 */
record AsOf(@Nullable LocalDate day, boolean monthEnd) implements Serializable {
  private static final long serialVersionUID = 1L;
  static final AsOf LAST_SYNC = new AsOf(null, false);

  /**
   * As an argument says it: {@code last-sync}, {@code month-end} or a date.
   *
   * @throws UnusableJob when it is neither
   */
  static AsOf of(String text) {
    switch (text) {
      case "last-sync":
        return LAST_SYNC;
      case "month-end":
        return new AsOf(null, true);
      default:
        try {
          return new AsOf(LocalDate.parse(text), false);
        } catch (DateTimeParseException e) {
          throw new UnusableJob(
              "--as-of is " + text, "write last-sync, month-end or a day such as 2026-10-31");
        }
    }
  }

  /** The day for a month; its last one also where no integration was ever tried. */
  LocalDate of(TenantMonth key, Month month) {
    LocalDate end = YearMonth.parse(key.month()).atEndOfMonth();
    if (day != null) {
      return day;
    }
    return monthEnd ? end : LastSync.day(month).orElse(end);
  }
}
