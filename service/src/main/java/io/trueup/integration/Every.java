package io.trueup.integration;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times between syncs as people write them: {@code 30m}, {@code 12h}, {@code 1d}. */
public final class Every {
  /** What is wrong with a text that is none. */
  public static final String RULE = "must be a time from 5m to 31d, such as 30m, 12h or 1d";

  private static final Pattern TEXT = Pattern.compile("([1-9]\\d{0,4})\\s*([mhd])");
  private static final Duration SHORTEST = Duration.ofMinutes(5);
  private static final Duration LONGEST = Duration.ofDays(31);

  private Every() {}

  /** The time that a text means; empty when it means none within bounds. */
  public static Optional<Duration> find(String text) {
    Matcher parts = TEXT.matcher(text.trim());
    if (!parts.matches()) {
      return Optional.empty();
    }
    long count = Long.parseLong(parts.group(1));
    Duration found =
        switch (parts.group(2)) {
          case "m" -> Duration.ofMinutes(count);
          case "h" -> Duration.ofHours(count);
          default -> Duration.ofDays(count);
        };
    return found.compareTo(SHORTEST) < 0 || found.compareTo(LONGEST) > 0
        ? Optional.empty()
        : Optional.of(found);
  }

  /** A time as text, in the largest unit that holds it. */
  public static String text(Duration every) {
    long minutes = every.toMinutes();
    if (minutes % 1440 == 0) {
      return minutes / 1440 + "d";
    }
    return minutes % 60 == 0 ? minutes / 60 + "h" : minutes + "m";
  }
}
