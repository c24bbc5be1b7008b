package io.trueup.finding;

import io.trueup.audit.AuditLog;
import io.trueup.period.Period;
import io.trueup.period.PeriodDao;
import io.trueup.platform.db.PrivateFiles;
import io.trueup.platform.http.ProblemException;
import io.trueup.platform.http.ProblemType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Closes a month: from then on nothing in it changes, and its files are kept. */
public final class Closing {
  private final Path scratch;

  /**
   * @param scratch folder for files while they are made
   */
  public Closing(Path scratch) {
    this.scratch = scratch;
  }

  /**
   * What stands against closing a month without giving a reason.
   *
   * @param critical undecided findings with money: under- or overbilled, without a price, or a
   *     set-up issue that holds money
   * @param unwell connected systems that the run did not believe, by id
   * @param complete false when rules of the run were stopped before their end
   * @param audited false when the run compared nothing at all
   * @param waiting runs that are, or may be, of this month and are not finished yet
   */
  public record Readiness(
      long critical, List<String> unwell, boolean complete, boolean audited, long waiting) {
    public Readiness {
      unwell = List.copyOf(unwell);
    }

    /** Whether it can be closed as it is. */
    public boolean ready() {
      return critical == 0 && unwell.isEmpty() && complete && audited && waiting == 0;
    }

    /** What stands against it, sentences. */
    public List<String> doubts() {
      List<String> doubts = new ArrayList<>();
      if (critical > 0) {
        doubts.add(
            critical == 1
                ? "1 finding with money in it is undecided."
                : "%d findings with money in them are undecided.".formatted(critical));
      }
      if (!unwell.isEmpty()) {
        doubts.add(
            "The run does not believe "
                + String.join(", ", unwell)
                + ": money from there is held and in no total.");
      }
      if (!complete) {
        doubts.add("Rules of the run were stopped before their end: figures may be missing.");
      }
      if (!audited) {
        doubts.add("The run compared nothing at all.");
      }
      if (waiting > 0) {
        doubts.add("A run is waiting or under way; its figures would come too late.");
      }
      return doubts;
    }
  }

  /** Looks whether a month is ready to be closed. */
  public static Readiness readiness(Handle handle, Period period) {
    long critical =
        handle
            .createQuery(
                """
                SELECT count(*) FROM discrepancy d
                LEFT JOIN finding_state s ON s.tenant_id = d.tenant_id AND s.month = :month
                  AND s.discrepancy_id = d.discrepancy_id
                WHERE d.run_id = :run AND d.less < 0 AND coalesce(s.status, 'open') = 'open'
                  AND d.class IN ('UNDERBILLING', 'OVERBILLING', 'MISSING_PRICE', 'SETUP_ISSUE')
                """)
            .bind("month", period.month().atDay(1))
            .bind("run", period.runId())
            .mapTo(Long.class)
            .one();
    List<String> unwell =
        handle
            .createQuery(
                """
                SELECT i.value ->> 'integration_id'
                FROM run r, jsonb_array_elements(r.summary -> 'integrations') i
                WHERE r.run_id = :run AND i.value ->> 'health' <> 'healthy' ORDER BY 1
                """)
            .bind("run", period.runId())
            .mapTo(String.class)
            .list();
    return handle
        .createQuery(
            """
            SELECT coalesce((r.summary ->> 'complete')::boolean, true) AS complete,
              coalesce((r.summary ->> 'audited')::boolean, true) AS audited,
              (SELECT count(*) FROM run w WHERE w.status IN ('queued', 'running')
                AND (w.requested_as_of IS NULL
                  OR date_trunc('month', w.requested_as_of)::date = :month)) AS waiting
            FROM run r WHERE r.run_id = :run
            """)
        .bind("run", period.runId())
        .bind("month", period.month().atDay(1))
        .map(
            (row, context) ->
                new Readiness(
                    critical,
                    unwell,
                    row.getBoolean("complete"),
                    row.getBoolean("audited"),
                    row.getLong("waiting")))
        .one();
  }

  /**
   * Closes a month.
   *
   * @param seen the run that the person looked at
   * @param reason why although something stands against it; may be blank when nothing does
   * @throws ProblemException when it is closed already, a newer run is there, or something stands
   *     against it and no reason is given
   */
  public Period close(Handle handle, YearMonth month, UUID seen, String reason, String by) {
    Period period =
        PeriodDao.lock(handle, month).orElseThrow(() -> ProblemException.notFound("month"));
    if (period.closed()) {
      throw new ProblemException(
          ProblemType.CONFLICT, "The month " + month + " was closed by " + period.closedBy() + ".");
    }
    if (!period.runId().equals(seen)) {
      throw new ProblemException(
          ProblemType.PRECONDITION_FAILED,
          "A newer run of this month came in; look at its figures before you close the month.");
    }
    if (reason.length() > 1000) {
      throw ProblemException.invalid("reason", "must be at most 1,000 characters", List.of());
    }
    Readiness readiness = readiness(handle, period);
    if (!readiness.ready() && reason.isBlank()) {
      throw new ProblemException(
          ProblemType.CONFLICT,
          String.join(" ", readiness.doubts()) + " Give a reason to close the month all the same.");
    }
    Map<String, String> detail = new TreeMap<>();
    try {
      PrivateFiles.createFolder(scratch);
      detail.putAll(MonthFiles.keep(handle, period, scratch));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    PeriodDao.close(
        handle, month, by, readiness.ready() ? "" : reason.strip(), readiness.critical());
    detail.put("run_id", period.runId().toString());
    detail.put("left_open", Long.toString(readiness.critical()));
    if (!reason.isBlank()) {
      detail.put("reason", reason.strip());
    }
    AuditLog.append(handle, by, "month.closed", "month:" + month, detail);
    return PeriodDao.find(handle, month).orElseThrow();
  }
}
