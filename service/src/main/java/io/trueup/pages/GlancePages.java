package io.trueup.pages;

import io.dropwizard.auth.Auth;
import io.trueup.finding.Progress;
import io.trueup.glance.MonthMoney;
import io.trueup.glance.ProductMoney;
import io.trueup.glance.RunCause;
import io.trueup.period.Period;
import io.trueup.period.PeriodDao;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.http.Cursor.Part;
import io.trueup.platform.http.Parameters;
import io.trueup.platform.http.Permission;
import io.trueup.platform.http.ProblemException;
import io.trueup.reconcile.RunDao;
import io.trueup.reconcile.RunRow;
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
import java.time.YearMonth;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** A month at a glance, and what one piece of work would settle in it. */
@Path("/months/{month}")
public final class GlancePages {
  private static final int CAUSES = 6;
  private static final int ROWS = 50;
  private static final int SWITCHED = 36;

  private final TenantDb db;
  private final Layout layout;

  public GlancePages(TenantDb db, Layout layout) {
    this.db = db;
    this.layout = layout;
  }

  /**
   * A month.
   *
   * @param others months to switch to, the newest first, this one included
   * @param before what the month before is called
   */
  public record GlanceView(
      Period period,
      Month month,
      UnderWay runs,
      Progress progress,
      List<MoneyCard> cards,
      List<ServiceBars> services,
      List<Trend> trends,
      CauseList setup,
      CauseList billing,
      List<Period> others,
      String before) {}

  /** The first causes of a list, and how many there are. */
  public record CauseList(List<RunCause> causes, RunCause.Size size) {}

  /**
   * A page of causes.
   *
   * @param setup whether those of set-up are shown, or those of bills
   * @param next cursor of the next page; null when there is none
   */
  public record CausesView(
      Period period,
      RunRow run,
      boolean setup,
      List<RunCause> causes,
      RunCause.Size size,
      RunCause.Size other,
      @Nullable String next) {}

  @GET
  @RolesAllowed(Permission.READ)
  public Response month(@Auth Visit visit, @PathParam("month") String month) {
    return db.read(visit.tenant(), handle -> show(handle, layout, visit, period(handle, month)));
  }

  /** All causes: of set-up, or of bills. */
  @GET
  @Path("/causes")
  @RolesAllowed(Permission.READ)
  public Response causes(
      @Auth Visit visit,
      @PathParam("month") String month,
      @QueryParam("of") @DefaultValue("setup") String of,
      @QueryParam("after") @Nullable String after) {
    boolean setup =
        Parameters.choice("of", of, List.of("setup", "billing")).orElse("setup").equals("setup");
    Listing listing = new Listing("causes " + month + of);
    CausesView view =
        db.read(
            visit.tenant(),
            handle -> {
              Period period = period(handle, month);
              RunRow run = run(handle, period);
              RunCause.Size size = RunCause.size(handle, run.runId(), setup);
              var page =
                  listing.page(
                      RunCause.list(
                          handle,
                          run.runId(),
                          setup,
                          listing.key(
                              after, Part.NUMBER, Part.DECIMAL, Part.TEXT, Part.TEXT, Part.TEXT),
                          ROWS + 1),
                      ROWS,
                      io.trueup.platform.http.Page.Total.of(size.causes()),
                      RunCause.Placed::cause,
                      RunCause.Placed::key);
              return new CausesView(
                  period,
                  run,
                  setup,
                  page.items(),
                  size,
                  RunCause.size(handle, run.runId(), !setup),
                  page.next());
            });
    return layout.show(visit, "pages/causes.ftlh", "Causes in " + month, MonthsPages.SECTION, view);
  }

  static Response show(Handle handle, Layout layout, Visit visit, Period period) {
    RunRow run = run(handle, period);
    YearMonth month = period.month();
    List<MonthMoney> months = MonthMoney.upTo(handle, month, Trend.MONTHS);
    GlanceView view =
        new GlanceView(
            period,
            MonthsPages.month(handle, run),
            UnderWay.of(handle, run),
            Progress.of(handle, period),
            MoneyCard.of(month, months),
            ServiceBars.of(ProductMoney.largest(handle, run.runId(), ServiceBars.MOST)),
            Trend.of(month, months),
            causes(handle, run, true),
            causes(handle, run, false),
            PeriodDao.list(handle, Optional.empty(), SWITCHED),
            month.minusMonths(1).getMonth().getDisplayName(TextStyle.FULL, visit.look().locale()));
    return layout.show(visit, "pages/start.ftlh", "Month " + month, MonthsPages.SECTION, view);
  }

  private static CauseList causes(Handle handle, RunRow run, boolean setup) {
    return new CauseList(
        RunCause.list(handle, run.runId(), setup, List.of(), CAUSES).stream()
            .map(RunCause.Placed::cause)
            .toList(),
        RunCause.size(handle, run.runId(), setup));
  }

  private static Period period(Handle handle, String month) {
    return PeriodDao.find(handle, Parameters.month(month))
        .orElseThrow(() -> ProblemException.notFound("month"));
  }

  private static RunRow run(Handle handle, Period period) {
    return RunDao.find(handle, period.runId()).orElseThrow(() -> ProblemException.notFound("run"));
  }
}
