package io.trueup.review;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.dropwizard.auth.Auth;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.trueup.decision.FindingDecisionDao;
import io.trueup.finding.Deciding;
import io.trueup.finding.Word;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.http.Caller;
import io.trueup.platform.http.Parameters;
import io.trueup.platform.http.Permission;
import io.trueup.platform.http.ProblemException;
import io.trueup.review.MonthResponses.DecisionResponse;
import io.trueup.review.MonthResponses.OutcomeResponse;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** People decide about the findings of a month. */
@Path("/api/v1/months/{month}/decisions")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "months")
public final class FindingDecisionsResource {
  private static final int HISTORY = 200;

  private final TenantDb db;

  public FindingDecisionsResource(TenantDb db) {
    this.db = db;
  }

  /** What is said, and of which findings. */
  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "DecisionRequest")
  public record DecisionRequest(
      @NotBlank @Schema(
              description =
                  "accept, correct (one finding only), waive, tolerance (units), tolerance_amount"
                      + " (money a month), assign or comment")
          String kind,
      @Schema(description = "correct: what should be billed; tolerance: how much does not matter")
          @Nullable BigDecimal value,
      @Schema(description = "Last day of a waiver; no end when left out") @Nullable LocalDate until,
      @Schema(description = "assign: who acts; nobody when empty") @Nullable @Size(max = 100) String assignee,
      @Schema(description = "Why; not needed to accept or assign") @Nullable @Size(max = 1000) String reason,
      @Schema(description = "At most 10,000 findings; left out, all that the filters fit")
          @Nullable @Size(min = 1, max = Deciding.MOST) List<@NotBlank @Size(max = 200) String> discrepancyIds,
      @Schema(description = "Filters as of /runs/{run_id}/discrepancies; to fit all, send {}")
          @Nullable @Valid FilterRequest filter,
      @Schema(
              description =
                  "Of one finding: number of the last decision that was read; refused when"
                      + " somebody decided meanwhile")
          @Nullable Long lastNo) {}

  /** Which findings. */
  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "FindingFilter")
  public record FilterRequest(
      @Nullable List<String> classes,
      @Nullable List<String> reasons,
      @Nullable String companyId,
      @Nullable String productCode,
      @Nullable String integrationId,
      @Nullable String accountId,
      @Nullable Boolean held,
      @Nullable Boolean reclaimable,
      @Nullable String currency,
      @Nullable String q,
      @Nullable BigDecimal minImpact,
      @Nullable List<String> statuses,
      @Nullable String assignee) {}

  /** What is taken back. */
  @Schema(name = "UndoDecisionRequest")
  public record UndoDecisionRequest(
      @NotBlank @Size(max = 1000) String reason,
      @Schema(description = "Also all that were made in one go with it")
          @Nullable Boolean together) {}

  @POST
  @RolesAllowed(Permission.DECIDE)
  @Operation(
      summary = "Decide about findings of the month",
      description =
          "One finding can be decided again; of many, those decided before are passed over."
              + " Waivers and tolerances count from the next run on; all the rest is about this month.")
  public OutcomeResponse decide(
      @Parameter(hidden = true) @Auth Caller caller,
      @PathParam("month") String month,
      @NotNull @Valid DecisionRequest request) {
    YearMonth which = Parameters.month(month);
    List<String> ids = request.discrepancyIds();
    FilterRequest filter = request.filter();
    if (ids == null && filter == null) {
      throw ProblemException.invalid(
          "discrepancy_ids", "or filter must say which findings are meant", List.of());
    }
    Word word =
        new Word(
            request.kind(),
            request.value(),
            request.until(),
            request.assignee() == null ? "" : request.assignee(),
            request.reason() == null ? "" : request.reason(),
            caller.getName());
    Deciding.Outcome outcome =
        db.inTenant(
            caller.tenant(),
            handle ->
                ids != null && ids.size() == 1
                    ? Deciding.one(handle, which, ids.get(0), request.lastNo(), word)
                    : Deciding.many(
                        handle,
                        which,
                        parameters(filter).query(),
                        ids == null ? List.of() : ids,
                        word));
    return new OutcomeResponse(outcome.decided(), outcome.passedOver(), outcome.firstNo());
  }

  private static DiscrepancyParameters parameters(@Nullable FilterRequest filter) {
    DiscrepancyParameters asked = new DiscrepancyParameters();
    if (filter != null) {
      asked.classes = filter.classes() == null ? List.of() : filter.classes();
      asked.reasons = filter.reasons() == null ? List.of() : filter.reasons();
      asked.companyId = filter.companyId();
      asked.productCode = filter.productCode();
      asked.integrationId = filter.integrationId();
      asked.accountId = filter.accountId();
      asked.held = filter.held() == null ? null : filter.held().toString();
      asked.reclaimable = filter.reclaimable() == null ? null : filter.reclaimable().toString();
      asked.currency = filter.currency();
      asked.search = filter.q();
      asked.minImpact = filter.minImpact() == null ? null : filter.minImpact().toPlainString();
      asked.statuses = filter.statuses() == null ? List.of() : filter.statuses();
      asked.assignee = filter.assignee();
    }
    return asked;
  }

  @POST
  @Path("/{decision_no: \\d{1,18}}/undo")
  @RolesAllowed(Permission.DECIDE)
  @Operation(
      summary = "A decision does not count any more",
      description = "What was said before it counts again.")
  public OutcomeResponse undo(
      @Parameter(hidden = true) @Auth Caller caller,
      @PathParam("month") String month,
      @PathParam("decision_no") long number,
      @NotNull @Valid UndoDecisionRequest request) {
    YearMonth which = Parameters.month(month);
    Deciding.Outcome outcome =
        db.inTenant(
            caller.tenant(),
            handle ->
                Deciding.undo(
                    handle,
                    which,
                    number,
                    Boolean.TRUE.equals(request.together()),
                    request.reason(),
                    caller.getName()));
    return new OutcomeResponse(outcome.decided(), outcome.passedOver(), outcome.firstNo());
  }

  @GET
  @RolesAllowed(Permission.READ)
  @Operation(
      summary = "All that was said about a finding up to this month, the newest first",
      description = "At most the last 200.")
  public List<DecisionResponse> history(
      @Parameter(hidden = true) @Auth Caller caller,
      @PathParam("month") String month,
      @NotBlank @QueryParam("discrepancy_id") String discrepancyId) {
    YearMonth which = Parameters.month(month);
    return db.read(
        caller.tenant(),
        handle -> {
          MonthsResource.period(handle, month);
          return FindingDecisionDao.of(handle, discrepancyId, HISTORY).stream()
              .filter(each -> !each.month().isAfter(which))
              .map(DecisionResponse::of)
              .toList();
        });
  }
}
