package io.trueup.web;

import io.trueup.platform.http.Role;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;

/**
 * Numbers, dates and codes as people read them; templates see it as {@code show}. Numbers and dates
 * are written as the reader's locale has them, times in UTC, which a script turns into the reader's
 * own. Parameters of type Object take what a template may lack: an empty text then.
 */
public final class Shown {
  private static final Map<String, String> CLASSES =
      Map.of(
          "MATCHED", "Matched",
          "UNDERBILLING", "Underbilled",
          "OVERBILLING", "Overbilled",
          "INACTIVE_SEATS", "Idle seats",
          "MISSING_PRICE", "No price",
          "SETUP_ISSUE", "Setup issue",
          "FOLLOW_UP", "Follow-up");
  private static final Map<String, String> TONES =
      Map.of("UNDERBILLING", "under", "OVERBILLING", "over", "INACTIVE_SEATS", "idle");

  private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);
  private static final String NONE = "\u2013";

  private final Locale locale;

  Shown(Locale locale) {
    this.locale = locale;
  }

  /** An amount with its currency's digits, a true minus sign, and without the currency. */
  public String amount(Object amount, String currency) {
    return amount instanceof BigDecimal known ? digits(known, minor(currency, known)) : NONE;
  }

  /** As {@link #amount}, also with a plus sign. */
  public String signed(Object amount, String currency) {
    return plus(amount) + amount(amount, currency);
  }

  /** A price: at least the currency's digits, more where it has more. */
  public String price(Object price, String currency) {
    return price instanceof BigDecimal known
        ? digits(known, Math.max(minor(currency, known), known.stripTrailingZeros().scale()))
        : NONE;
  }

  /** Units without trailing zeros; a dash where they are not known. */
  public String units(Object units) {
    return units instanceof BigDecimal known
        ? digits(known, Math.max(0, known.stripTrailingZeros().scale()))
        : NONE;
  }

  /** As {@link #units}, also with a plus sign. */
  public String signedUnits(Object units) {
    return plus(units) + units(units);
  }

  /** A whole number. */
  public String count(Object count) {
    return count instanceof Number known ? digits(BigDecimal.valueOf(known.longValue()), 0) : NONE;
  }

  /** {@code 1 line}, {@code 2 lines}. */
  public String many(Number count, String noun) {
    return count(count) + " " + noun + (count.longValue() == 1 ? "" : "s");
  }

  /** A fraction; never rounded up to the whole. */
  public String percent(Object fraction) {
    if (!(fraction instanceof BigDecimal known)) {
      return NONE;
    }
    BigDecimal percent = known.movePointRight(2).setScale(1, RoundingMode.DOWN);
    return digits(percent, percent.stripTrailingZeros().scale() <= 0 ? 0 : 1) + "\u00a0%";
  }

  /** A date. */
  public String day(Object day) {
    return day instanceof LocalDate known
        ? DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).withLocale(locale).format(known)
        : NONE;
  }

  /** {@code October 2026}. */
  public String month(LocalDate day) {
    return DateTimeFormatter.ofPattern("LLLL uuuu", locale).format(day);
  }

  /** {@code Oct}. */
  public String shortMonth(LocalDate day) {
    return DateTimeFormatter.ofPattern("LLL", locale).format(day);
  }

  /** A round number as the axis of a chart has it: {@code 1.5k}. */
  public String axis(BigDecimal number) {
    return number.abs().compareTo(THOUSAND) < 0
        ? units(number)
        : units(number.movePointLeft(3)) + "k";
  }

  /** A moment, in UTC. */
  public String moment(Object moment) {
    return moment instanceof Instant known
        ? DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                .withLocale(locale)
                .format(known.atOffset(ZoneOffset.UTC))
            + " UTC"
        : "never";
  }

  /** Bytes as kB or MB. */
  public String size(long bytes) {
    return bytes < 1_000_000
        ? count(Math.max(1, (bytes + 500) / 1000)) + " kB"
        : digits(BigDecimal.valueOf(bytes, 6), 1) + " MB";
  }

  /** {@code UNDERBILLING} as {@code Underbilled}. */
  public String kind(String discrepancyClass) {
    return CLASSES.getOrDefault(discrepancyClass, discrepancyClass);
  }

  /** How a class is coloured: {@code under}, {@code over}, {@code idle} or {@code plain}. */
  public String tone(String discrepancyClass) {
    return TONES.getOrDefault(discrepancyClass, "plain");
  }

  /** {@code stale_integration} as {@code stale integration}. */
  public String words(String code) {
    return code.replace('_', ' ').replace('.', ' ');
  }

  /** With a capital letter. */
  public String sentence(String text) {
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  /** {@code user:anna} as {@code anna}, {@code key:AbCd1234} as {@code key AbCd1234}. */
  public String actor(String actor) {
    return person(actor).replaceFirst("^key:", "key ");
  }

  static String person(String actor) {
    return actor.replaceFirst("^user:", "");
  }

  /** The first figures of a hash. */
  public String brief(String hash) {
    return hash.substring(0, Math.min(12, hash.length()));
  }

  static String role(Role role) {
    String words = role.name().replace('_', ' ').toLowerCase(Locale.ROOT);
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  private static String plus(Object number) {
    return number instanceof BigDecimal known && known.signum() > 0 ? "+" : "";
  }

  private static int minor(String currency, BigDecimal amount) {
    try {
      return Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
    } catch (IllegalArgumentException e) {
      return Math.max(0, amount.scale());
    }
  }

  private String digits(BigDecimal number, int digits) {
    NumberFormat format = NumberFormat.getNumberInstance(locale);
    format.setMinimumFractionDigits(digits);
    format.setMaximumFractionDigits(digits);
    format.setRoundingMode(RoundingMode.HALF_UP);
    if (format instanceof DecimalFormat decimal) {
      decimal.setNegativePrefix("\u2212");
    }
    return format.format(number);
  }
}
