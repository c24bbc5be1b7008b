package io.trueup.review;

import io.dropwizard.auth.Auth;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.http.Caller;
import io.trueup.platform.http.Cursor.Part;
import io.trueup.platform.http.Page;
import io.trueup.platform.http.Page.Total;
import io.trueup.platform.http.Parameters;
import io.trueup.platform.http.Permission;
import io.trueup.platform.http.ProblemException;
import io.trueup.platform.http.RequestId;
import io.trueup.reconcile.RunDao;
import io.trueup.replay.Replay;
import io.trueup.replay.ReplayDao;
import io.trueup.replay.Replays;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A run computed again from what it was given, to prove its result. */
@Path("/api/v1/runs/{run_id}/replays")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "audit")
public final class RunReplaysResource {
  private final TenantDb db;
  private final Replays replays;

  public RunReplaysResource(TenantDb db, Replays replays) {
    this.db = db;
    this.replays = replays;
  }

  @POST
  @RolesAllowed(Permission.AUDIT)
  @Operation(
      summary = "Compute a run again and compare everything that is stored of it",
      description =
          "By the bundle, dataset, decisions and day of then, whatever was published or decided since."
              + " The answer comes when it is done; the outcome is noted, in the audit trail too.")
  public Response replay(
      @Parameter(hidden = true) @Auth Caller caller, @PathParam("run_id") String runId) {
    Replay replay =
        replays.replay(
            caller.tenant(), Parameters.id("run", runId), caller.getName(), RequestId.current());
    return Response.created(
            URI.create("/api/v1/runs/" + replay.runId() + "/replays/" + replay.replayId()))
        .entity(AuditResponses.RunReplay.of(replay))
        .build();
  }

  @GET
  @RolesAllowed(Permission.AUDIT)
  @Operation(summary = "How often a run was proved, newest first")
  public Page<AuditResponses.RunReplay> list(
      @Parameter(hidden = true) @Auth Caller caller,
      @PathParam("run_id") String runId,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("after") @Nullable String after) {
    UUID run = Parameters.id("run", runId);
    int rows = Parameters.limit(limit);
    Listing listing = new Listing("/runs/" + run + "/replays");
    List<String> key = listing.key(after, Part.MOMENT, Part.ID);
    return db.read(
        caller.tenant(),
        handle -> {
          if (RunDao.find(handle, run).isEmpty()) {
            throw ProblemException.notFound("run");
          }
          return listing.page(
              ReplayDao.list(handle, run, key, rows + 1),
              rows,
              Total.of(ReplayDao.count(handle, run)),
              AuditResponses.RunReplay::of,
              replay -> List.of(replay.at().toString(), replay.replayId().toString()));
        });
  }

  @GET
  @Path("/{replay_id}")
  @RolesAllowed(Permission.AUDIT)
  @Operation(summary = "One replay of a run, with what differed")
  public AuditResponses.RunReplay get(
      @Parameter(hidden = true) @Auth Caller caller,
      @PathParam("run_id") String runId,
      @PathParam("replay_id") String replayId) {
    return db.read(
        caller.tenant(),
        handle ->
            ReplayDao.find(handle, Parameters.id("run", runId), Parameters.id("replay", replayId))
                .map(AuditResponses.RunReplay::of)
                .orElseThrow(() -> ProblemException.notFound("replay")));
  }
}
