package io.trueup.review;

import io.dropwizard.auth.Auth;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.http.Caller;
import io.trueup.platform.http.Permission;
import io.trueup.platform.http.ProblemException;
import io.trueup.review.SyncResponses.HealthResponse;
import io.trueup.sync.SyncHealth;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Whether what one integration brought may be believed. */
@Path("/api/v1/integrations/{integration_id}/health")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "syncs")
public final class IntegrationHealthResource {
  private final TenantDb db;
  private final SyncHealth health;

  public IntegrationHealthResource(TenantDb db, SyncHealth health) {
    this.db = db;
    this.health = health;
  }

  @GET
  @RolesAllowed(Permission.READ)
  @Operation(summary = "Health of one integration and its streams")
  public HealthResponse get(
      @Parameter(hidden = true) @Auth Caller caller, @PathParam("integration_id") String id) {
    return db.read(
        caller.tenant(),
        handle ->
            health
                .find(handle, caller.tenant(), id)
                .map(HealthResponse::of)
                .orElseThrow(() -> ProblemException.notFound("integration")));
  }
}
