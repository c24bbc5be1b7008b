package io.trueup.month;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where an integration stood at a moment.
 *
 * @param system the integration
 * @param snapshot the newest snapshot, empty when it never had one
 * @param believed the newest believed snapshot before that one
 * @param attempt the last sync that ended by itself, empty when there was none
 */
record Standing(
    ConnectedSystem system,
    Optional<Taken> snapshot,
    Optional<Taken> believed,
    Optional<Attempt> attempt) {
  /**
   * A snapshot.
   *
   * @param usage rows of the usage table
   * @param streams rows by stream
   * @param dropped records that were left out, by stream
   * @param believed whether it is believed
   * @param accepted whether that is so on a person's word
   */
  record Taken(
      long number,
      Instant takenAt,
      long usage,
      Map<String, Long> streams,
      Map<String, Long> dropped,
      boolean believed,
      boolean accepted) {
    Taken {
      streams = java.util.Collections.unmodifiableMap(new TreeMap<>(streams));
      dropped = Map.copyOf(dropped);
    }
  }

  /**
   * A sync that ended.
   *
   * @param state {@code succeeded}, {@code partial} or {@code failed}
   * @param finishedAt when
   * @param failureStream the stream that it failed of; empty when it was none
   * @param streams what it came to, by stream
   */
  record Attempt(
      String state, Instant finishedAt, String failureStream, Map<String, Part> streams) {
    Attempt {
      streams = java.util.Collections.unmodifiableMap(new TreeMap<>(streams));
    }
  }

  /**
   * What an attempt read of a stream.
   *
   * @param state {@code reading}, {@code finished} or {@code failed}
   * @param rows rows that its records became
   * @param dropped records that were left out
   */
  record Part(String state, long rows, long dropped) {}

  /** How the last sync ended, as integrations.csv says it. */
  String lastStatus() {
    return attempt
        .map(Attempt::state)
        .orElseGet(() -> snapshot.isPresent() ? "succeeded" : "never");
  }

  @Nullable Instant lastSuccessAt() {
    return snapshot.map(Taken::takenAt).orElse(null);
  }

  @Nullable Instant lastAttemptAt() {
    return attempt.map(Attempt::finishedAt).orElseGet(this::lastSuccessAt);
  }
}
