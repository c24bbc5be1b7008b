package io.trueup.pages;

import io.dropwizard.auth.Auth;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.http.Parameters;
import io.trueup.platform.http.Permission;
import io.trueup.platform.http.ProblemException;
import io.trueup.reconcile.RunDao;
import io.trueup.reconcile.RunHead;
import io.trueup.reconcile.RunRow;
import io.trueup.replay.Replays;
import io.trueup.stage.RuleCosts;
import io.trueup.web.Layout;
import io.trueup.web.Visit;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What each rule costs a run: measured when somebody asks, and not kept. */
@Path("/audit/runs/{run_id}/rule-costs")
public final class RunCostPages {
  private static final int SHOWN = 40;

  private final TenantDb db;
  private final Layout layout;
  private final Replays replays;

  public RunCostPages(TenantDb db, Layout layout, Replays replays) {
    this.db = db;
    this.layout = layout;
    this.replays = replays;
  }

  /**
   * What the page shows.
   *
   * @param folding how far it folded, in sentences; empty for runs from before that was noted
   * @param costs null before anybody asked
   */
  public record View(RunRow run, String label, List<String> folding, @Nullable Costs costs) {}

  /**
   * What was measured.
   *
   * @param rules milliseconds in the conditions and conclusions of all rules
   * @param evaluating milliseconds of all evaluations
   * @param lines the most expensive rules
   * @param others how many rules took less than these
   */
  public record Costs(String rules, String evaluating, List<Line> lines, int others) {
    static Costs of(RuleCosts costs) {
      List<RuleCosts.RuleCost> all = costs.rules();
      List<Line> lines = all.stream().limit(SHOWN).map(Line::of).toList();
      return new Costs(
          millis(costs.nanos()), millis(costs.evaluating()), lines, all.size() - lines.size());
    }
  }

  /** A rule: times in milliseconds, its share in percent. */
  public record Line(RuleCosts.RuleCost of, String millis, String percent) {
    static Line of(RuleCosts.RuleCost cost) {
      return new Line(
          cost,
          RunCostPages.millis(cost.nanos()),
          String.format(Locale.ROOT, "%.1f", 100 * cost.share()));
    }
  }

  private static String millis(long nanos) {
    return String.format(Locale.ROOT, "%,.2f", nanos / 1e6);
  }

  @GET
  @RolesAllowed(Permission.AUDIT)
  public Response get(@Auth Visit visit, @PathParam("run_id") String runId) {
    return show(visit, Parameters.id("run", runId), null);
  }

  /** Measures; the page comes when it is done. */
  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @RolesAllowed(Permission.AUDIT)
  public Response measure(@Auth Visit visit, @PathParam("run_id") String runId) {
    UUID id = Parameters.id("run", runId);
    return show(visit, id, Costs.of(replays.costs(visit.tenant(), id)));
  }

  private Response show(Visit visit, UUID id, @Nullable Costs costs) {
    View view =
        db.read(
            visit.tenant(),
            handle -> {
              RunRow run =
                  RunDao.find(handle, id).orElseThrow(() -> ProblemException.notFound("run"));
              RunHead head = RunHead.of(handle, List.of(id)).get(id);
              return new View(
                  run,
                  head == null ? "" : head.label(),
                  head == null ? List.of() : head.folding(),
                  costs);
            });
    return layout.show(
        visit, "pages/run-costs.ftlh", "What its rules cost", AuditPages.SECTION, view);
  }
}
