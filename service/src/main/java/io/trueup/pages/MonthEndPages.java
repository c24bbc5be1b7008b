package io.trueup.pages;

import io.dropwizard.auth.Auth;
import io.trueup.finding.Closing;
import io.trueup.finding.MonthFiles;
import io.trueup.finding.Progress;
import io.trueup.period.Period;
import io.trueup.period.PeriodDao;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.http.Parameters;
import io.trueup.platform.http.Permission;
import io.trueup.platform.http.ProblemException;
import io.trueup.reconcile.RunDao;
import io.trueup.reconcile.RunRow;
import io.trueup.web.Layout;
import io.trueup.web.Visit;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The end of a month: what stands against it, the deed, and what was kept. */
@Path("/months/{month}/close")
public final class MonthEndPages {
  private final TenantDb db;
  private final Layout layout;
  private final Closing closing;

  public MonthEndPages(TenantDb db, Layout layout, Closing closing) {
    this.db = db;
    this.layout = layout;
    this.closing = closing;
  }

  /**
   * What the template sees.
   *
   * @param may whether the person who looks may close it
   */
  public record EndView(
      Period period,
      Month month,
      Progress progress,
      Closing.Readiness readiness,
      List<Progress.Sum> sums,
      List<MonthFiles.Kept> files,
      boolean may) {}

  @GET
  @RolesAllowed(Permission.READ)
  public Response get(@Auth Visit visit, @PathParam("month") String month) {
    EndView view = db.read(visit.tenant(), handle -> view(handle, visit, month));
    return layout.show(visit, "pages/close.ftlh", "End of " + month, "months", view);
  }

  static EndView view(Handle handle, Visit visit, String month) {
    Period period = period(handle, month);
    RunRow run = RunDao.find(handle, period.runId()).orElseThrow();
    return new EndView(
        period,
        MonthsPages.month(handle, run),
        Progress.of(handle, period),
        Closing.readiness(handle, period),
        Progress.sums(handle, period),
        MonthFiles.list(handle, period.month()),
        visit.may(Permission.CLOSE));
  }

  @POST
  @RolesAllowed(Permission.CLOSE)
  public Response close(
      @Auth Visit visit,
      @PathParam("month") String month,
      @FormParam("run_id") @Nullable String runId,
      @FormParam("reason") @DefaultValue("") String reason) {
    if (runId == null) {
      throw ProblemException.invalid("run_id", "is missing", List.of());
    }
    Period closed =
        db.inTenant(
            visit.tenant(),
            handle ->
                closing.close(
                    handle,
                    Parameters.month(month),
                    Parameters.id("run", runId),
                    reason.strip(),
                    visit.getName()));
    visit.say("Closed. Nothing in this month changes any more; its files are kept.");
    return Layout.to("/months/" + closed.month() + "/close");
  }

  static Period period(Handle handle, String month) {
    return PeriodDao.find(handle, Parameters.month(month))
        .orElseThrow(() -> ProblemException.notFound("month"));
  }
}
