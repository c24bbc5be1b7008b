package io.trueup.pages;

import io.dropwizard.auth.Auth;
import io.trueup.finding.Latest;
import io.trueup.finding.Progress;
import io.trueup.finding.SavedView;
import io.trueup.period.Period;
import io.trueup.period.PeriodDao;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.http.Page.Total;
import io.trueup.platform.http.Parameters;
import io.trueup.platform.http.Permission;
import io.trueup.platform.http.ProblemException;
import io.trueup.reconcile.DiscrepancyDao;
import io.trueup.reconcile.DiscrepancyQuery;
import io.trueup.reconcile.RunDao;
import io.trueup.reconcile.RunRow;
import io.trueup.review.DiscrepancyParameters;
import io.trueup.review.Listing;
import io.trueup.web.Layout;
import io.trueup.web.Visit;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.YearMonth;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The findings of a month, with filters that live in the address. */
@Path("/runs/{run_id}")
public final class MonthPages {
  private static final int ROWS = 50;

  private final TenantDb db;
  private final Layout layout;

  public MonthPages(TenantDb db, Layout layout) {
    this.db = db;
    this.layout = layout;
  }

  /**
   * A month with a page of its findings.
   *
   * @param period the month under review; null for a run whose month nobody knows
   * @param progress how far the review is; null unless this run is the one that is reviewed
   * @param deciding whether the person who looks may decide here
   * @param closing whether they may close the month
   * @param latest what they did last, to take it back; null for nothing, or long ago
   */
  public record MonthView(
      Month month,
      @Nullable Period period,
      @Nullable Progress progress,
      boolean deciding,
      boolean closing,
      @Nullable Latest latest,
      List<SavedView> views,
      List<String> assignees,
      MonthFilters filters,
      List<DiscrepancyDao.Placed> rows,
      Total total,
      @Nullable String next) {
    /** Whether this run is the one that its month is reviewed on. */
    public boolean current() {
      return period != null && period.runId().equals(month.run().runId());
    }
  }

  @GET
  @RolesAllowed(Permission.READ)
  public Response month(
      @Auth Visit visit,
      @PathParam("run_id") String runId,
      @Context UriInfo address,
      @QueryParam("after") @Nullable String after) {
    RunRow run = db.read(visit.tenant(), handle -> get(handle, runId));
    if (!run.status().equals("done")) {
      return layout.show(visit, "pages/run-open.ftlh", "Run", MonthsPages.SECTION, run);
    }
    MonthFilters filters = MonthFilters.of(address.getQueryParameters());
    DiscrepancyQuery query = filters.query();
    Listing listing = new Listing("pages" + runId + query);
    List<String> key = DiscrepancyParameters.key(listing, query, after);
    MonthView view =
        db.read(visit.tenant(), handle -> view(handle, visit, run, filters, query, listing, key));
    return layout.show(
        visit, "pages/month.ftlh", "Findings as of " + run.asOf(), MonthsPages.SECTION, view);
  }

  private static MonthView view(
      Handle handle,
      Visit visit,
      RunRow run,
      MonthFilters filters,
      DiscrepancyQuery query,
      Listing listing,
      List<String> key) {
    var page =
        listing.page(
            key,
            DiscrepancyDao.list(handle, run.runId(), query, key, ROWS + 1),
            ROWS,
            () -> DiscrepancyDao.count(handle, run.runId(), query),
            placed -> placed,
            DiscrepancyDao.Placed::key);
    Period period = period(handle, run);
    boolean current = period != null && period.runId().equals(run.runId());
    boolean open = current && period != null && !period.closed();
    return new MonthView(
        MonthsPages.month(handle, run),
        period,
        current && period != null ? Progress.of(handle, period) : null,
        open && visit.may(Permission.DECIDE),
        open && visit.may(Permission.CLOSE),
        open && period != null
            ? Latest.find(handle, period.month(), visit.getName()).orElse(null)
            : null,
        SavedView.list(handle, visit.getName()),
        Assignees.list(handle),
        filters,
        page.items(),
        page.total(),
        page.next());
  }

  static @Nullable Period period(Handle handle, RunRow run) {
    return run.asOf() == null
        ? null
        : PeriodDao.find(handle, YearMonth.from(run.asOf())).orElse(null);
  }

  /** An id as an address has it, or nothing that could lead elsewhere. */
  static String text(String runId) {
    return Parameters.id("run", runId).toString();
  }

  static RunRow get(Handle handle, String runId) {
    return RunDao.find(handle, Parameters.id("run", runId))
        .orElseThrow(() -> ProblemException.notFound("run"));
  }
}
