package io.trueup.replay;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.db.TenantId;
import io.trueup.platform.http.ProblemException;
import io.trueup.platform.http.ProblemType;
import io.trueup.reconcile.RunDao;
import io.trueup.reconcile.RunRow;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replays in the background, for people who watch. How far one is, this node knows alone; its
 * outcome is noted like any other.
 */
public final class RunProofs implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunProofs.class);
  private static final Duration KEPT = Duration.ofMinutes(30);
  private static final int WAITING = 10;

  private final TenantDb db;
  private final Replays replays;
  private final Clock clock;
  private final Cache<Key, State> states =
      Caffeine.newBuilder()
          .expireAfterWrite(KEPT)
          .maximumSize(1_000)
          .executor(Runnable::run)
          .build();
  private final ThreadPoolExecutor worker =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(WAITING),
          task -> {
            Thread thread = new Thread(task, "run-proof");
            thread.setDaemon(true);
            return thread;
          });

  public RunProofs(TenantDb db, Replays replays, Clock clock) {
    this.db = db;
    this.replays = replays;
    this.clock = clock;
  }

  private record Key(TenantId tenant, UUID run) {}

  /**
   * A replay that was begun here.
   *
   * @param step what it is doing; empty while it waits for another
   * @param total units of this step, 0 when not known
   * @param replay what came of it; null until then
   * @param failure why nothing came of it; empty when that is not so
   */
  public record State(
      String step,
      long done,
      long total,
      Instant since,
      String by,
      @Nullable UUID replay,
      String failure) {
    /** Whether it is over. */
    public boolean ended() {
      return replay != null || !failure.isEmpty();
    }
  }

  /** The newest replay of a run that was begun here. */
  public Optional<State> find(TenantId tenant, UUID run) {
    return Optional.ofNullable(states.getIfPresent(new Key(tenant, run)));
  }

  /**
   * Begins one, unless one of the run is under way.
   *
   * @throws ProblemException when there is no such run, it is not done, or too many wait
   */
  public void begin(TenantId tenant, UUID runId, String by, String requestId) {
    RunRow run =
        db.read(tenant, handle -> RunDao.find(handle, runId))
            .orElseThrow(() -> ProblemException.notFound("run"));
    if (!run.status().equals("done")) {
      throw new ProblemException(
          ProblemType.CONFLICT,
          "The run is " + run.status() + "; only one that is done has a result.");
    }
    begin(new Key(tenant, runId), by, requestId);
  }

  private synchronized void begin(Key key, String by, String requestId) {
    if (find(key.tenant(), key.run()).filter(there -> !there.ended()).isPresent()) {
      return;
    }
    State fresh = new State("", 0, 0, clock.instant(), by, null, "");
    states.put(key, fresh);
    try {
      worker.execute(() -> carryOut(key, fresh, requestId));
    } catch (RejectedExecutionException e) {
      states.invalidate(key);
      throw new ProblemException(
          ProblemType.BUSY, "Other runs are being computed again; try again when they are done.");
    }
  }

  private void carryOut(Key key, State begun, String requestId) {
    try {
      Replay replay =
          replays.replay(
              key.tenant(),
              key.run(),
              begun.by(),
              requestId,
              (step, done, total) ->
                  states.put(
                      key, new State(step, done, total, begun.since(), begun.by(), null, "")));
      states.put(key, ended(begun, replay.replayId(), ""));
    } catch (ProblemException e) {
      states.put(key, ended(begun, null, String.valueOf(e.getMessage())));
    } catch (RuntimeException e) {
      LOG.error("a replay failed run_id={}", key.run(), e);
      states.put(key, ended(begun, null, "It went wrong on our side; the log tells more."));
    }
  }

  private static State ended(State begun, @Nullable UUID replay, String failure) {
    return new State("", 0, 0, begun.since(), begun.by(), replay, failure);
  }

  @Override
  public void close() {
    worker.shutdownNow();
  }
}
