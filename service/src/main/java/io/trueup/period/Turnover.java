package io.trueup.period;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * What a finished run means for its month. It becomes the run that the month is reviewed on, unless
 * the month is closed or a run that was started later is there already. Findings that it no longer
 * has go away by themselves; decisions whose figures it changed are asked for again; a month's
 * first run begins with what the month before left.
 *
 * <p>All of it is a handful of statements over the run's rows, in the transaction that stores them.
 */
public final class Turnover {
  private final Handle handle;
  private final YearMonth month;
  private final LocalDate asOf;
  private final UUID run;

  private Turnover(Handle handle, UUID run, LocalDate asOf) {
    this.handle = handle;
    this.month = YearMonth.from(asOf);
    this.asOf = asOf;
    this.run = run;
  }

  /**
   * Takes a run into account whose rows and state are stored.
   *
   * @param asOf the date that it was reconciled at
   */
  public static void finished(Handle handle, UUID run, LocalDate asOf) {
    new Turnover(handle, run, asOf).apply();
  }

  private void apply() {
    // Nobody has counted the run's rows yet: taken for a few, they would be looked for one by one
    // along whichever index comes first, which took many minutes for 100,000 discrepancies.
    handle.execute("SET LOCAL enable_nestloop = off");
    takeIntoAccount();
    handle.execute("SET LOCAL enable_nestloop = on");
  }

  private void takeIntoAccount() {
    handle
        .createUpdate(
            """
            INSERT INTO period (tenant_id, month, run_id)
            VALUES (current_setting('app.tenant')::uuid, :month, :run)
            ON CONFLICT (tenant_id, month) DO NOTHING
            """)
        .bind("month", month.atDay(1))
        .bind("run", run)
        .execute();
    Period period = PeriodDao.lock(handle, month).orElseThrow();
    if (period.runId().equals(run)) {
      before().ifPresent(this::carryOver);
    } else if (!period.closed() && later(period.runId())) {
      handle
          .createUpdate("UPDATE period SET run_id = :run WHERE month = :month")
          .bind("run", run)
          .bind("month", month.atDay(1))
          .execute();
      goneSince(period.runId(), "");
      foundAgain();
      changed();
    }
    if (!period.closed()) {
      PeriodDao.recount(handle, month);
    }
  }

  /** Whether this run was started after another. */
  private boolean later(UUID other) {
    return handle
        .createQuery(
            """
            SELECT (n.created_at, n.run_id) > (o.created_at, o.run_id)
            FROM run n, run o WHERE n.run_id = :run AND o.run_id = :other
            """)
        .bind("run", run)
        .bind("other", other)
        .mapTo(Boolean.class)
        .one();
  }

  private Optional<Period> before() {
    return PeriodDao.list(handle, Optional.of(month), 1).stream().findFirst();
  }

  /** What the month before ended with is what this one begins with. */
  private void carryOver(Period last) {
    goneSince(last.runId(), last.month().toString());
    handle
        .createUpdate(
            """
            INSERT INTO finding_state (tenant_id, month, discrepancy_id, status, live, assignee,
              decision_no, was_status, carried_from)
            SELECT s.tenant_id, :month, s.discrepancy_id,
              CASE WHEN s.status = 'waived' AND (f.until IS NULL OR f.until >= :as_of)
                THEN 'waived' ELSE 'open' END,
              true, s.assignee, s.decision_no,
              CASE WHEN s.status IN ('open', 'resolved') THEN s.was_status ELSE s.status END, s.month
            FROM finding_state s
            JOIN discrepancy d ON d.run_id = :run AND d.discrepancy_id = s.discrepancy_id
              AND d.class <> 'MATCHED'
            LEFT JOIN finding_decision f ON f.decision_no = s.decision_no
            WHERE s.month = :last AND (s.status NOT IN ('open', 'resolved') OR s.assignee <> ''
              OR s.comments > 0)
            """)
        .bind("month", month.atDay(1))
        .bind("last", last.month().atDay(1))
        .bind("as_of", asOf)
        .bind("run", run)
        .execute();
  }

  /**
   * Findings of a former run that this one has no more, or has as matched. A waiver or tolerance
   * that the rules now follow is no surprise: such a finding stays what it was decided to be.
   */
  private void goneSince(UUID former, String carriedFrom) {
    handle
        .createUpdate(
            """
            INSERT INTO finding_state AS s (tenant_id, month, discrepancy_id, status, live, was_status,
              was_run, carried_from)
            SELECT o.tenant_id, :month, o.discrepancy_id,
              CASE n.reason WHEN 'waived' THEN 'waived' WHEN 'within_tolerance' THEN 'tolerated'
                ELSE 'resolved' END,
              false,
              coalesce((SELECT p.status FROM finding_state p
                WHERE :from <> '' AND p.month = (:from || '-01')::date
                  AND p.discrepancy_id = o.discrepancy_id), ''),
              :former, CASE WHEN :from <> '' THEN (:from || '-01')::date END
            FROM discrepancy o
            LEFT JOIN discrepancy n ON n.run_id = :run AND n.discrepancy_id = o.discrepancy_id
            WHERE o.run_id = :former AND o.class <> 'MATCHED'
              AND (n.discrepancy_id IS NULL OR n.class = 'MATCHED')
            ON CONFLICT (tenant_id, month, discrepancy_id) DO UPDATE SET
              live = false,
              was_status = CASE WHEN s.status IN ('waived', 'tolerated')
                  OR (s.status = 'open' AND s.carried_from IS NOT NULL) THEN s.was_status
                ELSE s.status END,
              was_run = EXCLUDED.was_run,
              status = CASE WHEN s.status IN ('waived', 'tolerated') AND EXCLUDED.status <> 'resolved'
                THEN s.status ELSE EXCLUDED.status END
            """)
        .bind("month", month.atDay(1))
        .bind("former", former)
        .bind("from", carriedFrom)
        .bind("run", run)
        .execute();
  }

  /**
   * Findings that had gone and are there again: as they had been. What only a month before had
   * decided is shown beside it, and asked for.
   */
  private void foundAgain() {
    handle
        .createUpdate(
            """
            UPDATE finding_state s SET live = true, was_run = NULL,
              was_status = CASE WHEN s.carried_from IS NULL THEN '' ELSE s.was_status END,
              status = CASE WHEN s.was_status = '' OR s.status <> 'resolved'
                  OR s.carried_from IS NOT NULL THEN 'open'
                ELSE s.was_status END
            FROM discrepancy d
            WHERE s.month = :month AND NOT s.live AND d.run_id = :run
              AND d.discrepancy_id = s.discrepancy_id AND d.class <> 'MATCHED'
            """)
        .bind("month", month.atDay(1))
        .bind("run", run)
        .execute();
  }

  /** What somebody accepted or corrected when the figures were others is open again. */
  private void changed() {
    handle
        .createUpdate(
            """
            UPDATE finding_state s SET status = 'open', was_status = s.status
            FROM finding_decision f, discrepancy d
            WHERE s.month = :month AND s.live AND s.status IN ('accepted', 'corrected')
              AND f.decision_no = s.decision_no
              AND d.run_id = :run AND d.discrepancy_id = s.discrepancy_id
              AND (d.class, d.billed_quantity, d.used_quantity, d.monthly_impact)
                IS DISTINCT FROM (f.class, f.billed_quantity, f.used_quantity, f.monthly_impact)
            """)
        .bind("month", month.atDay(1))
        .bind("run", run)
        .execute();
  }
}
