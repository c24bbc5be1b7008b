package io.trueup.review;

import io.dropwizard.auth.Auth;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.http.Caller;
import io.trueup.platform.http.Page;
import io.trueup.platform.http.Parameters;
import io.trueup.platform.http.Permission;
import io.trueup.platform.http.ProblemException;
import io.trueup.review.SyncResponses.SyncResponse;
import io.trueup.sync.SyncRow;
import io.trueup.sync.Syncs;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Syncs of all the caller's integrations: follow and stop them. */
@Path("/api/v1/syncs")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "syncs")
public final class SyncsResource {
  private final TenantDb db;
  private final SyncRequests requests;

  public SyncsResource(TenantDb db, SyncRequests requests) {
    this.db = db;
    this.requests = requests;
  }

  @GET
  @RolesAllowed(Permission.READ)
  @Operation(summary = "Syncs of all integrations, newest first")
  public Page<SyncResponse> list(
      @Parameter(hidden = true) @Auth Caller caller,
      @QueryParam("state") @Nullable String state,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("after") @Nullable String after) {
    return requests.page(caller, Optional.empty(), state, limit, after);
  }

  @GET
  @Path("/{sync_id}")
  @RolesAllowed(Permission.READ)
  @Operation(summary = "One sync: how far it is, its streams, what could not be read")
  public SyncResponse get(
      @Parameter(hidden = true) @Auth Caller caller, @PathParam("sync_id") String syncId) {
    return db.read(caller.tenant(), handle -> response(handle, Parameters.id("sync", syncId)));
  }

  @POST
  @Path("/{sync_id}/cancel")
  @RolesAllowed(Permission.SYNC)
  @Operation(summary = "Stop a sync; what it read is not used")
  public SyncResponse cancel(
      @Parameter(hidden = true) @Auth Caller caller, @PathParam("sync_id") String syncId) {
    UUID id = Parameters.id("sync", syncId);
    return db.inTenant(
        caller.tenant(),
        handle -> {
          Syncs.cancel(handle, id, caller.getName());
          return response(handle, id);
        });
  }

  private static SyncResponse response(Handle handle, UUID id) {
    SyncRow row = Syncs.find(handle, id).orElseThrow(() -> ProblemException.notFound("sync"));
    return SyncResponse.of(row, Syncs.streams(handle, id));
  }
}
