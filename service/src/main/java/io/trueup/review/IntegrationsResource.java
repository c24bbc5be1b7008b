package io.trueup.review;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.dropwizard.auth.Auth;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.trueup.integration.ConnectionTests;
import io.trueup.integration.Every;
import io.trueup.integration.Integration;
import io.trueup.integration.IntegrationDao;
import io.trueup.integration.IntegrationSpec;
import io.trueup.integration.Integrations;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.http.Caller;
import io.trueup.platform.http.Idempotency;
import io.trueup.platform.http.Idempotency.Outcome;
import io.trueup.platform.http.Page;
import io.trueup.platform.http.Page.Total;
import io.trueup.platform.http.Parameters;
import io.trueup.platform.http.Permission;
import io.trueup.platform.http.ProblemException;
import io.trueup.review.IntegrationResponses.CredentialResponse;
import io.trueup.review.IntegrationResponses.IntegrationResponse;
import io.trueup.review.IntegrationResponses.TestResult;
import io.trueup.secret.Credentials;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The connected systems of the caller's tenant. */
@Path("/api/v1/integrations")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "integrations")
public final class IntegrationsResource {
  private final TenantDb db;
  private final Integrations integrations;
  private final ConnectionTests tests;
  private final Idempotency idempotency;
  private final ObjectMapper json;

  public IntegrationsResource(
      TenantDb db,
      Integrations integrations,
      ConnectionTests tests,
      Idempotency idempotency,
      ObjectMapper json) {
    this.db = db;
    this.integrations = integrations;
    this.tests = tests;
    this.idempotency = idempotency;
    this.json = json;
  }

  /** An integration to make. */
  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "IntegrationRequest")
  public record IntegrationRequest(
      @NotBlank @Schema(description = "Lower-case letters, digits and hyphens", example = "ninja")
          String integrationId,
      @NotBlank String connector,
      @Schema(description = "The connector's name, when left out") @Nullable @Size(max = 200) String name,
      @Nullable Map<String, String> settings,
      @Schema(description = "true when left out") @Nullable Boolean enabled,
      @Schema(description = "30m, 12h, 1d, or never; 1d when left out", example = "1d")
          @Nullable String every,
      @Schema(description = "24 when left out") @Nullable Integer maxAgeHours) {
    IntegrationSpec spec() {
      return IntegrationsResource.spec(
          integrationId, connector, name, settings, enabled, every, maxAgeHours);
    }
  }

  /** What an integration is to be; what is left out is at its default. */
  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "IntegrationChange")
  public record IntegrationChange(
      @NotBlank String connector,
      @Nullable @Size(max = 200) String name,
      @Nullable Map<String, String> settings,
      @Nullable Boolean enabled,
      @Schema(example = "1d") @Nullable String every,
      @Nullable Integer maxAgeHours) {}

  /** Credentials to set. */
  @Schema(name = "CredentialsRequest")
  public record CredentialsRequest(
      @NotNull @Schema(description = "Values by name; null removes one, names left out stay as they are")
          Map<String, @Nullable String> credentials) {
    /** Without the values, so that they cannot reach a log by accident. */
    @Override
    public String toString() {
      return "CredentialsRequest" + credentials.keySet();
    }
  }

  @GET
  @RolesAllowed(Permission.READ)
  @Operation(summary = "All integrations, by id")
  public Page<IntegrationResponse> list(
      @Parameter(hidden = true) @Auth Caller caller,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("after") @Nullable String after) {
    int rows = Parameters.limit(limit);
    Listing listing = new Listing("/integrations");
    List<String> key = listing.key(after, 1);
    return db.read(
        caller.tenant(),
        handle -> {
          Map<String, List<Credentials.Kept>> credentials =
              Credentials.listAll(handle, Optional.empty());
          return listing.page(
              IntegrationDao.list(handle, key.isEmpty() ? "" : key.get(0), rows + 1),
              rows,
              Total.of(IntegrationDao.count(handle)),
              row -> response(row, credentials.getOrDefault(row.integrationId(), List.of())),
              row -> List.of(row.integrationId()));
        });
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Permission.INTEGRATIONS)
  @Operation(
      summary = "Connect a system",
      description =
          "Its credentials are set in a second request, to /integrations/{integration_id}/credentials: they are kept in no answer and in no idempotency record.")
  public Response create(
      @Parameter(hidden = true) @Auth Caller caller,
      @HeaderParam(Idempotency.HEADER) @Nullable String idempotencyKey,
      @NotNull @Valid IntegrationRequest request) {
    IntegrationSpec spec = request.spec();
    Outcome outcome =
        idempotency.once(
            caller,
            Optional.ofNullable(idempotencyKey),
            Idempotency.fingerprint("POST", "/integrations", text(request)),
            handle -> {
              Integration made =
                  integrations.create(handle, caller.tenant(), spec, caller.getName());
              return new Outcome(
                  201,
                  "/api/v1/integrations/" + made.integrationId(),
                  text(response(made, List.of())));
            });
    return Outcomes.response(outcome);
  }

  @GET
  @Path("/{integration_id}")
  @RolesAllowed(Permission.READ)
  @Operation(summary = "One integration; its ETag is needed to change it")
  @Schema(implementation = IntegrationResponse.class)
  public Response get(
      @Parameter(hidden = true) @Auth Caller caller, @PathParam("integration_id") String id) {
    return answer(db.read(caller.tenant(), handle -> response(handle, id)));
  }

  @PUT
  @Path("/{integration_id}")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Permission.INTEGRATIONS)
  @Operation(
      summary = "Change an integration as a whole, its credentials aside",
      description = "If-Match carries the ETag of what was read, or * for whatever it is.")
  public Response update(
      @Parameter(hidden = true) @Auth Caller caller,
      @PathParam("integration_id") String id,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      @NotNull @Valid IntegrationChange request) {
    Long version = EntityTags.required(ifMatch);
    IntegrationSpec spec =
        spec(
            id,
            request.connector(),
            request.name(),
            request.settings(),
            request.enabled(),
            request.every(),
            request.maxAgeHours());
    return answer(
        db.inTenant(
            caller.tenant(),
            handle -> {
              integrations.update(handle, caller.tenant(), spec, version, caller.getName());
              return response(handle, id);
            }));
  }

  @DELETE
  @Path("/{integration_id}")
  @RolesAllowed(Permission.INTEGRATIONS)
  @Operation(
      summary = "Remove an integration and its credentials",
      description = "What it brought stays, for the record of the runs that used it.")
  public Response delete(
      @Parameter(hidden = true) @Auth Caller caller,
      @PathParam("integration_id") String id,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
    Long version = EntityTags.version(ifMatch);
    db.useTenant(
        caller.tenant(),
        handle -> integrations.delete(handle, caller.tenant(), id, version, caller.getName()));
    return Response.noContent().build();
  }

  @PUT
  @Path("/{integration_id}/credentials")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Permission.INTEGRATIONS)
  @Operation(
      summary = "Set credentials; they are encrypted and cannot be read again",
      description = "Names that are left out stay as they are; null removes one.")
  public List<CredentialResponse> setCredentials(
      @Parameter(hidden = true) @Auth Caller caller,
      @PathParam("integration_id") String id,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      @NotNull @Valid CredentialsRequest request) {
    Long version = EntityTags.version(ifMatch);
    return db.inTenant(
        caller.tenant(),
        handle ->
            integrations
                .setCredentials(
                    handle, caller.tenant(), id, request.credentials(), version, caller.getName())
                .stream()
                .map(CredentialResponse::of)
                .toList());
  }

  @POST
  @Path("/{integration_id}/test")
  @RolesAllowed(Permission.SYNC)
  @Operation(
      summary = "Try an integration: read the first page of each of its streams",
      description = "Nothing of it is kept. A stream that fails says why and what to do.")
  public TestResult test(
      @Parameter(hidden = true) @Auth Caller caller, @PathParam("integration_id") String id) {
    return TestResult.of(tests.saved(caller.tenant(), id));
  }

  private IntegrationResponse response(Handle handle, String id) {
    return IntegrationDao.find(handle, id)
        .map(row -> response(row, Credentials.list(handle, id)))
        .orElseThrow(() -> ProblemException.notFound("integration"));
  }

  private IntegrationResponse response(Integration row, List<Credentials.Kept> credentials) {
    return IntegrationResponse.of(row, credentials, integrations.catalogue().find(row.connector()));
  }

  private static Response answer(IntegrationResponse response) {
    return Response.ok(response)
        .header(HttpHeaders.ETAG, EntityTags.of(response.version()))
        .build();
  }

  private static IntegrationSpec spec(
      String id,
      String connector,
      @Nullable String name,
      @Nullable Map<String, String> settings,
      @Nullable Boolean enabled,
      @Nullable String every,
      @Nullable Integer maxAgeHours) {
    Map<String, String> values = new TreeMap<>();
    if (settings != null) {
      settings.forEach(
          (key, value) -> {
            if (value != null) {
              values.put(key, value);
            }
          });
    }
    return new IntegrationSpec(
        id,
        connector,
        name == null ? "" : name,
        values,
        enabled == null || enabled,
        every(every),
        maxAgeHours == null ? IntegrationSpec.DEFAULT_MAX_AGE_HOURS : maxAgeHours);
  }

  private static @Nullable Duration every(@Nullable String text) {
    if (text == null) {
      return IntegrationSpec.DEFAULT_EVERY;
    }
    if (text.equals("never")) {
      return null;
    }
    return Every.find(text)
        .orElseThrow(() -> ProblemException.invalid("every", Every.RULE + ", or never", List.of()));
  }

  private String text(Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("plain values", e);
    }
  }
}
