package io.trueup.sync;

import io.trueup.platform.db.TenantId;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Whether integrations and their streams may be believed right now, and why not. */
public final class SyncHealth {
  private final IntegrationSource integrations;
  private final HealthJudge judge;
  private final Clock clock;

  public SyncHealth(IntegrationSource integrations, HealthJudge judge, Clock clock) {
    this.integrations = integrations;
    this.judge = judge;
    this.clock = clock;
  }

  /** Health of all integrations of a tenant, by id. */
  public List<HealthRow> list(Handle handle, TenantId tenant) {
    return assess(handle, integrations.list(handle, tenant), clock.instant());
  }

  /** Health of one integration; empty when there is no such. */
  public Optional<HealthRow> find(Handle handle, TenantId tenant, String integrationId) {
    return integrations
        .find(handle, tenant, integrationId)
        .map(target -> assess(handle, List.of(target), clock.instant()).get(0));
  }

  /** What is known of an integration. */
  private record Known(
      SyncTarget target,
      @Nullable SyncRow last,
      @Nullable UUID active,
      @Nullable SnapshotRow inForce,
      @Nullable SnapshotRow believed,
      Map<String, Long> unreadable) {
    /** How the last try ended, for a stream or for the whole. */
    String lastStatus(String stream) {
      if (last == null) {
        return "never";
      }
      SyncRow.Failure failure = last.failure();
      // A stream that read well in a sync that failed elsewhere is as good as it was.
      boolean elsewhere =
          failure != null
              && !stream.isEmpty()
              && !failure.stream().isEmpty()
              && !failure.stream().equals(stream)
              && inForce != null;
      return elsewhere ? "succeeded" : last.state();
    }

    @Nullable Instant lastSuccessAt() {
      return inForce == null ? null : inForce.takenAt();
    }

    @Nullable Instant lastAttemptAt() {
      return last == null ? null : last.finishedAt();
    }

    TreeSet<String> streams() {
      TreeSet<String> all = new TreeSet<>();
      if (inForce != null) {
        all.addAll(inForce.streams().keySet());
      }
      if (last != null && last.failure() != null && !last.failure().stream().isEmpty()) {
        all.add(last.failure().stream());
      }
      all.remove("");
      return all;
    }

    long records(String stream) {
      if (inForce == null) {
        return 0;
      }
      return stream.isEmpty() ? inForce.usage() : inForce.streams().getOrDefault(stream, 0L);
    }

    @Nullable Long previous(String stream) {
      if (believed == null) {
        return null;
      }
      return stream.isEmpty() ? Long.valueOf(believed.usage()) : believed.streams().get(stream);
    }
  }

  private List<HealthRow> assess(Handle handle, List<SyncTarget> targets, Instant now) {
    List<Known> all = known(handle, targets);
    List<HealthJudge.Measured> measured = new ArrayList<>();
    for (Known each : all) {
      measured.add(measured(each, "", now));
      each.streams().forEach(stream -> measured.add(measured(each, stream, now)));
    }
    List<Optional<HealthJudge.Doubt>> verdicts = judge.judge(handle, measured);
    List<HealthRow> rows = new ArrayList<>();
    int next = 0;
    for (Known each : all) {
      Optional<HealthJudge.Doubt> whole = verdicts.get(next++);
      List<HealthRow.Stream> streams = new ArrayList<>();
      for (String stream : each.streams()) {
        streams.add(stream(each, stream, verdicts.get(next++)));
      }
      rows.add(row(each, whole, streams));
    }
    return rows;
  }

  private static HealthRow row(
      Known known, Optional<HealthJudge.Doubt> whole, List<HealthRow.Stream> streams) {
    // A doubt about a part is one about the whole, where that has none of its own.
    Optional<HealthRow.Stream> part =
        whole.isPresent()
            ? Optional.empty()
            : streams.stream().filter(stream -> !stream.status().equals("fresh")).findFirst();
    SyncRow last = known.last();
    return new HealthRow(
        known.target().integrationId(),
        part.map(HealthRow.Stream::status).orElse(status(known, whole)),
        part.map(HealthRow.Stream::reason)
            .or(() -> whole.map(HealthJudge.Doubt::reason))
            .orElse(""),
        part.map(stream -> stream.stream() + ": " + stream.words())
            .or(() -> whole.map(HealthJudge.Doubt::words))
            .orElse(""),
        known.lastStatus(""),
        known.lastAttemptAt(),
        last == null ? null : last.syncId(),
        last == null ? null : last.failure(),
        known.lastSuccessAt(),
        known.active(),
        known.inForce() == null ? null : Long.valueOf(known.inForce().number()),
        known.believed() == null ? null : Long.valueOf(known.believed().number()),
        known.records(""),
        known.previous(""),
        streams);
  }

  private static HealthRow.Stream stream(
      Known known, String stream, Optional<HealthJudge.Doubt> doubt) {
    return new HealthRow.Stream(
        stream,
        status(known, doubt),
        doubt.map(HealthJudge.Doubt::reason).orElse(""),
        doubt.map(HealthJudge.Doubt::words).orElse(""),
        known.lastStatus(stream),
        known.lastAttemptAt(),
        known.lastSuccessAt(),
        known.records(stream),
        known.previous(stream),
        known.unreadable().getOrDefault(stream, 0L));
  }

  private static String status(Known known, Optional<HealthJudge.Doubt> doubt) {
    if (known.last() == null) {
      return "never";
    }
    return doubt
        .map(
            because ->
                switch (because.reason()) {
                  case "failed_sync" -> "failed";
                  case "partial_sync" -> "partial";
                  case "stale_integration" -> "stale";
                  case "count_collapse" -> "collapsed";
                  default -> "doubted";
                })
        .orElse("fresh");
  }

  private static HealthJudge.Measured measured(Known known, String stream, Instant now) {
    Instant success = known.lastSuccessAt();
    Long previous = known.previous(stream);
    return new HealthJudge.Measured(
        known.target().integrationId(),
        stream,
        known.lastStatus(stream),
        success != null,
        success == null ? BigDecimal.ZERO : hours(Duration.between(success, now)),
        known.target().maxAgeHours(),
        known.records(stream),
        previous != null,
        previous == null ? 0 : previous,
        stream.isEmpty() ? 0 : known.unreadable().getOrDefault(stream, 0L));
  }

  private static BigDecimal hours(Duration duration) {
    return BigDecimal.valueOf(Math.max(0, duration.toMillis()))
        .divide(BigDecimal.valueOf(3_600_000), 6, RoundingMode.HALF_UP);
  }

  private static List<Known> known(Handle handle, List<SyncTarget> targets) {
    List<String> ids = targets.stream().map(SyncTarget::integrationId).toList();
    Map<String, SyncRow> last = new HashMap<>();
    SyncDao.lastAttempts(handle, ids).forEach(sync -> last.put(sync.integrationId(), sync));
    Map<String, SnapshotRow> inForce = new HashMap<>();
    Map<String, SnapshotRow> believed = new HashMap<>();
    for (SnapshotRow snapshot : Snapshots.newest(handle, ids)) {
      inForce.put(snapshot.integrationId(), snapshot);
      if (snapshot.believed()) {
        believed.put(snapshot.integrationId(), snapshot);
      }
    }
    Map<String, UUID> active = SyncDao.active(handle, ids);
    Map<UUID, Map<String, Long>> unreadable =
        SyncDao.dropped(handle, last.values().stream().map(SyncRow::syncId).toList());
    return targets.stream()
        .map(
            target -> {
              String id = target.integrationId();
              SyncRow sync = last.get(id);
              return new Known(
                  target,
                  sync,
                  active.get(id),
                  inForce.get(id),
                  believed.get(id),
                  sync == null ? Map.of() : unreadable.getOrDefault(sync.syncId(), Map.of()));
            })
        .toList();
  }
}
