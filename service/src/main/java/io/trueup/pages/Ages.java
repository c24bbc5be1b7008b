package io.trueup.pages;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Times from now, and how long something took, as people say it. */
final class Ages {
  private Ages() {}

  /** {@code 5 minutes ago}, {@code in 3 hours}; empty where there is no moment. */
  static String of(@Nullable Instant moment, Instant now) {
    if (moment == null) {
      return "";
    }
    Duration past = Duration.between(moment, now);
    if (past.abs().toSeconds() < 45) {
      return past.isNegative() ? "in a moment" : "just now";
    }
    return past.isNegative() ? "in " + text(past.negated()) : text(past) + " ago";
  }

  /** In the largest unit that fits, rounded. */
  static String text(Duration time) {
    long minutes = (time.toSeconds() + 30) / 60;
    if (minutes < 60) {
      return many(Math.max(1, minutes), "minute");
    }
    long hours = (minutes + 30) / 60;
    return hours < 48 ? many(hours, "hour") : many((hours + 12) / 24, "day");
  }

  /** How long something took: {@code 0.8 s}, {@code 12 s}, {@code 3 min 5 s}. */
  static String took(@Nullable Instant from, @Nullable Instant to) {
    if (from == null || to == null) {
      return "";
    }
    long millis = Math.max(0, Duration.between(from, to).toMillis());
    if (millis < 10_000) {
      return millis / 1000 + "." + millis % 1000 / 100 + " s";
    }
    long seconds = (millis + 500) / 1000;
    return seconds < 60 ? seconds + " s" : seconds / 60 + " min " + seconds % 60 + " s";
  }

  private static String many(long count, String unit) {
    return count + " " + unit + (count == 1 ? "" : "s");
  }
}
