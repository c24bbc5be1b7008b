package io.trueup.pages;

import io.trueup.decision.FindingDecision;
import io.trueup.decision.FindingDecisionDao;
import io.trueup.decision.FindingState;
import io.trueup.period.Period;
import io.trueup.platform.http.Permission;
import io.trueup.reconcile.DiscrepancyDao;
import io.trueup.reconcile.DiscrepancyRow;
import io.trueup.reconcile.RunRow;
import io.trueup.web.Visit;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * What was and can be decided about a finding.
 *
 * @param period the month under review; null for a run whose month nobody knows
 * @param current whether the run is the one that its month is reviewed on
 * @param deciding whether the person who looks may decide here and now
 * @param undoing whether they may take decisions back: also of what the rules waive by now
 * @param standing the decision it stands by; null for none
 * @param history all that was ever said about it, the newest first
 * @param next the finding with the most money that is still undecided; null when none is
 */
public record FindingPanel(
    @Nullable Period period,
    boolean current,
    boolean deciding,
    boolean undoing,
    FindingState state,
    @Nullable FindingDecision standing,
    List<FindingDecision> history,
    @Nullable DiscrepancyRow next,
    List<String> assignees) {
  private static final int HISTORY = 50;

  static FindingPanel of(Handle handle, Visit visit, RunRow run, DiscrepancyRow row) {
    Period period = MonthPages.period(handle, run);
    boolean current = period != null && period.runId().equals(run.runId());
    boolean matched = row.discrepancyClass().equals("MATCHED");
    FindingState state = DiscrepancyDao.state(handle, run.runId(), row.discrepancyId());
    List<FindingDecision> history = FindingDecisionDao.of(handle, row.discrepancyId(), HISTORY);
    Long by = state.decisionNo();
    boolean undoing = current && period != null && !period.closed() && visit.may(Permission.DECIDE);
    return new FindingPanel(
        period,
        current,
        undoing && !matched,
        undoing,
        state,
        by == null
            ? null
            : history.stream().filter(each -> each.number() == by).findFirst().orElse(null),
        history,
        current ? next(handle, run, row) : null,
        Assignees.list(handle));
  }

  private static @Nullable DiscrepancyRow next(Handle handle, RunRow run, DiscrepancyRow row) {
    MonthFilters open = MonthFilters.only("status", "open");
    return DiscrepancyDao.list(handle, run.runId(), open.query(), List.of(), 2).stream()
        .map(DiscrepancyDao.Placed::row)
        .filter(each -> !each.discrepancyId().equals(row.discrepancyId()))
        .findFirst()
        .orElse(null);
  }
}
