package io.trueup.folder;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Dates and instants as cells write them. Each result is the value or a {@link BadCell}. */
final class Times {
  private static final int EARLIEST = 1900;
  private static final Instant FIRST = Instant.parse("1900-01-01T00:00:00Z");
  private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

  private Times() {}

  static Object date(String text) {
    if (!shape(text, "dddd-dd-dd")) {
      return new BadCell(
          ProblemKind.BAD_DATE, "is no date; write it as YYYY-MM-DD, such as 2026-03-31");
    }
    int year = number(text, 0, 4);
    int month = number(text, 5, 7);
    int day = number(text, 8, 10);
    if (year < EARLIEST) {
      return new BadCell(
          ProblemKind.BAD_DATE, "lies before 1900; leave it empty when it is not known");
    }
    try {
      return LocalDate.of(year, month, day);
    } catch (DateTimeException e) {
      return new BadCell(
          ProblemKind.BAD_DATE, "is a day that does not exist; correct the day or month");
    }
  }

  static Object instant(String text) {
    try {
      Instant instant =
          shape(text, "dddd-dd-ddTdd:dd:ddZ")
              ? plain(text)
              : OffsetDateTime.parse(text).toInstant();
      return instant.isBefore(FIRST) || !instant.isBefore(END)
          ? new BadCell(
              ProblemKind.BAD_INSTANT,
              "lies before 1900 or after 9999; leave it empty when it is not known")
          : instant;
    } catch (DateTimeException e) {
      return new BadCell(ProblemKind.BAD_INSTANT, "is no instant; " + advice(text));
    }
  }

  static Object moment(String text) {
    if (text.length() != 10) {
      return instant(text);
    }
    return date(text) instanceof LocalDate day
        ? day.atStartOfDay().toInstant(ZoneOffset.UTC)
        : date(text);
  }

  private static Instant plain(String text) {
    return LocalDateTime.of(
            number(text, 0, 4),
            number(text, 5, 7),
            number(text, 8, 10),
            number(text, 11, 13),
            number(text, 14, 16),
            number(text, 17, 19))
        .toInstant(ZoneOffset.UTC);
  }

  private static String advice(String text) {
    String spaced = text.replaceFirst(" ", "T");
    try {
      LocalDateTime.parse(spaced);
      return "add its offset from UTC, such as " + spaced + "Z or " + spaced + "+01:00";
    } catch (DateTimeException e) {
      return "write it with its offset from UTC, such as 2026-03-31T08:15:00Z";
    }
  }

  /**
   * Whether {@code text} looks like {@code pattern}, in which d is a digit and the rest is itself.
   */
  private static boolean shape(String text, String pattern) {
    if (text.length() != pattern.length()) {
      return false;
    }
    for (int i = 0; i < pattern.length(); i++) {
      char wanted = pattern.charAt(i);
      char c = text.charAt(i);
      if (wanted == 'd' ? c < '0' || c > '9' : c != wanted) {
        return false;
      }
    }
    return true;
  }

  private static int number(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      number = 10 * number + text.charAt(i) - '0';
    }
    return number;
  }
}
