package io.trueup.pages;

import io.dropwizard.auth.Auth;
import io.trueup.period.Period;
import io.trueup.period.PeriodDao;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.http.Cursor.Part;
import io.trueup.platform.http.Page.Total;
import io.trueup.platform.http.Parameters;
import io.trueup.platform.http.Permission;
import io.trueup.platform.http.ProblemException;
import io.trueup.reconcile.RunDao;
import io.trueup.reconcile.RunHead;
import io.trueup.reconcile.RunRow;
import io.trueup.review.Listing;
import io.trueup.web.Layout;
import io.trueup.web.Visit;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The start page, which is the newest month at a glance; and all runs. */
@Path("/")
public final class MonthsPages {
  static final String SECTION = "months";
  private static final int ROWS = 30;

  private final TenantDb db;
  private final Layout layout;

  public MonthsPages(TenantDb db, Layout layout) {
    this.db = db;
    this.layout = layout;
  }

  /**
   * All runs.
   *
   * @param runs newest first
   * @param next cursor of the next page; null when there is none
   */
  public record RunsView(List<RunLine> runs, Total total, @Nullable String next) {}

  /** A run in the list; without totals until it is done. */
  public record RunLine(RunRow run, String label, List<Totals> totals) {}

  @GET
  @RolesAllowed(Permission.READ)
  public Response start(@Auth Visit visit) {
    return db.read(
        visit.tenant(),
        handle -> {
          Optional<Period> newest =
              PeriodDao.list(handle, Optional.empty(), 1).stream().findFirst();
          return newest.isPresent()
              ? GlancePages.show(handle, layout, visit, newest.get())
              : layout.show(
                  visit, "pages/start-empty.ftlh", "Months", SECTION, UnderWay.of(handle, null));
        });
  }

  /** From the switcher: the month that was chosen. */
  @GET
  @Path("/months")
  @RolesAllowed(Permission.READ)
  public Response month(@Auth Visit visit, @QueryParam("month") @Nullable String month) {
    return Layout.to(month == null || month.isEmpty() ? "/" : "/months/" + Parameters.month(month));
  }

  @GET
  @Path("/runs")
  @RolesAllowed(Permission.READ)
  public Response runs(@Auth Visit visit, @QueryParam("after") @Nullable String after) {
    Listing listing = new Listing("/runs");
    RunsView view =
        db.read(
            visit.tenant(),
            handle -> {
              var page =
                  listing.page(
                      RunDao.list(
                          handle,
                          Optional.empty(),
                          listing.key(after, Part.MOMENT, Part.ID),
                          ROWS + 1),
                      ROWS,
                      Total.of(RunDao.count(handle, Optional.empty())),
                      row -> row,
                      row -> List.of(row.createdAt().toString(), row.runId().toString()));
              return new RunsView(lines(handle, page.items()), page.total(), page.next());
            });
    return layout.show(visit, "pages/runs.ftlh", "All runs", SECTION, view);
  }

  private static List<RunLine> lines(Handle handle, List<RunRow> runs) {
    Map<UUID, RunHead> heads = RunHead.of(handle, runs.stream().map(RunRow::runId).toList());
    List<RunLine> lines = new ArrayList<>();
    for (RunRow run : runs) {
      RunHead head = heads.get(run.runId());
      String totals = head == null ? null : head.totals();
      lines.add(
          new RunLine(
              run,
              head == null ? "" : head.label(),
              totals == null ? List.of() : Totals.of(Json.read(totals))));
    }
    return lines;
  }

  static Month month(Handle handle, RunRow run) {
    RunHead head = RunHead.of(handle, List.of(run.runId())).get(run.runId());
    return Month.of(
        run,
        head == null ? "" : head.label(),
        RunDao.findSummary(handle, run.runId())
            .orElseThrow(() -> ProblemException.notFound("summary")));
  }
}
