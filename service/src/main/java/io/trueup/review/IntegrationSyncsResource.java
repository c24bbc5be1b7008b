package io.trueup.review;

import io.dropwizard.auth.Auth;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.trueup.integration.Integrations;
import io.trueup.platform.http.Caller;
import io.trueup.platform.http.Idempotency;
import io.trueup.platform.http.Page;
import io.trueup.platform.http.Permission;
import io.trueup.platform.http.RequestId;
import io.trueup.review.SyncResponses.SyncResponse;
import io.trueup.sync.Syncs;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Syncs of one integration. */
@Path("/api/v1/integrations/{integration_id}/syncs")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "syncs")
public final class IntegrationSyncsResource {
  private final Integrations integrations;
  private final SyncRequests requests;

  public IntegrationSyncsResource(Integrations integrations, SyncRequests requests) {
    this.integrations = integrations;
    this.requests = requests;
  }

  @POST
  @RolesAllowed(Permission.SYNC)
  @Operation(
      summary = "Sync an integration now",
      description =
          "It is worked on in the background; follow it at the answer's Location. While one waits or runs, that one is answered.")
  public Response start(
      @Parameter(hidden = true) @Auth Caller caller,
      @HeaderParam(Idempotency.HEADER) @Nullable String idempotencyKey,
      @PathParam("integration_id") String id) {
    return requests.queue(
        caller,
        idempotencyKey,
        "/integrations/" + id + "/syncs",
        handle -> {
          integrations.requireReady(handle, id);
          return Syncs.queue(handle, id, caller.getName(), RequestId.current()).sync();
        });
  }

  @GET
  @RolesAllowed(Permission.READ)
  @Operation(summary = "Syncs of an integration, newest first")
  public Page<SyncResponse> list(
      @Parameter(hidden = true) @Auth Caller caller,
      @PathParam("integration_id") String id,
      @QueryParam("state") @Nullable String state,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("after") @Nullable String after) {
    return requests.page(caller, Optional.of(id), state, limit, after);
  }
}
