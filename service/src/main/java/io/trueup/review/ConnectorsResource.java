package io.trueup.review;

import io.dropwizard.auth.Auth;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.trueup.integration.ConnectionTests;
import io.trueup.integration.ConnectorCatalogue;
import io.trueup.integration.IntegrationSpec;
import io.trueup.platform.http.Caller;
import io.trueup.platform.http.Permission;
import io.trueup.platform.http.ProblemException;
import io.trueup.review.IntegrationResponses.ConnectorResponse;
import io.trueup.review.IntegrationResponses.TestResult;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The kinds of system that can be connected. */
@Path("/api/v1/connectors")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "integrations")
public final class ConnectorsResource {
  private final ConnectorCatalogue catalogue;
  private final ConnectionTests tests;

  public ConnectorsResource(ConnectorCatalogue catalogue, ConnectionTests tests) {
    this.catalogue = catalogue;
    this.tests = tests;
  }

  /** Settings and credentials to try. */
  @Schema(name = "ConnectionTestRequest")
  public record TestRequest(
      @Nullable Map<String, String> settings, @Nullable Map<String, String> credentials) {
    /** Without the credentials' values, so that they cannot reach a log by accident. */
    @Override
    public String toString() {
      return "TestRequest" + (credentials == null ? "" : credentials.keySet());
    }
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

  @POST
  @Path("/{connector}/test")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Permission.INTEGRATIONS)
  @Operation(
      summary = "Try settings and credentials before an integration is made of them",
      description =
          "Reads the first page of each stream; nothing is kept. A refresh token that is good for one use is used up by it.")
  public TestResult test(
      @Parameter(hidden = true) @Auth Caller caller,
      @PathParam("connector") String connector,
      @NotNull @Valid TestRequest request) {
    if (catalogue.find(connector).isEmpty()) {
      throw ProblemException.notFound("connector");
    }
    IntegrationSpec spec =
        new IntegrationSpec(
            "test",
            connector,
            "",
            given(request.settings()),
            false,
            null,
            IntegrationSpec.DEFAULT_MAX_AGE_HOURS);
    return TestResult.of(tests.unsaved(spec, given(request.credentials())).streams());
  }

  private static Map<String, String> given(@Nullable Map<String, String> values) {
    Map<String, String> given = new TreeMap<>();
    if (values != null) {
      values.forEach(
          (name, value) -> {
            if (value != null) {
              given.put(name, value);
            }
          });
    }
    return given;
  }
}
