package io.trueup.pages;

import io.dropwizard.auth.Auth;
import io.trueup.decision.FindingDecision;
import io.trueup.finding.Deciding;
import io.trueup.finding.Preview;
import io.trueup.finding.SavedView;
import io.trueup.finding.Word;
import io.trueup.period.Period;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.http.Parameters;
import io.trueup.platform.http.Permission;
import io.trueup.platform.http.ProblemException;
import io.trueup.platform.http.ProblemType;
import io.trueup.reconcile.RunRow;
import io.trueup.web.Layout;
import io.trueup.web.Visit;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Deciding about findings: one, those that were ticked, or all that fit. */
@Path("/runs/{run_id}")
public final class DecisionPages {
  private final TenantDb db;
  private final Layout layout;

  public DecisionPages(TenantDb db, Layout layout) {
    this.db = db;
    this.layout = layout;
  }

  /** What is about to be done to all findings that fit. */
  public record AllView(
      RunRow run, Period period, MonthFilters filters, Word word, Preview preview) {}

  @POST
  @Path("/decisions")
  @RolesAllowed(Permission.DECIDE)
  public Response decide(
      @Auth Visit visit, @PathParam("run_id") String runId, MultivaluedMap<String, String> form) {
    Word word = word(form, visit);
    MonthFilters filters = MonthFilters.ofForm(form);
    String all = field(form, "all");
    List<String> ids = form.getOrDefault("id", List.of());
    if (all.equals("ask")) {
      AllView view = db.inTenant(visit.tenant(), handle -> ask(handle, runId, filters, word));
      return layout.show(visit, "pages/decide-all.ftlh", "Decide about all", "months", view);
    }
    if (!all.equals("yes") && ids.isEmpty()) {
      throw ProblemException.invalid(
          "id", "is missing: tick the findings that are meant", List.of());
    }
    Deciding.Outcome outcome =
        db.inTenant(
            visit.tenant(),
            handle ->
                Deciding.many(
                    handle,
                    current(handle, MonthPages.get(handle, runId)).month(),
                    filters.query(),
                    all.equals("yes") ? List.of() : ids,
                    word));
    tell(visit, word, outcome);
    return Layout.to("/runs/" + MonthPages.text(runId) + filters.address());
  }

  private static AllView ask(Handle handle, String runId, MonthFilters filters, Word word) {
    RunRow run = MonthPages.get(handle, runId);
    Period period = current(handle, run);
    return new AllView(
        run, period, filters, word, Preview.of(handle, period, filters.query(), word));
  }

  private static Word word(MultivaluedMap<String, String> form, Visit visit) {
    return new Word(
        field(form, "decision"),
        Parameters.decimal("value", field(form, "value")).orElse(null),
        Parameters.day("until", field(form, "until")).orElse(null),
        field(form, "assignee"),
        field(form, "why"),
        visit.getName());
  }

  private static String field(MultivaluedMap<String, String> form, String name) {
    return Objects.requireNonNullElse(form.getFirst(name), "").strip();
  }

  @POST
  @Path("/discrepancies/{discrepancy_id}/decisions")
  @RolesAllowed(Permission.DECIDE)
  public Response decideOne(
      @Auth Visit visit,
      @PathParam("run_id") String runId,
      @PathParam("discrepancy_id") String discrepancyId,
      @FormParam("seen") @Nullable Long seen,
      MultivaluedMap<String, String> form) {
    Word word = word(form, visit);
    Deciding.Outcome outcome =
        db.inTenant(
            visit.tenant(),
            handle ->
                Deciding.one(
                    handle,
                    current(handle, MonthPages.get(handle, runId)).month(),
                    discrepancyId,
                    seen,
                    word));
    tell(visit, word, outcome);
    return Layout.to("/runs/" + MonthPages.text(runId) + "/discrepancies/" + discrepancyId);
  }

  @POST
  @Path("/decisions/{decision_no: \\d{1,18}}/undo")
  @RolesAllowed(Permission.DECIDE)
  public Response undo(
      @Auth Visit visit,
      @PathParam("run_id") String runId,
      @PathParam("decision_no") long number,
      @FormParam("together") @DefaultValue("") String together,
      @FormParam("why") @DefaultValue("") String why,
      @FormParam("to") @DefaultValue("") String to) {
    Deciding.Outcome outcome =
        db.inTenant(
            visit.tenant(),
            handle ->
                Deciding.undo(
                    handle,
                    current(handle, MonthPages.get(handle, runId)).month(),
                    number,
                    together.equals("yes"),
                    why,
                    visit.getName()));
    visit.say(
        outcome.decided() == 1
            ? "Taken back."
            : "Taken back for " + outcome.decided() + " findings.");
    return Layout.to(local(to, runId));
  }

  @POST
  @Path("/views")
  @RolesAllowed(Permission.READ)
  public Response keep(
      @Auth Visit visit,
      @PathParam("run_id") String runId,
      @FormParam("name") @DefaultValue("") String name,
      @FormParam("remove") @DefaultValue("") String remove,
      MultivaluedMap<String, String> form) {
    MonthFilters filters = MonthFilters.ofForm(form);
    db.useTenant(
        visit.tenant(),
        handle -> {
          if (remove.isEmpty()) {
            SavedView.keep(
                handle, visit.getName(), new SavedView(name, filters.address().substring(1)));
          } else {
            SavedView.remove(handle, visit.getName(), remove);
          }
        });
    visit.say(remove.isEmpty() ? "Kept as “" + name.strip() + "”." : "Removed.");
    return Layout.to("/runs/" + MonthPages.text(runId) + filters.address());
  }

  private static Period current(Handle handle, RunRow run) {
    Period period = MonthPages.period(handle, run);
    if (period == null || !period.runId().equals(run.runId())) {
      throw new ProblemException(
          ProblemType.CONFLICT,
          "A newer run of this month came in; decide about its findings. Nothing was changed.");
    }
    return period;
  }

  private static void tell(Visit visit, Word word, Deciding.Outcome outcome) {
    String findings =
        outcome.decided() == 1 ? "1 finding" : "%d findings".formatted(outcome.decided());
    String done =
        switch (word.kind()) {
          case FindingDecision.ACCEPT -> findings + " accepted.";
          case FindingDecision.CORRECT -> "Corrected.";
          case FindingDecision.WAIVE -> findings + " waived; the next run knows.";
          case FindingDecision.ASSIGN ->
              word.assignee().isEmpty()
                  ? findings + " given to nobody."
                  : findings + " given to " + word.assignee() + ".";
          case FindingDecision.COMMENT -> "Noted.";
          default -> "Tolerated from the next run on.";
        };
    String left =
        outcome.passedOver() == 0
            ? ""
            : outcome.passedOver() == 1
                ? " One was left as it is: it had been decided."
                : " %d were left as they are: they had been decided."
                    .formatted(outcome.passedOver());
    if (outcome.decided() == 0) {
      visit.complain("Nothing was changed." + left);
    } else {
      visit.say(done + left);
    }
  }

  /** Only pages of the run are led to. */
  private static String local(String to, String runId) {
    String here = "/runs/" + MonthPages.text(runId);
    return to.startsWith(here) ? to : here;
  }
}
