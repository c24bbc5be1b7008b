package io.trueup.review;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.dropwizard.auth.Auth;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.trueup.audit.AuditLog;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.http.ApiKeys;
import io.trueup.platform.http.Caller;
import io.trueup.platform.http.Idempotency;
import io.trueup.platform.http.Parameters;
import io.trueup.platform.http.Permission;
import io.trueup.platform.http.ProblemException;
import io.trueup.platform.http.ProblemType;
import io.trueup.platform.http.Role;
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
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** API keys of the caller's tenant. */
@Path("/api/v1/keys")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "keys")
public final class KeysResource {
  private final TenantDb db;
  private final Clock clock;

  public KeysResource(TenantDb db, Clock clock) {
    this.db = db;
    this.clock = clock;
  }

  /** A key to make. */
  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "KeyRequest")
  public record KeyRequest(
      @NotNull @Schema(
              allowableValues = {"VIEWER", "BILLER", "RULE_EDITOR", "APPROVER", "AUDITOR", "ADMIN"})
          String role,
      @NotBlank @Size(max = 100) String label,
      @Schema(description = "When it ends; never, when left out") @Nullable Instant expiresAt) {}

  @GET
  @RolesAllowed(Permission.KEYS)
  @Operation(summary = "All keys, without their secrets, newest first")
  public List<Responses.Key> list(@Parameter(hidden = true) @Auth Caller caller) {
    return db.read(
        caller.tenant(), handle -> ApiKeys.list(handle).stream().map(Responses.Key::of).toList());
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Permission.KEYS)
  @Operation(
      summary = "Make a key",
      description =
          "The answer holds the key's secret, this once. It is not stored, so Idempotency-Key is refused here.")
  public Response create(
      @Parameter(hidden = true) @Auth Caller caller,
      @HeaderParam(Idempotency.HEADER) @Nullable String idempotencyKey,
      @NotNull @Valid KeyRequest request) {
    if (idempotencyKey != null) {
      throw ProblemException.invalid(
          Idempotency.HEADER, "is not taken here: the answer's secret is not kept", List.of());
    }
    Role role =
        Role.valueOf(Parameters.choice("role", request.role(), Role.names()).orElse("VIEWER"));
    Optional<Instant> expires = Optional.ofNullable(request.expiresAt());
    if (expires.filter(end -> !end.isAfter(clock.instant())).isPresent()) {
      throw ProblemException.invalid("expires_at", "must lie in the future", List.of());
    }
    ApiKeys.NewKey made =
        db.inTenant(
            caller.tenant(),
            handle -> {
              ApiKeys.NewKey key =
                  ApiKeys.create(handle, role, request.label(), expires, caller.getName());
              AuditLog.append(
                  handle,
                  caller.getName(),
                  "key.created",
                  key.key().keyId(),
                  Map.of("role", role.name()));
              return key;
            });
    return Response.created(URI.create("/api/v1/keys/" + made.key().keyId()))
        .entity(new Responses.NewKey(Responses.Key.of(made.key()), made.token()))
        .build();
  }

  @DELETE
  @Path("/{key_id}")
  @RolesAllowed(Permission.KEYS)
  @Operation(summary = "Revoke a key, at once and for good")
  public Response revoke(
      @Parameter(hidden = true) @Auth Caller caller, @PathParam("key_id") String keyId) {
    if (keyId.equals(caller.id())) {
      throw new ProblemException(
          ProblemType.CONFLICT,
          "This request was made with that key; revoke it with another, so that nobody locks himself out.");
    }
    db.useTenant(
        caller.tenant(),
        handle -> {
          if (ApiKeys.find(handle, keyId).isEmpty()) {
            throw ProblemException.notFound("key");
          }
          if (ApiKeys.revoke(handle, keyId)) {
            AuditLog.append(handle, caller.getName(), "key.revoked", keyId, Map.of());
          }
        });
    return Response.noContent().build();
  }
}
