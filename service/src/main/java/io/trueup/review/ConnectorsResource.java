package io.trueup.review;

import io.dropwizard.auth.Auth;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.trueup.integration.ConnectorCatalogue;
import io.trueup.platform.http.Caller;
import io.trueup.platform.http.Permission;
import io.trueup.platform.http.ProblemException;
import io.trueup.review.IntegrationResponses.ConnectorResponse;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** The kinds of system that can be connected. */
@Path("/api/v1/connectors")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "integrations")
public final class ConnectorsResource {
  private final ConnectorCatalogue catalogue;

  public ConnectorsResource(ConnectorCatalogue catalogue) {
    this.catalogue = catalogue;
  }

  @GET
  @RolesAllowed(Permission.READ)
  @Operation(summary = "All connectors, by id, without their forms")
  public List<ConnectorResponse> list(@Parameter(hidden = true) @Auth Caller caller) {
    return catalogue.list().stream().map(form -> ConnectorResponse.of(form, false)).toList();
  }

  @GET
  @Path("/{connector}")
  @RolesAllowed(Permission.READ)
  @Operation(summary = "One connector with the form that an integration fills in")
  public ConnectorResponse get(
      @Parameter(hidden = true) @Auth Caller caller, @PathParam("connector") String connector) {
    return catalogue
        .find(connector)
        .map(form -> ConnectorResponse.of(form, true))
        .orElseThrow(() -> ProblemException.notFound("connector"));
  }
}
