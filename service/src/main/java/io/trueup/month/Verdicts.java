package io.trueup.month;

import io.trueup.facts.StreamSync;
import io.trueup.sync.HealthJudge;
import io.trueup.sync.HealthJudge.Doubt;
import io.trueup.sync.HealthJudge.Measured;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What the rules say of integrations as a month has them: what a run of the month will say. */
final class Verdicts {
  /** Which of several reasons is named. */
  private static final List<String> GRAVEST_FIRST =
      List.of("failed_sync", "partial_sync", "stale_integration", "count_collapse");

  private final HealthJudge judge;
  private final Instant end;
  private final List<Measured> measured = new ArrayList<>();
  private final List<Integer> streams = new ArrayList<>();

  /**
   * @param end when ages are compared: the end of the month's day
   */
  Verdicts(HealthJudge judge, Instant end) {
    this.judge = judge;
    this.end = end;
  }

  /** Adds an integration with its streams. */
  void add(Standing standing, BigDecimal maxAgeHours, List<StreamSync> parts) {
    String id = standing.system().integrationId();
    Instant success = standing.lastSuccessAt();
    measured.add(
        new Measured(
            id,
            "",
            standing.lastStatus(),
            success != null,
            hoursSince(success, end),
            maxAgeHours,
            0,
            false,
            0,
            0));
    for (StreamSync part : parts) {
      Long previous = part.previousRecords();
      measured.add(
          new Measured(
              id,
              part.stream(),
              part.lastStatus(),
              part.lastSuccessAt() != null,
              hoursSince(part.lastSuccessAt(), end),
              maxAgeHours,
              part.records(),
              previous != null,
              previous == null ? 0 : previous,
              part.unreadableRecords()));
    }
    streams.add(parts.size());
  }

  /** The gravest doubt about each, in the order in which they were added; empty when believed. */
  List<Optional<Doubt>> gravest(Handle handle) {
    List<Optional<Doubt>> all = judge.judge(handle, measured);
    List<Optional<Doubt>> gravest = new ArrayList<>();
    int next = 0;
    for (int count : streams) {
      Optional<Doubt> whole = all.get(next++);
      List<Doubt> parts =
          all.subList(next, next + count).stream().flatMap(Optional::stream).toList();
      next += count;
      gravest.add(one(whole, parts, count));
    }
    return gravest;
  }

  /** The streams' words, unless the whole has a graver reason or all streams share its reason. */
  private static Optional<Doubt> one(Optional<Doubt> whole, List<Doubt> parts, int streams) {
    Optional<Doubt> part =
        parts.stream().min(java.util.Comparator.comparingInt(doubt -> rank(doubt.reason())));
    if (part.isEmpty()
        || whole.filter(w -> rank(w.reason()) < rank(part.get().reason())).isPresent()) {
      return whole;
    }
    List<Doubt> same =
        parts.stream().filter(doubt -> doubt.reason().equals(part.get().reason())).toList();
    return whole.isPresent()
            && whole.get().reason().equals(part.get().reason())
            && streams > 1
            && same.size() == streams
        ? whole
        : part;
  }

  private static int rank(String reason) {
    int rank = GRAVEST_FIRST.indexOf(reason);
    return rank < 0 ? GRAVEST_FIRST.size() : rank;
  }

  /** Hours between, with six decimals as the rules see them; 0 when there was no success. */
  static BigDecimal hoursSince(@Nullable Instant success, Instant at) {
    return success == null || success.isAfter(at)
        ? BigDecimal.ZERO
        : BigDecimal.valueOf(Duration.between(success, at).toMillis())
            .divide(BigDecimal.valueOf(3_600_000), 6, RoundingMode.HALF_UP);
  }
}
