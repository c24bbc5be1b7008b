package io.trueup.review;

import io.dropwizard.auth.Auth;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.http.Caller;
import io.trueup.platform.http.Permission;
import io.trueup.review.SyncResponses.HealthResponse;
import io.trueup.sync.SyncHealth;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** Whether what integrations brought may be believed. */
@Path("/api/v1/health-report")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "syncs")
public final class HealthResource {
  private final TenantDb db;
  private final SyncHealth health;

  public HealthResource(TenantDb db, SyncHealth health) {
    this.db = db;
    this.health = health;
  }

  @GET
  @RolesAllowed(Permission.READ)
  @Operation(summary = "Health of all integrations and their streams, by the rules that a run uses")
  public List<HealthResponse> list(@Parameter(hidden = true) @Auth Caller caller) {
    return db.read(
        caller.tenant(),
        handle -> health.list(handle, caller.tenant()).stream().map(HealthResponse::of).toList());
  }
}
