package io.trueup.platform.http;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads query and path parameters; a value that is not allowed is told together with those that
 * are.
 */
public final class Parameters {
  private static final int LONGEST = 500;
  private static final int FIRST_YEAR = 1970;

  private Parameters() {}

  /** One of a closed set. */
  public static Optional<String> choice(String name, @Nullable String value, List<String> allowed) {
    if (value == null || value.isEmpty()) {
      return Optional.empty();
    }
    if (!allowed.contains(value)) {
      throw ProblemException.invalid(name, "is not one of the values it may have", allowed);
    }
    return Optional.of(value);
  }

  /** {@code true} or {@code false}. */
  public static Optional<Boolean> truth(String name, @Nullable String value) {
    return choice(name, value, List.of("true", "false")).map(Boolean::valueOf);
  }

  /** A text of bounded length. */
  public static Optional<String> text(String name, @Nullable String value) {
    if (value == null || value.isEmpty()) {
      return Optional.empty();
    }
    if (value.length() > LONGEST || value.indexOf('\0') >= 0) {
      throw ProblemException.invalid(
          name, "must be at most 500 characters, none of them NUL", List.of());
    }
    return Optional.of(value);
  }

  /** A decimal number. */
  public static Optional<BigDecimal> decimal(String name, @Nullable String value) {
    if (value == null || value.isEmpty()) {
      return Optional.empty();
    }
    if (!value.matches("-?\\d{1,15}(\\.\\d{1,10})?")) {
      throw ProblemException.invalid(name, "must be a number like 12.50", List.of());
    }
    return Optional.of(new BigDecimal(value));
  }

  /** A month of an address, like {@code 2026-10}. One that is malformed names nothing. */
  public static YearMonth month(String value) {
    if (value.matches("\\d{4}-\\d{2}")) {
      try {
        return YearMonth.parse(value);
      } catch (DateTimeParseException e) {
        throw ProblemException.notFound("month");
      }
    }
    throw ProblemException.notFound("month");
  }

  /** A date like {@code 2026-10-31}, of a year from 1970 to 9999. */
  public static Optional<LocalDate> day(String name, @Nullable String value) {
    if (value == null || value.isEmpty()) {
      return Optional.empty();
    }
    try {
      if (value.matches("\\d{4}-\\d\\d-\\d\\d")) {
        LocalDate day = LocalDate.parse(value);
        if (day.getYear() >= FIRST_YEAR) {
          return Optional.of(day);
        }
      }
    } catch (DateTimeParseException e) {
      throw noDay(name);
    }
    throw noDay(name);
  }

  private static ProblemException noDay(String name) {
    return ProblemException.invalid(
        name, "must be a date like 2026-10-31, between 1970 and 9999", List.of());
  }

  /** How many rows a page may have: 1 to 500, 50 when not said. */
  public static int limit(@Nullable String value) {
    if (value == null || value.isEmpty()) {
      return 50;
    }
    if (!value.matches("\\d{1,3}")
        || Integer.parseInt(value) < 1
        || Integer.parseInt(value) > 500) {
      throw ProblemException.invalid("limit", "must be a whole number from 1 to 500", List.of());
    }
    return Integer.parseInt(value);
  }

  /** An id within an address. One that is malformed names nothing, so the answer is "not found". */
  public static UUID id(String what, String value) {
    try {
      UUID id = UUID.fromString(value);
      if (id.toString().equalsIgnoreCase(value)) {
        return id;
      }
    } catch (IllegalArgumentException e) {
      throw ProblemException.notFound(what);
    }
    throw ProblemException.notFound(what);
  }
}
