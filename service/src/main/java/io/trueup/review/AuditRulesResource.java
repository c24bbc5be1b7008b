package io.trueup.review;

import io.dropwizard.auth.Auth;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.trueup.inquiry.RuleHistory;
import io.trueup.inquiry.RuleYear;
import io.trueup.inquiry.RunChoice;
import io.trueup.inquiry.Subject;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.http.Caller;
import io.trueup.platform.http.Cursor.Part;
import io.trueup.platform.http.Page;
import io.trueup.platform.http.Page.Total;
import io.trueup.platform.http.Parameters;
import io.trueup.platform.http.Permission;
import io.trueup.platform.http.ProblemException;
import io.trueup.reconcile.DiscrepancyRow;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a rule decided, and who changed it. */
@Path("/api/v1/audit/rules/{rule_id}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "audit")
public final class AuditRulesResource {
  private final TenantDb db;
  private final Clock clock;

  public AuditRulesResource(TenantDb db, Clock clock) {
    this.db = db;
    this.clock = clock;
  }

  @GET
  @RolesAllowed(Permission.AUDIT)
  @Operation(
      summary = "What a rule decided: counts and money by month, class and currency",
      description = "By the last run of each month that is done, or by all runs.")
  public RuleYear.Answer decided(
      @Parameter(hidden = true) @Auth Caller caller,
      @PathParam("rule_id") String ruleId,
      @BeanParam AuditParameters parameters) {
    RunChoice choice = parameters.choice(clock);
    RuleYear.Answer answer =
        db.read(caller.tenant(), handle -> RuleYear.answer(handle, ruleId, choice));
    if (answer.name().isEmpty() && answer.decided().isEmpty()) {
      throw ProblemException.notFound("rule in any published bundle");
    }
    return answer;
  }

  @GET
  @Path("/findings")
  @RolesAllowed(Permission.AUDIT)
  @Operation(summary = "The discrepancies that a rule had a part in, the newest run first")
  public Page<RuleYear.Finding> findings(
      @Parameter(hidden = true) @Auth Caller caller,
      @PathParam("rule_id") String ruleId,
      @BeanParam AuditParameters parameters,
      @QueryParam("class") @Nullable String discrepancyClass,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("after") @Nullable String after) {
    RunChoice choice = parameters.choice(clock);
    Optional<String> wanted = Parameters.choice("class", discrepancyClass, DiscrepancyRow.CLASSES);
    int rows = Parameters.limit(limit);
    Listing listing =
        new Listing(
            "/audit/rules/%s/findings?%s&class=%s"
                .formatted(ruleId, AuditParameters.name(choice), wanted.orElse("")));
    List<String> key = listing.key(after, Part.NUMBER, Part.TEXT);
    return db.read(
        caller.tenant(),
        handle -> {
          List<RunChoice.Chosen> runs = choice.runs(handle);
          return listing.page(
              RuleYear.findings(handle, ruleId, runs, wanted, key, rows + 1),
              rows,
              Total.of(RuleYear.count(handle, ruleId, runs, wanted)),
              RuleYear.Placed::finding,
              row -> List.of(Long.toString(row.place()), row.finding().discrepancyId()));
        });
  }

  @GET
  @Path("/history")
  @RolesAllowed(Permission.AUDIT)
  @Operation(
      summary = "Who changed a rule, when, why, and who approved it, newest first",
      description =
          "Each published bundle in which the rule is not what it was before, with the difference.")
  public List<RuleHistory.Change> history(
      @Parameter(hidden = true) @Auth Caller caller, @PathParam("rule_id") String ruleId) {
    return history(db, caller, Subject.rule(ruleId));
  }

  static List<RuleHistory.Change> history(TenantDb db, Caller caller, Subject subject) {
    List<RuleHistory.Change> changes =
        db.read(caller.tenant(), handle -> RuleHistory.list(handle, subject));
    if (changes.isEmpty()) {
      throw ProblemException.notFound(subject.kind() + " in any published bundle");
    }
    return changes;
  }
}
