package io.trueup.review;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.dropwizard.auth.Auth;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.trueup.platform.http.Caller;
import io.trueup.platform.http.Idempotency;
import io.trueup.platform.http.Permission;
import io.trueup.platform.http.ProblemException;
import io.trueup.platform.http.RequestId;
import io.trueup.sync.SyncRow;
import io.trueup.sync.Syncs;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Earlier answers of an integration, read again. */
@Path("/api/v1/integrations/{integration_id}/replays")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "syncs")
public final class ReplaysResource {
  private final SyncRequests requests;

  public ReplaysResource(SyncRequests requests) {
    this.requests = requests;
  }

  /** Which sync to read again. */
  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "ReplayRequest")
  public record ReplayRequest(@NotNull UUID syncId) {}

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Permission.SYNC)
  @Operation(
      summary = "Read what an earlier sync was answered with the connector as it is now",
      description =
          "Corrects a mapping without asking the vendor again, as long as the answers are kept.")
  public Response replay(
      @Parameter(hidden = true) @Auth Caller caller,
      @HeaderParam(Idempotency.HEADER) @Nullable String idempotencyKey,
      @PathParam("integration_id") String id,
      @NotNull @Valid ReplayRequest request) {
    return requests.queue(
        caller,
        idempotencyKey,
        "/integrations/" + id + "/replays?" + request.syncId(),
        handle -> {
          SyncRow earlier =
              Syncs.find(handle, request.syncId())
                  .filter(sync -> sync.integrationId().equals(id))
                  .orElseThrow(() -> ProblemException.notFound("sync of this integration"));
          return Syncs.replay(handle, earlier.syncId(), caller.getName(), RequestId.current())
              .sync();
        });
  }
}
