package io.trueup.pages;

import io.dropwizard.auth.Auth;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.http.Page.Total;
import io.trueup.platform.http.Parameters;
import io.trueup.platform.http.Permission;
import io.trueup.platform.http.ProblemException;
import io.trueup.reconcile.DiscrepancyDao;
import io.trueup.reconcile.DiscrepancyQuery;
import io.trueup.reconcile.DiscrepancyRow;
import io.trueup.reconcile.RunDao;
import io.trueup.reconcile.RunRow;
import io.trueup.review.DiscrepancyParameters;
import io.trueup.review.Listing;
import io.trueup.web.Layout;
import io.trueup.web.Visit;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** One month: its figures, and its discrepancies with filters that live in the address. */
@Path("/runs/{run_id}")
public final class MonthPages {
  private static final int ROWS = 50;

  /** What is shown where no class is asked for: everything that needs somebody. */
  static final List<String> OPEN =
      DiscrepancyRow.CLASSES.stream().filter(each -> !each.equals("MATCHED")).toList();

  private final TenantDb db;
  private final Layout layout;

  public MonthPages(TenantDb db, Layout layout) {
    this.db = db;
    this.layout = layout;
  }

  /** A month with a page of its discrepancies. */
  public record MonthView(
      Month month,
      Filters filters,
      List<DiscrepancyRow> rows,
      Total total,
      @Nullable String next) {}

  /**
   * What is asked for, as the address says it.
   *
   * @param chosen the class asked for; empty for all open ones
   * @param query the address' query without the cursor, for links; begins with {@code ?}
   */
  public record Filters(String chosen, String search, boolean held, String sort, String query) {}

  @GET
  @RolesAllowed(Permission.READ)
  public Response month(
      @Auth Visit visit,
      @PathParam("run_id") String runId,
      @QueryParam("class") @DefaultValue("") String chosen,
      @QueryParam("q") @DefaultValue("") String search,
      @QueryParam("held") @DefaultValue("") String held,
      @QueryParam("sort") @DefaultValue("") String sort,
      @QueryParam("after") @Nullable String after) {
    RunRow run = db.read(visit.tenant(), handle -> get(handle, runId));
    if (!run.status().equals("done")) {
      return layout.show(visit, "pages/run-open.ftlh", "Run", MonthsPages.SECTION, run);
    }
    Filters filters = filters(chosen, search, held.equals("true"), sort);
    DiscrepancyQuery query = query(filters);
    Listing listing = new Listing("pages" + runId + query);
    List<String> key = listing.key(after, query.sort().columns().size());
    MonthView view =
        db.read(
            visit.tenant(),
            handle -> {
              var page =
                  listing.page(
                      DiscrepancyDao.list(handle, run.runId(), query, key, ROWS + 1),
                      ROWS,
                      DiscrepancyDao.count(handle, run.runId(), query),
                      DiscrepancyDao.Placed::row,
                      DiscrepancyDao.Placed::key);
              return new MonthView(
                  MonthsPages.month(handle, run), filters, page.items(), page.total(), page.next());
            });
    return layout.show(
        visit, "pages/month.ftlh", "Month as of " + run.asOf(), MonthsPages.SECTION, view);
  }

  private static Filters filters(String chosen, String search, boolean held, String sort) {
    String query = Query.of("class", chosen, "q", search, "held", held ? "true" : "", "sort", sort);
    return new Filters(chosen, search, held, sort.isEmpty() ? "impact" : sort, query);
  }

  /** Filters that the page does not show would be passed on by none of its links. */
  private static DiscrepancyQuery query(Filters filters) {
    DiscrepancyParameters asked = new DiscrepancyParameters();
    asked.classes = filters.chosen().isEmpty() ? OPEN : List.of(filters.chosen());
    asked.search = filters.search();
    asked.held = filters.held() ? "true" : null;
    asked.sort = filters.sort();
    return asked.query();
  }

  static RunRow get(Handle handle, String runId) {
    return RunDao.find(handle, Parameters.id("run", runId))
        .orElseThrow(() -> ProblemException.notFound("run"));
  }
}
