package io.trueup.finding;

import io.trueup.audit.AuditLog;
import io.trueup.decision.FindingDecision;
import io.trueup.decision.FindingDecisionDao;
import io.trueup.decision.FindingState;
import io.trueup.period.Period;
import io.trueup.period.PeriodDao;
import io.trueup.platform.http.ProblemException;
import io.trueup.platform.http.ProblemType;
import io.trueup.platform.http.RequestId;
import io.trueup.reconcile.DiscrepancyDao;
import io.trueup.reconcile.DiscrepancyQuery;
import io.trueup.reconcile.DiscrepancyRow;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Decides about findings of a month, one or many, on a person's word. The decisions, where the
 * findings stand from now on and the audit event are one transaction, the caller's. Many are a few
 * statements, however many they are.
 */
public final class Deciding {
  /** How many findings can be named in one request; filters can fit any number. */
  public static final int MOST = 10_000;

  private final Handle handle;
  private final Period period;
  private final long last;

  private Deciding(Handle handle, Period period, long last) {
    this.handle = handle;
    this.period = period;
    this.last = last;
  }

  /**
   * What came of it.
   *
   * @param decided how many findings it was said of
   * @param passedOver how many of those chosen were left as they are, since they had been decided
   *     already, or it cannot be said of them
   * @param firstNo number of the first decision; 0 when there is none
   */
  public record Outcome(long decided, long passedOver, long firstNo) {}

  /**
   * Decides about one finding.
   *
   * @param seen number of the last decision about it that the person has seen; null when that does
   *     not matter
   * @throws ProblemException when there is no such finding, its month is closed, the word cannot be
   *     said of it, or somebody decided meanwhile
   */
  public static Outcome one(
      Handle handle, YearMonth month, String discrepancyId, @Nullable Long seen, Word word) {
    word.check(month);
    Deciding deciding = begin(handle, month);
    DiscrepancyRow row =
        DiscrepancyDao.find(handle, deciding.period.runId(), discrepancyId)
            .filter(found -> !found.discrepancyClass().equals("MATCHED"))
            .orElseThrow(() -> ProblemException.notFound("finding in the month's run"));
    FindingState state = DiscrepancyDao.state(handle, deciding.period.runId(), discrepancyId);
    if (seen != null && seen != state.lastNo()) {
      throw new ProblemException(
          ProblemType.PRECONDITION_FAILED,
          "Somebody decided about this finding meanwhile; look at it again and repeat it if it still"
              + " holds.");
    }
    if (word.kind().startsWith(FindingDecision.TOLERANCE)
        && (row.companyId().isEmpty() || row.productCode().isEmpty())) {
      throw new ProblemException(
          ProblemType.CONFLICT,
          "A tolerance is about a client and a product, and this finding has not both.");
    }
    BigDecimal value = word.value();
    BigDecimal agreed =
        word.kind().equals(FindingDecision.CORRECT) && value != null
            ? Correction.impact(row, value).orElse(null)
            : null;
    handle.execute("CREATE TEMPORARY TABLE chosen (discrepancy_id text) ON COMMIT DROP");
    handle.execute("INSERT INTO pg_temp.chosen VALUES (?)", discrepancyId);
    return deciding.say(word, agreed, true);
  }

  /**
   * Decides about all findings that fit, except those decided before.
   *
   * @param ids those among them that are meant; empty for all
   */
  public static Outcome many(
      Handle handle, YearMonth month, DiscrepancyQuery query, List<String> ids, Word word) {
    if (word.kind().equals(FindingDecision.CORRECT)) {
      throw ProblemException.invalid(
          "kind", "correct is for one finding at a time", List.of("accept", "waive", "assign"));
    }
    word.check(month);
    Deciding deciding = begin(handle, month);
    choose(handle, deciding.period, query, ids);
    return deciding.say(word, null, false);
  }

  /** Puts what fits into the temporary table {@code chosen}. */
  static void choose(Handle handle, Period period, DiscrepancyQuery query, List<String> ids) {
    DiscrepancyDao.choose(handle, period.runId(), query);
    if (!ids.isEmpty()) {
      handle
          .createUpdate("DELETE FROM pg_temp.chosen WHERE NOT (discrepancy_id = ANY (:ids))")
          .bindArray("ids", String.class, ids)
          .execute();
    }
  }

  /**
   * Takes back a decision, or all that were made in one go with it: one of this month, or a waiver
   * or tolerance of a month before that still counts.
   *
   * @param together whether all of them
   */
  public static Outcome undo(
      Handle handle, YearMonth month, long number, boolean together, String reason, String by) {
    if (reason.isBlank() || reason.length() > 1000) {
      throw ProblemException.invalid("reason", "must have 1 to 1,000 characters", List.of());
    }
    Deciding deciding = begin(handle, month);
    FindingDecision decision =
        FindingDecisionDao.find(handle, number)
            .filter(found -> !found.kind().equals(FindingDecision.UNDO))
            .filter(found -> found.month().equals(month) || found.standing())
            .orElseThrow(() -> ProblemException.notFound("decision that counts in this month"));
    if (decision.undone()) {
      throw new ProblemException(ProblemType.CONFLICT, "This decision was taken back already.");
    }
    return deciding.takeBack(decision, together, reason, by);
  }

  private static Deciding begin(Handle handle, YearMonth month) {
    Period period =
        PeriodDao.lock(handle, month).orElseThrow(() -> ProblemException.notFound("month"));
    if (period.closed()) {
      throw new ProblemException(
          ProblemType.CONFLICT,
          "The month " + month + " is closed: nothing in it changes any more.");
    }
    return new Deciding(handle, period, FindingDecisionDao.lock(handle));
  }

  private Outcome say(Word word, @Nullable BigDecimal agreed, boolean again) {
    long chosen = handle.createQuery("SELECT count(*) FROM pg_temp.chosen").mapTo(Long.class).one();
    long decided =
        handle
            .createUpdate(
                """
                INSERT INTO finding_decision (tenant_id, decision_no, first_no, kind, month, run_id,
                  discrepancy_id, company_id, company_name, product_code, class, finding_reason,
                  billed_quantity, used_quantity, monthly_impact, currency, value, agreed_impact,
                  until, assignee, reason, decided_by, decided_at, request_id)
                SELECT d.tenant_id, :last + row_number() OVER (ORDER BY d.less, d.discrepancy_id),
                  :last + 1, :kind, :month, d.run_id, d.discrepancy_id, d.company_id, d.company_name,
                  d.product_code, d.class, d.reason, d.billed_quantity, d.used_quantity,
                  d.monthly_impact, d.currency, :value,
                  CASE :kind WHEN 'accept' THEN d.monthly_impact WHEN 'correct' THEN :agreed::numeric END,
                  :until, :assignee, :reason, :by, clock_timestamp(), :request
                FROM discrepancy d
                JOIN pg_temp.chosen c ON c.discrepancy_id = d.discrepancy_id
                LEFT JOIN finding_state s ON s.tenant_id = d.tenant_id AND s.month = :month
                  AND s.discrepancy_id = d.discrepancy_id
                WHERE d.run_id = :run AND d.class <> 'MATCHED'
                  AND (:again OR NOT :settles OR coalesce(s.status, 'open') = 'open')
                  AND (:kind NOT IN ('tolerance', 'tolerance_amount')
                    OR (d.company_id <> '' AND d.product_code <> ''))
                """)
            .bind("last", last)
            .bind("kind", word.kind())
            .bind("month", period.month().atDay(1))
            .bind("run", period.runId())
            .bind("value", word.value())
            .bind("agreed", agreed)
            .bind("until", word.until())
            .bind(
                "assignee",
                word.kind().equals(FindingDecision.ASSIGN) ? word.assignee().strip() : "")
            .bind("reason", word.reason().strip())
            .bind("by", word.by())
            .bind("request", RequestId.current())
            .bind("again", again)
            .bind("settles", word.settles())
            .execute();
    handle.execute("DROP TABLE pg_temp.chosen");
    if (decided > 0) {
      stand(word);
      PeriodDao.begin(handle, period.month());
      PeriodDao.recount(handle, period.month());
      audit("finding." + word.kind(), word, decided);
    }
    return new Outcome(decided, chosen - decided, decided == 0 ? 0 : last + 1);
  }

  /** Where the findings that were just decided stand now. */
  private void stand(Word word) {
    handle
        .createUpdate(
            """
            INSERT INTO finding_state AS s (tenant_id, month, discrepancy_id, status, live, assignee,
              comments, decision_no, last_no)
            SELECT f.tenant_id, f.month, f.discrepancy_id,
              CASE WHEN :settles THEN :status ELSE 'open' END, true, f.assignee,
              CASE f.kind WHEN 'comment' THEN 1 ELSE 0 END,
              CASE WHEN :settles THEN f.decision_no END, f.decision_no
            FROM finding_decision f WHERE f.first_no = :first
            ON CONFLICT (tenant_id, month, discrepancy_id) DO UPDATE SET
              status = CASE WHEN :settles THEN EXCLUDED.status ELSE s.status END,
              was_status = CASE WHEN :settles THEN '' ELSE s.was_status END,
              carried_from = CASE WHEN :settles THEN NULL ELSE s.carried_from END,
              decision_no = CASE WHEN :settles THEN EXCLUDED.decision_no ELSE s.decision_no END,
              assignee = CASE WHEN :assigns THEN EXCLUDED.assignee ELSE s.assignee END,
              comments = s.comments + EXCLUDED.comments,
              last_no = EXCLUDED.last_no
            """)
        .bind("settles", word.settles())
        .bind("status", word.settles() ? word.status() : "")
        .bind("assigns", word.kind().equals(FindingDecision.ASSIGN))
        .bind("first", last + 1)
        .execute();
  }

  private Outcome takeBack(FindingDecision decision, boolean together, String reason, String by) {
    long undone =
        handle
            .createUpdate(
                """
                INSERT INTO finding_decision (tenant_id, decision_no, first_no, kind, month, run_id,
                  discrepancy_id, company_id, company_name, product_code, class, finding_reason,
                  billed_quantity, used_quantity, monthly_impact, currency, assignee, undoes, reason,
                  decided_by, decided_at, request_id)
                SELECT f.tenant_id, :last + row_number() OVER (ORDER BY f.decision_no), :last + 1,
                  'undo', :month, f.run_id, f.discrepancy_id, f.company_id, f.company_name,
                  f.product_code, f.class, f.finding_reason, f.billed_quantity, f.used_quantity,
                  f.monthly_impact, f.currency, '', f.decision_no, :reason, :by, clock_timestamp(),
                  :request
                FROM finding_decision f
                WHERE (f.decision_no = :no OR (:together AND f.first_no = :first))
                  AND NOT EXISTS (SELECT FROM finding_decision u WHERE u.undoes = f.decision_no)
                """)
            .bind("last", last)
            .bind("month", period.month().atDay(1))
            .bind("no", decision.number())
            .bind("first", decision.firstNumber())
            .bind("together", together)
            .bind("reason", reason.strip())
            .bind("by", by)
            .bind("request", RequestId.current())
            .execute();
    standAgain();
    PeriodDao.recount(handle, period.month());
    Word word = new Word(FindingDecision.UNDO, null, null, "", reason.strip(), by);
    audit("finding.undo", word, undone);
    return new Outcome(undone, 0, last + 1);
  }

  /** Of the findings whose decisions were taken back: as what was said before leaves them. */
  private void standAgain() {
    handle
        .createUpdate(
            """
            WITH back AS (
              SELECT DISTINCT discrepancy_id FROM finding_decision WHERE first_no = :first),
            counted AS (
              SELECT f.* FROM finding_decision f JOIN back USING (discrepancy_id)
              WHERE f.kind <> 'undo' AND (f.month = :month
                  OR (f.kind = 'waive' AND f.month < :month AND coalesce(f.until, :month) >= :month))
                AND NOT EXISTS (SELECT FROM finding_decision u WHERE u.undoes = f.decision_no)),
            settled AS (
              SELECT DISTINCT ON (discrepancy_id) discrepancy_id, decision_no, kind FROM counted
              WHERE kind = ANY (:settling) ORDER BY discrepancy_id, decision_no DESC),
            assigned AS (
              SELECT DISTINCT ON (discrepancy_id) discrepancy_id, assignee FROM counted
              WHERE kind = 'assign' ORDER BY discrepancy_id, decision_no DESC),
            said AS (
              SELECT discrepancy_id, count(*) AS comments FROM counted WHERE kind = 'comment'
              GROUP BY discrepancy_id)
            UPDATE finding_state s SET
              status = CASE WHEN s.status = 'resolved' THEN s.status
                ELSE CASE d.kind WHEN 'accept' THEN 'accepted' WHEN 'correct' THEN 'corrected'
                  WHEN 'waive' THEN 'waived' WHEN 'tolerance' THEN 'tolerated'
                  WHEN 'tolerance_amount' THEN 'tolerated' ELSE 'open' END END,
              decision_no = d.decision_no, assignee = coalesce(a.assignee, ''),
              comments = coalesce(c.comments, 0),
              last_no = (SELECT max(f.decision_no) FROM finding_decision f
                WHERE f.discrepancy_id = b.discrepancy_id AND f.month = :month)
            FROM back b
            LEFT JOIN settled d USING (discrepancy_id)
            LEFT JOIN assigned a USING (discrepancy_id)
            LEFT JOIN said c USING (discrepancy_id)
            WHERE s.month = :month AND s.discrepancy_id = b.discrepancy_id
            """)
        .bind("first", last + 1)
        .bind("month", period.month().atDay(1))
        .bindArray("settling", String.class, FindingDecision.SETTLING)
        .execute();
  }

  private void audit(String action, Word word, long findings) {
    Map<String, String> detail = new TreeMap<>();
    detail.put("findings", Long.toString(findings));
    detail.put("first_no", Long.toString(last + 1));
    detail.put("run_id", period.runId().toString());
    if (!word.reason().isBlank()) {
      detail.put("reason", word.reason());
    }
    if (!word.assignee().isBlank()) {
      detail.put("assignee", word.assignee());
    }
    AuditLog.append(handle, word.by(), action, "month:" + period.month(), detail);
  }
}
