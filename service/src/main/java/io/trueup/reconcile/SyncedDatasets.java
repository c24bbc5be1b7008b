package io.trueup.reconcile;

import io.trueup.month.MonthFolder;
import io.trueup.month.MonthSource;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.db.TenantId;
import io.trueup.platform.http.ProblemException;
import io.trueup.platform.http.ProblemType;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Makes datasets of what the integrations of a tenant last said. */
public final class SyncedDatasets {
  private final TenantDb db;
  private final Datasets datasets;
  private final MonthFolder month;
  private final Clock clock;

  public SyncedDatasets(TenantDb db, Datasets datasets, MonthFolder month, Clock clock) {
    this.db = db;
    this.datasets = datasets;
    this.month = month;
    this.clock = clock;
  }

  /**
   * A month on its way into the database; its files are gone when it is closed.
   *
   * @param asOf the day it is looked at on
   */
  public record Prepared(Datasets.Incoming incoming, List<MonthSource> sources, LocalDate asOf)
      implements AutoCloseable {
    public Prepared {
      sources = List.copyOf(sources);
    }

    @Override
    public void close() {
      incoming.close();
    }
  }

  /**
   * Writes the month out.
   *
   * @param asOf the day it is looked at on: what was known at its end, or now; today in UTC when
   *     empty
   * @throws ProblemException when the day is still to come, or there is no snapshot of any
   *     integration by then
   */
  public Prepared prepare(TenantId tenant, Optional<LocalDate> asOf) {
    Instant now = clock.instant();
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    LocalDate day = asOf.orElse(today);
    if (day.isAfter(today)) {
      throw ProblemException.invalid(
          "as_of", "lies after today, " + today + " in UTC: nothing is known of it", List.of());
    }
    List<MonthSource> sources = new ArrayList<>();
    Datasets.Incoming incoming =
        datasets.written(
            folder ->
                db.read(
                    tenant,
                    handle -> {
                      // The limit is for requests of a page; a large month takes longer.
                      handle.execute("SET LOCAL statement_timeout = '25min'");
                      return sources.addAll(
                          month.write(
                              handle,
                              tenant,
                              day,
                              now,
                              DatasetSourceDao.earlier(handle, day),
                              folder));
                    }));
    if (sources.stream().allMatch(source -> source.snapshotNo() == null)) {
      incoming.close();
      throw new ProblemException(
          ProblemType.CONFLICT,
          sources.isEmpty()
              ? "There is no enabled integration; add one and sync it first."
              : "None of the integrations was synced by " + day + "; sync them first.");
    }
    return new Prepared(incoming, sources, day);
  }

  /** Stores a month; the same content twice is one dataset, and it keeps its first sources. */
  public Datasets.Stored store(
      Handle handle, Prepared prepared, String label, String by, String requestId) {
    Datasets.Stored stored = datasets.store(handle, prepared.incoming(), label, by, requestId);
    if (stored.created()) {
      DatasetSourceDao.insert(handle, stored.datasetId(), prepared.sources());
    }
    return stored;
  }
}
