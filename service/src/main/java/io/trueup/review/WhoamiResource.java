package io.trueup.review;

import io.dropwizard.auth.Auth;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.trueup.platform.http.Caller;
import io.trueup.platform.http.Permission;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Tells a caller what its key may do. */
@Path("/api/v1/whoami")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "keys")
public final class WhoamiResource {
  @GET
  @RolesAllowed(Permission.READ)
  @Operation(summary = "Whose key this is, and what it may do")
  public Responses.Whoami get(@Parameter(hidden = true) @Auth Caller caller) {
    return Responses.Whoami.of(caller);
  }
}
