package io.trueup.connector;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads dates and moments in the ways that a vendor writes them. */
final class Moments {
  private static final Pattern ISO =
      Pattern.compile(
          "(\\d{4}-\\d{2}-\\d{2})(?:[T ](\\d{2}:\\d{2}(?::\\d{2})?)(?:[.,](\\d{1,12}))?)?\\s*(Z|z|[+-]\\d{2}:?\\d{2}|[+-]\\d{2})?");
  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}(\\.\\d{1,12})?");
  private static final BigInteger NANOS = BigInteger.valueOf(1_000_000_000);
  private static final Instant LATEST =
      LocalDate.of(9999, 12, 31).atStartOfDay(ZoneOffset.UTC).toInstant();
  private static final ZoneOffset UTC = ZoneOffset.UTC;

  private final List<String> formats;
  private final List<DateTimeFormatter> patterns = new ArrayList<>();
  private final ZoneId zone;

  /**
   * @param formats {@code iso}, {@code epoch_s}, {@code epoch_ms} or patterns; iso when empty
   * @param zone of moments without an offset
   * @throws IllegalArgumentException when a pattern or the zone is none
   */
  Moments(List<String> formats, @Nullable String zone) {
    this.formats = formats.isEmpty() ? List.of("iso") : formats;
    for (String format : this.formats) {
      if (!format.equals("iso") && !format.equals("epoch_s") && !format.equals("epoch_ms")) {
        patterns.add(strict(format));
      }
    }
    try {
      this.zone = zone == null ? UTC : ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(zone + " is no time zone", e);
    }
  }

  /** A pattern that takes no 31 April for a 30 April. */
  private static DateTimeFormatter strict(String format) {
    StringBuilder years = new StringBuilder();
    boolean quoted = false;
    for (char c : format.toCharArray()) {
      quoted ^= c == '\'';
      // A year of an era is none without the era; people mean the year.
      years.append(c == 'y' && !quoted ? 'u' : c);
    }
    return new DateTimeFormatterBuilder()
        .parseCaseInsensitive()
        .appendPattern(years.toString())
        .toFormatter(Locale.ENGLISH)
        .withResolverStyle(ResolverStyle.STRICT);
  }

  /** A day or a moment, as far as it was written. */
  private record Read(
      @Nullable LocalDate day, @Nullable LocalDateTime local, @Nullable Instant moment) {}

  /** The moment in ISO 8601 in UTC, null when the text is none. */
  @Nullable String instant(String text) {
    Read read = read(text);
    if (read == null) {
      return null;
    }
    Instant moment = read.moment();
    if (moment == null && read.local() != null) {
      moment = read.local().atZone(zone).toInstant();
    }
    if (moment == null && read.day() != null) {
      moment = read.day().atStartOfDay(zone).toInstant();
    }
    return moment == null ? null : moment.toString();
  }

  /** The day as it was written, whatever its offset, null when the text is none. */
  @Nullable String date(String text) {
    Read read = read(text);
    if (read == null) {
      return null;
    }
    if (read.day() != null) {
      return read.day().toString();
    }
    return read.moment() == null ? null : read.moment().atZone(zone).toLocalDate().toString();
  }

  private @Nullable Read read(String text) {
    String stripped = text.strip();
    for (String format : formats) {
      Read read =
          switch (format) {
            case "iso" -> iso(stripped);
            case "epoch_s" -> epoch(stripped, 0);
            case "epoch_ms" -> epoch(stripped, 3);
            default -> null;
          };
      if (read != null) {
        return read;
      }
    }
    for (DateTimeFormatter pattern : patterns) {
      Read read = pattern(stripped, pattern);
      if (read != null) {
        return read;
      }
    }
    return null;
  }

  private static @Nullable Read iso(String text) {
    Matcher matcher = ISO.matcher(text);
    if (!matcher.matches()) {
      return null;
    }
    try {
      LocalDate day = LocalDate.parse(matcher.group(1));
      String time = matcher.group(2);
      if (time == null) {
        return new Read(day, null, null);
      }
      String fraction = matcher.group(3);
      LocalDateTime local = LocalDateTime.parse(day + "T" + time);
      if (fraction != null) {
        // Some vendors write more digits than there are nanoseconds.
        String nanos = (fraction + "000000000").substring(0, 9);
        local = local.with(ChronoField.NANO_OF_SECOND, Long.parseLong(nanos));
      }
      String offset = matcher.group(4);
      Instant moment = offset == null ? null : OffsetDateTime.of(local, offset(offset)).toInstant();
      return new Read(day, local, moment);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static ZoneOffset offset(String text) {
    return text.equalsIgnoreCase("Z") ? UTC : ZoneOffset.of(text);
  }

  private static @Nullable Read epoch(String text, int digits) {
    if (!NUMBER.matcher(text).matches()) {
      return null;
    }
    BigDecimal seconds = new BigDecimal(text).movePointLeft(digits);
    try {
      BigDecimal nanos = seconds.movePointRight(9).setScale(0, RoundingMode.DOWN);
      BigInteger[] parts = nanos.toBigInteger().divideAndRemainder(NANOS);
      Instant moment = Instant.ofEpochSecond(parts[0].longValueExact(), parts[1].longValueExact());
      return moment.isAfter(LATEST) ? null : new Read(null, null, moment);
    } catch (ArithmeticException | DateTimeException e) {
      return null;
    }
  }

  private @Nullable Read pattern(String text, DateTimeFormatter pattern) {
    try {
      TemporalAccessor parsed = pattern.parse(text);
      LocalDate day = parsed.query(TemporalQueries.localDate());
      if (day == null) {
        return null;
      }
      LocalDateTime local =
          parsed.query(TemporalQueries.localTime()) == null
              ? null
              : LocalDateTime.of(day, parsed.query(TemporalQueries.localTime()));
      Instant moment =
          parsed.isSupported(ChronoField.INSTANT_SECONDS) ? Instant.from(parsed) : null;
      return new Read(day, local, moment);
    } catch (DateTimeException e) {
      return null;
    }
  }
}
