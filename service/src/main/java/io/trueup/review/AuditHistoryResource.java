package io.trueup.review;

import io.dropwizard.auth.Auth;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.trueup.inquiry.RuleHistory;
import io.trueup.inquiry.Subject;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.http.Caller;
import io.trueup.platform.http.Permission;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** Who changed what beside rules decides. */
@Path("/api/v1/audit/history")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "audit")
public final class AuditHistoryResource {
  private final TenantDb db;

  public AuditHistoryResource(TenantDb db) {
    this.db = db;
  }

  @GET
  @Path("/policy/{name}")
  @RolesAllowed(Permission.AUDIT)
  @Operation(summary = "Who changed a threshold, switch or list of policy.yml, newest first")
  public List<RuleHistory.Change> policy(
      @Parameter(hidden = true) @Auth Caller caller, @PathParam("name") String name) {
    return AuditRulesResource.history(db, caller, Subject.policy(name));
  }

  @GET
  @Path("/presets/{preset_id}")
  @RolesAllowed(Permission.AUDIT)
  @Operation(summary = "Who changed a file of presets, newest first")
  public List<RuleHistory.Change> preset(
      @Parameter(hidden = true) @Auth Caller caller, @PathParam("preset_id") String preset) {
    return AuditRulesResource.history(db, caller, Subject.preset(preset));
  }
}
