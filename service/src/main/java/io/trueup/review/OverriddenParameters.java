package io.trueup.review;

import io.swagger.v3.oas.annotations.Parameter;
import io.trueup.inquiry.Overridden;
import io.trueup.platform.http.Parameters;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which decisions of people, and of which run. */
public final class OverriddenParameters {
  @QueryParam("run_id")
  @Parameter(description = "This run alone, whatever the other parameters say of runs")
  public @Nullable String runId;

  @QueryParam("kind")
  @Parameter(description = "Kind of the decision: waive, tolerance, link, ignore_account, ...")
  public @Nullable String kind;

  @QueryParam("by")
  @Parameter(description = "Who decided")
  public @Nullable String by;

  Optional<UUID> run() {
    return Parameters.text("run_id", runId).map(id -> Parameters.id("run", id));
  }

  Overridden.Filter filter() {
    return new Overridden.Filter(Parameters.text("kind", kind), Parameters.text("by", by));
  }
}
