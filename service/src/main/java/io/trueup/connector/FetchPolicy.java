package io.trueup.connector;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How far a connector may go.
 *
 * @param http whether addresses without TLS may be asked
 * @param allowedAddresses host names, addresses or networks ({@code 10.0.0.0/8}) that may be asked
 *     although they are private
 * @param allowedDirectories folders that file connectors may read
 * @param maxAnswerBytes largest answer, after it is unpacked
 * @param connectTimeout longest wait for a connection
 * @param answerTimeout longest silence while an answer comes
 * @param answerDeadline longest time from a request to the end of its answer
 * @param firstBackoff pause before the first retry; doubled each time, with some chance in it
 * @param longestWait longest pause that a vendor may ask for; a longer one fails the sync
 */
public record FetchPolicy(
    boolean http,
    List<String> allowedAddresses,
    List<Path> allowedDirectories,
    long maxAnswerBytes,
    Duration connectTimeout,
    Duration answerTimeout,
    Duration answerDeadline,
    Duration firstBackoff,
    Duration longestWait) {
  /** What counts where nothing is said. */
  public static final FetchPolicy DEFAULTS =
      new FetchPolicy(
          false,
          List.of(),
          List.of(),
          64L << 20,
          Duration.ofSeconds(10),
          Duration.ofSeconds(60),
          Duration.ofMinutes(5),
          Duration.ofSeconds(1),
          Duration.ofMinutes(15));

  public FetchPolicy {
    allowedAddresses = List.copyOf(allowedAddresses);
    allowedDirectories = List.copyOf(allowedDirectories);
  }

  /** For whoever sits and waits: no long pauses. */
  FetchPolicy impatient() {
    Duration most = Duration.ofSeconds(20);
    return new FetchPolicy(
        http,
        allowedAddresses,
        allowedDirectories,
        maxAnswerBytes,
        connectTimeout,
        answerTimeout,
        answerDeadline,
        firstBackoff,
        longestWait.compareTo(most) < 0 ? longestWait : most);
  }

  /** For vendors that run in the same process: loopback without TLS, and little patience. */
  public static FetchPolicy forTests() {
    return new FetchPolicy(
        true,
        List.of("127.0.0.0/8", "::1/128"),
        List.of(),
        DEFAULTS.maxAnswerBytes,
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofMillis(1),
        Duration.ofSeconds(30));
  }
}
