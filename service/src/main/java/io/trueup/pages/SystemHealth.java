package io.trueup.pages;

import io.trueup.sync.HealthRow;
import io.trueup.sync.SyncRow;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether a connected system can be believed, in a word and in a sentence.
 *
 * @param label the word
 * @param tone its colour: {@code good}, {@code warn}, {@code bad} or {@code plain}
 * @param sentence why, or when it was read well
 * @param advice what to do next; empty for nothing
 */
public record SystemHealth(String label, String tone, String sentence, String advice) {
  static SystemHealth of(HealthRow row, Instant now) {
    return new SystemHealth(
        label(row.status()), tone(row.status()), sentence(row, now), advice(row));
  }

  /** A stream's, of which nothing more is said than its words. */
  static SystemHealth of(HealthRow.Stream row) {
    return new SystemHealth(label(row.status()), tone(row.status()), row.words(), "");
  }

  static String label(String status) {
    return switch (status) {
      case "fresh" -> "Healthy";
      case "stale" -> "Stale";
      case "failed" -> "Failed";
      case "partial" -> "Partial";
      case "collapsed" -> "Collapsed";
      case "never" -> "Never synced";
      default -> "In doubt";
    };
  }

  private static String tone(String status) {
    return switch (status) {
      case "fresh" -> "good";
      case "failed", "collapsed" -> "bad";
      case "never" -> "plain";
      default -> "warn";
    };
  }

  private static String sentence(HealthRow row, Instant now) {
    if (row.status().equals("never")) {
      return row.activeSync() == null
          ? "It was connected and not read yet."
          : "It is being read for the first time.";
    }
    if (row.status().equals("fresh")) {
      return "Read in full " + Ages.of(row.lastSuccessAt(), now) + ".";
    }
    SyncRow.Failure failure = row.failure();
    return row.status().equals("failed") && failure != null
        ? sentence(failure.what())
        : sentence(row.words());
  }

  private static String advice(HealthRow row) {
    SyncRow.Failure failure = row.failure();
    return switch (row.status()) {
      case "failed", "partial" ->
          failure == null || failure.advice().isEmpty()
              ? "Sync again; the sync says what it met."
              : sentence(failure.advice());
      case "collapsed", "doubted" ->
          "Look at what went away. If it is right, accept the snapshot with a reason; if not, mend the"
              + " system and sync again. Until then its money is held.";
      case "stale" -> "Sync now, or sync more often. Until then its money is held.";
      case "never" -> row.activeSync() == null ? "Sync now." : "";
      default -> "";
    };
  }

  /** With a capital letter and a full stop. */
  static String sentence(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return "";
    }
    String begun =
        text.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + text.substring(1).strip();
    return begun.matches("(?s).*[.!?]") ? begun : begun + ".";
  }
}
