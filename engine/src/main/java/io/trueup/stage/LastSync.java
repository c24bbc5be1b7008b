package io.trueup.stage;

import io.trueup.facts.Integration;
import io.trueup.facts.Month;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** When a month was last heard of: the day to judge it at when nobody says another one. */
public final class LastSync {
  private LastSync() {}

  /** The last day, in UTC, on which an integration was tried; empty when none ever was. */
  public static Optional<LocalDate> day(Month month) {
    return month.integrations().stream()
        .flatMap(LastSync::attempts)
        .max(Comparator.naturalOrder())
        .map(instant -> instant.atZone(ZoneOffset.UTC).toLocalDate());
  }

  private static Stream<Instant> attempts(Integration integration) {
    return Stream.of(
            Optional.ofNullable(integration.lastSuccessAt()),
            Optional.ofNullable(integration.lastAttemptAt()))
        .flatMap(Optional::stream);
  }
}
