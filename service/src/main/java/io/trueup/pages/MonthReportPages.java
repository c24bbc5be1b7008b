package io.trueup.pages;

import io.dropwizard.auth.Auth;
import io.trueup.finding.ClientSums;
import io.trueup.period.Period;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.http.Permission;
import io.trueup.reconcile.DiscrepancyDao;
import io.trueup.web.Layout;
import io.trueup.web.Visit;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** A month on paper: for the file, or for whoever has to sign it. */
@Path("/months/{month}/report")
public final class MonthReportPages {
  /** More lines than anybody reads on paper: the files have all of them. */
  private static final int LINES = 1000;

  private final TenantDb db;
  private final Layout layout;

  public MonthReportPages(TenantDb db, Layout layout) {
    this.db = db;
    this.layout = layout;
  }

  /**
   * What the template sees.
   *
   * @param clients money by client, the most first
   * @param rows the findings with the most money
   */
  public record ReportView(
      MonthEndPages.EndView end, List<ClientSums> clients, List<DiscrepancyDao.Placed> rows) {}

  @GET
  @RolesAllowed(Permission.READ)
  public Response get(@Auth Visit visit, @PathParam("month") String month) {
    ReportView view =
        db.read(
            visit.tenant(),
            handle -> {
              Period period = MonthEndPages.period(handle, month);
              return new ReportView(
                  MonthEndPages.view(handle, visit, month),
                  ClientSums.list(handle, period, LINES),
                  DiscrepancyDao.list(
                      handle,
                      period.runId(),
                      MonthFilters.only("status", "").query(),
                      List.of(),
                      LINES));
            });
    return layout.show(visit, "pages/month-report.ftlh", "Report on " + month, "months", view);
  }
}
