package io.trueup.client;

import io.trueup.decision.DecidedFiles;
import io.trueup.decision.LinkDecision;
import io.trueup.decision.LinkDecisionDao;
import io.trueup.mapping.MappedFiles;
import io.trueup.mapping.MappingChangeDao;
import io.trueup.platform.db.PrivateFiles;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.db.TenantId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out anew where a tenant's accounts stand: write the newest data, match, store. */
public final class Refresh {
  /** How long a silent worker keeps a refresh; it speaks between the steps. */
  static final Duration LEASE = Duration.ofMinutes(10);

  private static final Logger LOG = LoggerFactory.getLogger(Refresh.class);

  private final TenantDb db;
  private final ClientSource source;
  private final ClientMatcher matcher;
  private final Path scratch;

  /**
   * @param scratch folder for files on their way; made if missing
   */
  public Refresh(TenantDb db, ClientSource source, ClientMatcher matcher, Path scratch) {
    this.db = db;
    this.source = source;
    this.matcher = matcher;
    this.scratch = scratch;
  }

  void execute(Refreshes.Claim claim) {
    long start = System.nanoTime();
    try {
      long accounts = refresh(claim);
      LOG.info("matching accounts={} ms={}", accounts, (System.nanoTime() - start) / 1_000_000);
    } catch (ClientMatcher.UnmatchableException e) {
      fail(claim, String.valueOf(e.getMessage()));
    } catch (IOException | RuntimeException e) {
      if (Thread.currentThread().isInterrupted()) {
        release(claim);
      } else {
        LOG.error("matching failed", e);
        fail(claim, "Something went wrong on our side; the log says what.");
      }
    }
  }

  private long refresh(Refreshes.Claim claim) throws IOException {
    PrivateFiles.createFolder(scratch);
    Path folder = Files.createTempDirectory(scratch, "match");
    try {
      AtomicLong told = new AtomicLong();
      ClientMatcher.Rules rules = db.read(claim.tenant(), matcher::rules);
      Optional<ClientSource.Written> written =
          db.read(claim.tenant(), handle -> write(handle, claim.tenant(), rules, folder, told));
      if (written.isEmpty()) {
        db.useTenant(claim.tenant(), handle -> Refreshes.finish(handle, claim, "", 0, ""));
        return 0;
      }
      keep(claim);
      Matching matching = rules.match(folder);
      keep(claim);
      return db.inTenant(
          claim.tenant(),
          handle -> {
            handle.execute("SET LOCAL statement_timeout = '25min'");
            long accounts = Standings.store(handle, matching, told.get());
            if (!Refreshes.finish(handle, claim, written.get().source(), accounts, "")) {
              throw new IllegalStateException("another worker has this refresh now");
            }
            return accounts;
          });
    } finally {
      delete(folder);
    }
  }

  private Optional<ClientSource.Written> write(
      org.jdbi.v3.core.Handle handle,
      TenantId tenant,
      ClientMatcher.Rules rules,
      Path folder,
      AtomicLong told) {
    handle.execute("SET LOCAL statement_timeout = '25min'");
    told.set(LinkDecisionDao.last(handle));
    List<LinkDecision> decisions = LinkDecisionDao.upTo(handle, told.get());
    Optional<ClientSource.Written> written =
        source.write(handle, tenant, Refreshes.dataset(handle), folder);
    written.ifPresent(
        w -> {
          MappedFiles.write(folder, MappingChangeDao.upTo(handle, MappingChangeDao.last(handle)));
          DecidedFiles.write(
              folder,
              decisions,
              List.of(),
              NameMatching.words(decisions, w.synced(), rules.confirmedBeforeNames()));
        });
    return written;
  }

  private void keep(Refreshes.Claim claim) {
    if (!db.inTenant(claim.tenant(), handle -> Refreshes.keep(handle, claim, LEASE))) {
      throw new IllegalStateException("another worker has this refresh now");
    }
  }

  private void fail(Refreshes.Claim claim, String why) {
    db.useTenant(claim.tenant(), handle -> Refreshes.finish(handle, claim, "", 0, why));
  }

  private void release(Refreshes.Claim claim) {
    boolean interrupted = Thread.interrupted();
    try {
      db.useTenant(claim.tenant(), handle -> Refreshes.release(handle, claim));
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      LOG.warn("could not remove a scratch folder: {}", e.toString());
    }
  }
}
