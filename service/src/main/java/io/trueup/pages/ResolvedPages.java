package io.trueup.pages;

import io.dropwizard.auth.Auth;
import io.trueup.finding.Resolved;
import io.trueup.period.Period;
import io.trueup.period.PeriodDao;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.http.Page.Total;
import io.trueup.platform.http.Permission;
import io.trueup.review.Listing;
import io.trueup.web.Layout;
import io.trueup.web.Visit;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Findings of a month that went away by themselves, and why. */
@Path("/months/{month}/resolved")
public final class ResolvedPages {
  private static final int ROWS = 50;

  private final TenantDb db;
  private final Layout layout;

  public ResolvedPages(TenantDb db, Layout layout) {
    this.db = db;
    this.layout = layout;
  }

  /** What the template sees. */
  public record ResolvedView(
      Period period, List<Resolved> rows, Total total, @Nullable String next) {}

  @GET
  @RolesAllowed(Permission.READ)
  public Response get(
      @Auth Visit visit,
      @PathParam("month") String month,
      @QueryParam("after") @Nullable String after) {
    Listing listing = new Listing("resolved" + month);
    List<String> key = listing.key(after, 1);
    ResolvedView view =
        db.read(
            visit.tenant(),
            handle -> {
              Period period = MonthEndPages.period(handle, month);
              var page =
                  listing.page(
                      Resolved.list(handle, period, key.stream().findFirst(), ROWS + 1),
                      ROWS,
                      new Total(
                          PeriodDao.tally(handle, period.month()).getOrDefault("resolved", 0L),
                          "exact"),
                      row -> row,
                      row -> List.of(row.discrepancyId()));
              return new ResolvedView(period, page.items(), page.total(), page.next());
            });
    return layout.show(visit, "pages/resolved.ftlh", "Gone by themselves", "months", view);
  }
}
