package io.trueup.review;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.dropwizard.auth.Auth;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.trueup.platform.http.Caller;
import io.trueup.platform.http.Parameters;
import io.trueup.platform.http.Permission;
import io.trueup.replay.Replays;
import io.trueup.stage.RuleCosts;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** What each rule costs a run, measured when somebody asks. */
@Path("/api/v1/runs/{run_id}/rule-costs")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "audit")
public final class RunRuleCostsResource {
  private final Replays replays;

  public RunRuleCostsResource(Replays replays) {
    this.replays = replays;
  }

  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "RuleCosts")
  record Costs(
      @Schema(description = "Time in the conditions and conclusions of all rules, in nanoseconds")
          long rulesNs,
      @Schema(description = "Time of all evaluations, with what the engine takes around the rules")
          long evaluatingNs,
      @Schema(description = "How far the run folded, in sentences") List<String> folding,
      @Schema(description = "The most expensive first") List<Cost> rules) {
    static Costs of(RuleCosts costs) {
      return new Costs(
          costs.nanos(),
          costs.evaluating(),
          costs.folding().words(),
          costs.rules().stream().map(Cost::of).toList());
    }
  }

  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "RuleCost")
  record Cost(
      String ruleId,
      String name,
      String stage,
      long firings,
      @Schema(description = "Conclusions that held because of it") long held,
      @Schema(description = "Different cases with such a conclusion, of a stage decided by case")
          long cases,
      @Schema(description = "How often a condition of it was evaluated") long checks,
      @Schema(description = "Time in its conditions and conclusions, from a sample") long ns,
      @Schema(description = "Of all rules' time; what rules share counts for each of them")
          double share,
      @Schema(description = "What would make it cheaper") List<String> hints) {
    static Cost of(RuleCosts.RuleCost cost) {
      return new Cost(
          cost.rule().id(),
          cost.rule().name(),
          cost.rule().stage(),
          cost.fired(),
          cost.held(),
          cost.cases(),
          cost.checks(),
          cost.nanos(),
          cost.share(),
          cost.hints());
    }
  }

  @POST
  @RolesAllowed(Permission.AUDIT)
  @Operation(
      summary = "Compute a run again and measure what each rule costs",
      description =
          "By the bundle, dataset, decisions and day of then. The answer comes when it is done and is"
              + " not kept. Counts are the same each time, times are not.")
  public Costs measure(
      @Parameter(hidden = true) @Auth Caller caller, @PathParam("run_id") String runId) {
    return Costs.of(replays.costs(caller.tenant(), Parameters.id("run", runId)));
  }
}
