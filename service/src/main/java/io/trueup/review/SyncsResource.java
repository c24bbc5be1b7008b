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
import io.trueup.platform.http.RequestId;
import io.trueup.review.SyncResponses.SyncResponse;
import io.trueup.sync.SyncRow;
import io.trueup.sync.SyncWorkers;
import io.trueup.sync.Syncs;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Syncs of the caller's integrations: start, follow, stop, read again. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "syncs")
public final class SyncsResource {
  private final TenantDb db;
  private final Integrations integrations;
  private final SyncWorkers workers;
  private final Idempotency idempotency;
  private final ObjectMapper json;

  public SyncsResource(
      TenantDb db,
      Integrations integrations,
      SyncWorkers workers,
      Idempotency idempotency,
      ObjectMapper json) {
    this.db = db;
    this.integrations = integrations;
    this.workers = workers;
    this.idempotency = idempotency;
    this.json = json;
  }

  /** Which sync to read again. */
  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "ReplayRequest")
  public record ReplayRequest(@NotNull UUID syncId) {}

  @POST
  @Path("/integrations/{integration_id}/syncs")
  @RolesAllowed(Permission.SYNC)
  @Operation(
      summary = "Sync an integration now",
      description =
          "It is worked on in the background; follow it at the answer's Location. While one waits or runs, that one is answered.")
  public Response start(
      @Parameter(hidden = true) @Auth Caller caller,
      @HeaderParam(Idempotency.HEADER) @Nullable String idempotencyKey,
      @PathParam("integration_id") String id) {
    return queue(
        caller,
        idempotencyKey,
        "/integrations/" + id + "/syncs",
        handle -> {
          integrations.requireReady(handle, id);
          return Syncs.queue(handle, id, caller.getName(), RequestId.current()).sync();
        });
  }

  @POST
  @Path("/integrations/{integration_id}/replays")
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
    return queue(
        caller,
        idempotencyKey,
        "/integrations/" + id + "/replays?" + request.syncId(),
        handle -> {
          Syncs.find(handle, request.syncId())
              .filter(sync -> sync.integrationId().equals(id))
              .orElseThrow(() -> ProblemException.notFound("sync of this integration"));
          return Syncs.replay(handle, request.syncId(), caller.getName(), RequestId.current())
              .sync();
        });
  }

  @GET
  @Path("/integrations/{integration_id}/syncs")
  @RolesAllowed(Permission.READ)
  @Operation(summary = "Syncs of an integration, newest first")
  public Page<SyncResponse> listOf(
      @Parameter(hidden = true) @Auth Caller caller,
      @PathParam("integration_id") String id,
      @QueryParam("state") @Nullable String state,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("after") @Nullable String after) {
    return page(caller, Optional.of(id), state, limit, after);
  }

  @GET
  @Path("/syncs")
  @RolesAllowed(Permission.READ)
  @Operation(summary = "Syncs of all integrations, newest first")
  public Page<SyncResponse> list(
      @Parameter(hidden = true) @Auth Caller caller,
      @QueryParam("state") @Nullable String state,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("after") @Nullable String after) {
    return page(caller, Optional.empty(), state, limit, after);
  }

  @GET
  @Path("/syncs/{sync_id}")
  @RolesAllowed(Permission.READ)
  @Operation(summary = "One sync: how far it is, its streams, what could not be read")
  public SyncResponse get(
      @Parameter(hidden = true) @Auth Caller caller, @PathParam("sync_id") String syncId) {
    return db.read(caller.tenant(), handle -> response(handle, Parameters.id("sync", syncId)));
  }

  @POST
  @Path("/syncs/{sync_id}/cancel")
  @RolesAllowed(Permission.SYNC)
  @Operation(summary = "Stop a sync; what it read is not used")
  public SyncResponse cancel(
      @Parameter(hidden = true) @Auth Caller caller, @PathParam("sync_id") String syncId) {
    UUID id = Parameters.id("sync", syncId);
    return db.inTenant(
        caller.tenant(),
        handle -> {
          Syncs.cancel(handle, id, caller.getName());
          return response(handle, id);
        });
  }

  private static SyncResponse response(Handle handle, UUID id) {
    SyncRow row = Syncs.find(handle, id).orElseThrow(() -> ProblemException.notFound("sync"));
    return SyncResponse.of(row, Syncs.streams(handle, id));
  }

  private Page<SyncResponse> page(
      Caller caller,
      Optional<String> integrationId,
      @Nullable String state,
      @Nullable String limit,
      @Nullable String after) {
    Optional<String> wanted = Parameters.choice("state", state, SyncRow.STATES);
    int rows = Parameters.limit(limit);
    Listing listing =
        new Listing("/syncs?of=" + integrationId.orElse("") + "&state=" + wanted.orElse(""));
    List<String> key = listing.key(after, 2);
    return db.read(
        caller.tenant(),
        handle ->
            listing.page(
                Syncs.list(handle, integrationId, wanted, key, rows + 1),
                rows,
                Total.of(Syncs.count(handle, integrationId, wanted, Total.LIMIT + 1)),
                SyncResponse::of,
                row -> List.of(row.queuedAt().toString(), row.syncId().toString())));
  }

  private Response queue(
      Caller caller,
      @Nullable String idempotencyKey,
      String address,
      Function<Handle, SyncRow> queue) {
    Outcome outcome =
        idempotency.once(
            caller,
            Optional.ofNullable(idempotencyKey),
            Idempotency.fingerprint("POST", address),
            handle -> {
              SyncRow sync = queue.apply(handle);
              return new Outcome(
                  202, "/api/v1/syncs/" + sync.syncId(), text(SyncResponse.of(sync)));
            });
    workers.wake();
    return Outcomes.response(outcome);
  }

  private String text(SyncResponse sync) {
    try {
      return json.writeValueAsString(sync);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a sync of plain values", e);
    }
  }
}
