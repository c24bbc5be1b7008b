package io.trueup.review;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.dropwizard.auth.Auth;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.http.Caller;
import io.trueup.platform.http.Permission;
import io.trueup.platform.http.ProblemException;
import io.trueup.rulebook.Approvals;
import io.trueup.rulebook.BundleCheck.Checked;
import io.trueup.rulebook.BundleTest.Tested;
import io.trueup.rulebook.Comparison.Compared;
import io.trueup.rulebook.DraftGates;
import io.trueup.rulebook.DraftGates.Outcome;
import io.trueup.rulebook.DraftRow;
import io.trueup.rulebook.Rulebook;
import io.trueup.scenario.Scenario;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** A draft's way: checked, tested, compared, approved by a second person, published. */
@Path("/api/v1/rulebook/drafts/{draft_id}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "drafts")
public final class DraftGatesResource {
  private final TenantDb db;
  private final DraftGates gates;
  private final Approvals approvals;

  public DraftGatesResource(TenantDb db, DraftGates gates, Approvals approvals) {
    this.db = db;
    this.gates = gates;
    this.approvals = approvals;
  }

  @POST
  @Path("/check")
  @RolesAllowed(Permission.RULES_EDIT)
  @Operation(
      summary = "Check a draft: rules, policy, presets and the texts of scenarios",
      description = "A draft with problems goes no further. If-Match carries its ETag, or *.")
  @Schema(implementation = DraftResponses.CheckResult.class)
  public Response check(
      @Parameter(hidden = true) @Auth Caller caller,
      @PathParam("draft_id") String id,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
    Outcome<Checked> outcome =
        gates.check(
            caller.tenant(), DraftsResource.id(id), EntityTags.required(ifMatch), caller.getName());
    return found(caller, outcome, DraftResponses.CheckResult::of);
  }

  @POST
  @Path("/test")
  @RolesAllowed(Permission.RULES_EDIT)
  @Operation(
      summary = "Run all scenarios of a draft that passed the check",
      description =
          "What fails, and which rules no scenario fires, needs an approver's reason to be published. If-Match carries the draft's ETag, or *.")
  @Schema(implementation = DraftResponses.TestResult.class)
  public Response test(
      @Parameter(hidden = true) @Auth Caller caller,
      @PathParam("draft_id") String id,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
    Outcome<Tested> outcome =
        gates.test(
            caller.tenant(), DraftsResource.id(id), EntityTags.required(ifMatch), caller.getName());
    return found(caller, outcome, DraftResponses.TestResult::of);
  }

  /** Which scenarios to try. */
  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "ScenarioRequest")
  public record ScenarioRequest(
      @NotBlank @Size(max = 500) @Schema(
              description = "A scenario's place, its name, or a file: then all of it",
              example = "scenarios/tolerances.scenario:17")
          String scenario) {
    boolean names(Scenario one) {
      return scenario.equals(one.where())
          || scenario.equals(one.name())
          || scenario.equals(one.file());
    }
  }

  @POST
  @Path("/scenarios")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Permission.RULES_EDIT)
  @Operation(
      summary = "Run one scenario of a draft, or the scenarios of one file",
      description = "Nothing is recorded.")
  public DraftResponses.ScenarioRunResponse scenario(
      @Parameter(hidden = true) @Auth Caller caller,
      @PathParam("draft_id") String id,
      @NotNull @Valid ScenarioRequest request) {
    Tested tested = gates.tryOut(caller.tenant(), DraftsResource.id(id), request::names);
    if (tested.scenarios().isEmpty()) {
      throw ProblemException.notFound("scenario in the draft");
    }
    return DraftResponses.ScenarioRunResponse.of(tested);
  }

  /** What to compare on. */
  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "ComparisonRequest")
  public record ComparisonRequest(
      @Schema(description = "A finished run; the newest when left out") @Nullable UUID runId) {}

  @POST
  @Path("/compare")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Permission.RULES_EDIT)
  @Operation(
      summary = "Compare a draft with what a past run concluded",
      description = "If-Match carries the draft's ETag, or *.")
  @Schema(implementation = DraftResponses.ComparisonResult.class)
  public Response compare(
      @Parameter(hidden = true) @Auth Caller caller,
      @PathParam("draft_id") String id,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      @NotNull @Valid ComparisonRequest request) {
    Outcome<Compared> outcome =
        gates.compare(
            caller.tenant(),
            DraftsResource.id(id),
            EntityTags.required(ifMatch),
            request.runId(),
            caller.getName());
    return found(caller, outcome, DraftResponses.ComparisonResult::of);
  }

  /** What is said along with a step. */
  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "StepNote")
  public record StepNote(@Size(max = 2000) @Nullable String note) {}

  @POST
  @Path("/submit")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Permission.RULES_EDIT)
  @Operation(
      summary = "Ask for approval of a draft that was tested",
      description = "If-Match carries the draft's ETag, or *.")
  @Schema(implementation = DraftResponses.Draft.class)
  public Response submit(
      @Parameter(hidden = true) @Auth Caller caller,
      @PathParam("draft_id") String id,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      @NotNull @Valid StepNote request) {
    return decided(
        caller,
        ifMatch,
        (handle, expected) ->
            approvals.submit(
                handle,
                DraftsResource.id(id),
                expected,
                text("note", request.note()),
                caller.getName()));
  }

  /** An approval. */
  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "ApprovalRequest")
  public record ApprovalRequest(
      @Size(max = 2000) @Nullable String note,
      @Size(max = 2000) @Schema(
              description =
                  "Why, though a scenario fails, a rule is not fired by any, or it was not compared; recorded")
          @Nullable String overrideReason) {}

  @POST
  @Path("/approve")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Permission.RULES_APPROVE)
  @Operation(
      summary = "Approve a draft that others made",
      description =
          "Whoever had a hand in its files cannot. If-Match carries the ETag of what was looked at, or *.")
  @Schema(implementation = DraftResponses.Draft.class)
  public Response approve(
      @Parameter(hidden = true) @Auth Caller caller,
      @PathParam("draft_id") String id,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      @NotNull @Valid ApprovalRequest request) {
    return decided(
        caller,
        ifMatch,
        (handle, expected) ->
            approvals.approve(
                handle,
                DraftsResource.id(id),
                expected,
                text("note", request.note()),
                text("override_reason", request.overrideReason()),
                caller.getName()));
  }

  /** Why a draft goes back. */
  @Schema(name = "RejectionRequest")
  public record RejectionRequest(@NotBlank @Size(max = 2000) String reason) {}

  @POST
  @Path("/reject")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Permission.RULES_APPROVE)
  @Operation(
      summary = "Send a draft back to its authors",
      description = "If-Match carries the draft's ETag, or *.")
  @Schema(implementation = DraftResponses.Draft.class)
  public Response reject(
      @Parameter(hidden = true) @Auth Caller caller,
      @PathParam("draft_id") String id,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      @NotNull @Valid RejectionRequest request) {
    return decided(
        caller,
        ifMatch,
        (handle, expected) ->
            approvals.reject(
                handle,
                DraftsResource.id(id),
                expected,
                text("reason", request.reason()),
                caller.getName()));
  }

  @POST
  @Path("/publish")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Permission.RULES_PUBLISH)
  @Operation(
      summary = "Put an approved draft in force",
      description =
          "The next run is judged by it; one under way keeps the bundle that it began with. If-Match carries the draft's ETag, or *.")
  @Schema(implementation = RulebookResponses.Bundle.class)
  public RulebookResponses.Bundle publish(
      @Parameter(hidden = true) @Auth Caller caller,
      @PathParam("draft_id") String id,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      @NotNull @Valid StepNote request) {
    Long expected = EntityTags.required(ifMatch);
    return db.inTenant(
        caller.tenant(),
        handle ->
            RulebookResponses.Bundle.of(
                approvals.publish(
                    handle,
                    DraftsResource.id(id),
                    expected,
                    text("note", request.note()),
                    caller.getName())));
  }

  private static String text(String field, @Nullable String text) {
    return text == null ? "" : TextBodies.plain(field, text);
  }

  private Response decided(
      Caller caller,
      @Nullable String ifMatch,
      BiFunction<Handle, @Nullable Long, DraftRow> decision) {
    Long expected = EntityTags.required(ifMatch);
    return db.inTenant(
        caller.tenant(), handle -> DraftsResource.answer(handle, decision.apply(handle, expected)));
  }

  private <T> Response found(
      Caller caller, Outcome<T> outcome, BiFunction<Outcome<T>, Long, Object> response) {
    long inForce = db.read(caller.tenant(), handle -> Rulebook.inForce(handle).version());
    return Response.ok(response.apply(outcome, inForce))
        .header(HttpHeaders.ETAG, EntityTags.of(outcome.draft().revision()))
        .build();
  }
}
