package io.trueup.facts;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Instants as nanoseconds; those out of reach by number. The numbers have more than two seconds of
 * room below all nanoseconds, more than a list can hold.
 */
final class InstantCodes {
  private static final long REACH = Long.MAX_VALUE / 1_000_000_000L - 1;

  private final List<Instant> far = new ArrayList<>();
  private final Map<Instant, Long> codes = new HashMap<>();

  long code(@Nullable Instant instant) {
    if (instant == null) {
      return UsageTable.NEVER;
    }
    long seconds = instant.getEpochSecond();
    if (seconds > -REACH && seconds < REACH) {
      return seconds * 1_000_000_000L + instant.getNano();
    }
    Long known = codes.get(instant);
    if (known == null) {
      far.add(instant);
      known = UsageTable.NEVER + far.size();
      codes.put(instant, known);
    }
    return known;
  }

  private boolean isFar(long code) {
    return code <= UsageTable.NEVER + far.size() && code > UsageTable.NEVER;
  }

  Instant instant(long code) {
    return isFar(code)
        ? far.get((int) (code - UsageTable.NEVER) - 1)
        : Instant.ofEpochSecond(
            Math.floorDiv(code, 1_000_000_000L), Math.floorMod(code, 1_000_000_000L));
  }

  long nanos(long code) {
    if (!isFar(code)) {
      return code;
    }
    return instant(code).getEpochSecond() < 0 ? UsageTable.NEVER + 1 : Long.MAX_VALUE;
  }
}
