package io.trueup.review;

import io.dropwizard.auth.Auth;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.trueup.inquiry.FigureInquiry;
import io.trueup.inquiry.Overridden;
import io.trueup.inquiry.RunChoice;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.http.Caller;
import io.trueup.platform.http.Cursor.Part;
import io.trueup.platform.http.Page;
import io.trueup.platform.http.Page.Total;
import io.trueup.platform.http.Parameters;
import io.trueup.platform.http.Permission;
import io.trueup.platform.http.ProblemException;
import io.trueup.reconcile.RunDao;
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
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Which rules decided a figure, and which findings people decided. */
@Path("/api/v1/audit/findings")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "audit")
public final class AuditFindingsResource {
  private final TenantDb db;
  private final Clock clock;

  public AuditFindingsResource(TenantDb db, Clock clock) {
    this.db = db;
    this.clock = clock;
  }

  @GET
  @Path("/{run_id}/{discrepancy_id}")
  @RolesAllowed(Permission.AUDIT)
  @Operation(
      summary = "Which rules decided this figure",
      description =
          "The rules as they were written in the run's bundle, who published it, the facts that matched,"
              + " how old the data was, and the decisions that counted.")
  public FigureInquiry.Answer figure(
      @Parameter(hidden = true) @Auth Caller caller,
      @PathParam("run_id") String runId,
      @PathParam("discrepancy_id") String discrepancyId) {
    UUID run = Parameters.id("run", runId);
    return db.read(caller.tenant(), handle -> FigureInquiry.find(handle, run, discrepancyId))
        .orElseThrow(() -> ProblemException.notFound("discrepancy"));
  }

  @GET
  @Path("/overridden")
  @RolesAllowed(Permission.AUDIT)
  @Operation(
      summary = "Which findings people decided, with who, when and why",
      description = "Of the last run of each month, of all runs, or of one run.")
  public Page<Overridden.Row> overridden(
      @Parameter(hidden = true) @Auth Caller caller,
      @BeanParam AuditParameters parameters,
      @BeanParam OverriddenParameters which,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("after") @Nullable String after) {
    RunChoice choice = parameters.choice(clock);
    Overridden.Filter filter = which.filter();
    Optional<UUID> run = which.run();
    int rows = Parameters.limit(limit);
    Listing listing =
        new Listing(
            "/audit/findings/overridden?%s&run_id=%s&kind=%s&by=%s"
                .formatted(
                    AuditParameters.name(choice),
                    run.map(UUID::toString).orElse(""),
                    filter.kind().orElse(""),
                    filter.by().orElse("")));
    List<String> key = listing.key(after, Part.NUMBER, Part.TEXT, Part.TEXT);
    return db.read(
        caller.tenant(),
        handle -> {
          List<RunChoice.Chosen> runs = runs(handle, run, choice);
          return listing.page(
              Overridden.list(handle, runs, filter, key, rows + 1),
              rows,
              Total.of(Overridden.count(handle, runs, filter)),
              Overridden.Placed::row,
              row ->
                  List.of(
                      Long.toString(row.place()),
                      row.row().discrepancyId(),
                      row.row().decisionId()));
        });
  }

  @GET
  @Path("/overridden/totals")
  @RolesAllowed(Permission.AUDIT)
  @Operation(
      summary = "How many findings people decided, by run, kind of decision, person and class")
  public List<Overridden.Total> totals(
      @Parameter(hidden = true) @Auth Caller caller,
      @BeanParam AuditParameters parameters,
      @BeanParam OverriddenParameters which) {
    RunChoice choice = parameters.choice(clock);
    return db.read(
        caller.tenant(),
        handle -> Overridden.totals(handle, runs(handle, which.run(), choice), which.filter()));
  }

  private static List<RunChoice.Chosen> runs(Handle handle, Optional<UUID> run, RunChoice choice) {
    return run.map(
            id ->
                List.of(
                    RunChoice.one(
                        RunDao.find(handle, id)
                            .orElseThrow(() -> ProblemException.notFound("run")))))
        .orElseGet(() -> choice.runs(handle));
  }
}
