package io.trueup.review;

import io.dropwizard.auth.Auth;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.trueup.audit.AuditEvent;
import io.trueup.audit.AuditLog;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.http.Caller;
import io.trueup.platform.http.Page;
import io.trueup.platform.http.Page.Total;
import io.trueup.platform.http.Parameters;
import io.trueup.platform.http.Permission;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The audit trail of the caller's tenant. */
@Path("/api/v1/audit")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "audit")
public final class AuditResource {
  private final TenantDb db;

  public AuditResource(TenantDb db) {
    this.db = db;
  }

  @GET
  @RolesAllowed(Permission.AUDIT)
  @Operation(summary = "What was done, newest first")
  public Page<Responses.Event> list(
      @Parameter(hidden = true) @Auth Caller caller,
      @QueryParam("action") @Nullable String action,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("after") @Nullable String after) {
    Optional<String> wanted = Parameters.text("action", action);
    int rows = Parameters.limit(limit);
    Listing listing = new Listing("/audit?action=" + wanted.orElse(""));
    long before = listing.number(after).orElse(Long.MAX_VALUE);
    return db.read(
        caller.tenant(),
        handle -> {
          List<AuditEvent> events = AuditLog.list(handle, before, wanted, rows + 1);
          return listing.page(
              events,
              rows,
              Total.of(AuditLog.count(handle, wanted)),
              Responses.Event::of,
              event -> List.of(Long.toString(event.seq())));
        });
  }

  @GET
  @Path("/verification")
  @RolesAllowed(Permission.AUDIT)
  @Operation(summary = "Recompute the whole chain of hashes")
  public Responses.Verification verify(@Parameter(hidden = true) @Auth Caller caller) {
    AuditLog.Verification found = db.read(caller.tenant(), AuditLog::verify);
    return new Responses.Verification(
        found.intact(), found.events(), found.firstBad(), found.head());
  }
}
