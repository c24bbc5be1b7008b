package io.trueup.review;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.dropwizard.auth.Auth;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.trueup.client.NameMatching;
import io.trueup.client.NameMatchings;
import io.trueup.client.RefreshWorkers;
import io.trueup.decision.LinkDecision;
import io.trueup.integration.IntegrationDao;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.http.Caller;
import io.trueup.platform.http.Parameters;
import io.trueup.platform.http.Permission;
import io.trueup.platform.http.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Whether the identical name alone may link accounts of an integration. */
@Path("/api/v1/integrations/{integration_id}/matching")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "clients")
public final class NameMatchingResource {
  private final TenantDb db;
  private final NameMatchings names;
  private final RefreshWorkers workers;

  public NameMatchingResource(TenantDb db, NameMatchings names, RefreshWorkers workers) {
    this.db = db;
    this.names = names;
    this.workers = workers;
  }

  /** What it is to be. */
  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "NameMatchingRequest")
  public record NameMatchingRequest(
      @NotBlank @Schema(allowableValues = {"auto", "yes", "no"}) String matchOnName,
      @Nullable @Size(max = 1000) String reason) {}

  /** What it is. */
  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "NameMatching")
  record NameMatchingResponse(
      String integrationId,
      @Schema(allowableValues = {"auto", "yes", "no"}) String matchOnName,
      @Schema(description = "Whether an identical name links an account by itself now") boolean on,
      @Schema(description = "Why, a sentence") String reason,
      @Schema(description = "Accounts that people have confirmed") int confirmed,
      @Schema(description = "How many of them auto needs") int needed,
      @Nullable String setBy,
      @Nullable Instant setAt,
      @Schema(description = "What whoever set it said") @Nullable String setBecause) {
    static NameMatchingResponse of(NameMatching matching) {
      LinkDecision said = matching.said();
      return new NameMatchingResponse(
          matching.integrationId(),
          matching.setting(),
          matching.on(),
          matching.reason(),
          matching.confirmed(),
          matching.needed(),
          said == null ? null : said.by(),
          said == null ? null : said.at(),
          said == null ? null : said.reason());
    }
  }

  @GET
  @RolesAllowed(Permission.READ)
  @Operation(summary = "Whether an identical name alone links accounts, and why")
  @Schema(implementation = NameMatchingResponse.class)
  public Response get(
      @Parameter(hidden = true) @Auth Caller caller, @PathParam("integration_id") String id) {
    return answer(
        db.read(
            caller.tenant(),
            handle -> {
              requireKnown(handle, id);
              return names.get(handle, id);
            }));
  }

  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Permission.DECIDE)
  @Operation(
      summary = "Set whether an identical name alone links accounts",
      description =
          "auto: not until people have confirmed enough of its accounts. If-Match carries the ETag"
              + " of what was read, or *.")
  @Schema(implementation = NameMatchingResponse.class)
  public Response set(
      @Parameter(hidden = true) @Auth Caller caller,
      @PathParam("integration_id") String id,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      @NotNull @Valid NameMatchingRequest request) {
    Long seen = EntityTags.required(ifMatch);
    Parameters.choice("match_on_name", request.matchOnName(), NameMatching.SETTINGS);
    NameMatching now =
        db.inTenant(
            caller.tenant(),
            handle -> {
              requireKnown(handle, id);
              return names.set(
                  handle,
                  id,
                  request.matchOnName(),
                  request.reason() == null ? "" : request.reason().strip(),
                  seen,
                  caller.getName());
            });
    workers.wake();
    return answer(now);
  }

  private static void requireKnown(Handle handle, String id) {
    if (IntegrationDao.find(handle, id).isEmpty() && !NameMatchings.known(handle, id)) {
      throw ProblemException.notFound("integration");
    }
  }

  private static Response answer(NameMatching matching) {
    return Response.ok(NameMatchingResponse.of(matching))
        .header(HttpHeaders.ETAG, EntityTags.of(NameMatchings.version(matching)))
        .build();
  }
}
