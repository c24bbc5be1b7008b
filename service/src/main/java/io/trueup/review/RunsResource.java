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
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.http.Caller;
import io.trueup.platform.http.Cursor.Part;
import io.trueup.platform.http.Idempotency;
import io.trueup.platform.http.Idempotency.Outcome;
import io.trueup.platform.http.Page;
import io.trueup.platform.http.Page.Total;
import io.trueup.platform.http.Parameters;
import io.trueup.platform.http.Permission;
import io.trueup.platform.http.ProblemException;
import io.trueup.platform.http.RequestId;
import io.trueup.reconcile.DatasetSourceDao;
import io.trueup.reconcile.RunDao;
import io.trueup.reconcile.RunFiles;
import io.trueup.reconcile.RunRow;
import io.trueup.reconcile.RunWorkers;
import io.trueup.reconcile.Runs;
import io.trueup.reconcile.SyncedDatasets;
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
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Runs of the caller's tenant: start, list, follow. */
@Path("/api/v1/runs")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "runs")
public final class RunsResource {
  /** What {@code source} says for a month of the integrations' own. */
  private static final String SYNCS = "syncs";

  private final TenantDb db;
  private final Runs runs;
  private final RunWorkers workers;
  private final SyncedDatasets synced;
  private final Idempotency idempotency;
  private final ObjectMapper json;

  public RunsResource(
      TenantDb db,
      Runs runs,
      RunWorkers workers,
      SyncedDatasets synced,
      Idempotency idempotency,
      ObjectMapper json) {
    this.db = db;
    this.runs = runs;
    this.workers = workers;
    this.synced = synced;
    this.idempotency = idempotency;
    this.json = json;
  }

  /** A run to start. */
  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "RunRequest")
  public record RunRequest(
      @Schema(description = "The dataset to run; left out where source is given")
          @Nullable UUID datasetId,
      @Schema(
              description = "Instead of a dataset: what the integrations last said",
              allowableValues = "syncs")
          @Nullable String source,
      @Schema(description = "The date to reconcile at; taken from the input when left out")
          @Nullable LocalDate asOf) {}

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Permission.RUN)
  @Operation(
      summary = "Start a run",
      description = "It is worked on in the background; follow it at the answer's Location.")
  public Response start(
      @Parameter(hidden = true) @Auth Caller caller,
      @HeaderParam(Idempotency.HEADER) @Nullable String idempotencyKey,
      @NotNull @Valid RunRequest request) {
    Optional<LocalDate> asOf = Optional.ofNullable(request.asOf());
    if (asOf.filter(date -> date.getYear() < 1970 || date.getYear() > 9999).isPresent()) {
      throw ProblemException.invalid("as_of", "must lie between 1970 and 9999", List.of());
    }
    Outcome outcome =
        request.source() == null
            ? fromDataset(caller, idempotencyKey, request.datasetId(), asOf)
            : fromSyncs(caller, idempotencyKey, request, asOf);
    workers.wake();
    return Outcomes.response(outcome);
  }

  private Outcome fromDataset(
      Caller caller,
      @Nullable String idempotencyKey,
      @Nullable UUID datasetId,
      Optional<LocalDate> asOf) {
    if (datasetId == null) {
      throw ProblemException.invalid(
          "dataset_id", "is missing; name a dataset, or give source", List.of());
    }
    return idempotency.once(
        caller,
        Optional.ofNullable(idempotencyKey),
        Idempotency.fingerprint(
            "POST", "/runs", datasetId.toString(), asOf.map(LocalDate::toString).orElse("")),
        handle -> queued(handle, caller, datasetId, asOf));
  }

  private Outcome fromSyncs(
      Caller caller,
      @Nullable String idempotencyKey,
      RunRequest request,
      Optional<LocalDate> asOf) {
    if (!SYNCS.equals(request.source())) {
      throw ProblemException.invalid("source", "is none that there is", List.of(SYNCS));
    }
    if (request.datasetId() != null) {
      throw ProblemException.invalid(
          "dataset_id", "cannot be given together with source", List.of());
    }
    try (SyncedDatasets.Prepared month = synced.prepare(caller.tenant(), asOf)) {
      return idempotency.once(
          caller,
          Optional.ofNullable(idempotencyKey),
          Idempotency.fingerprint("POST", "/runs", SYNCS, asOf.map(LocalDate::toString).orElse("")),
          handle -> {
            UUID dataset =
                synced
                    .store(
                        handle,
                        month,
                        "From syncs, " + month.asOf(),
                        caller.getName(),
                        RequestId.current())
                    .datasetId();
            return queued(handle, caller, dataset, Optional.of(month.asOf()));
          });
    }
  }

  private Outcome queued(Handle handle, Caller caller, UUID datasetId, Optional<LocalDate> asOf) {
    UUID id = runs.queue(handle, datasetId, asOf, caller.getName(), RequestId.current());
    RunRow row = RunDao.find(handle, id).orElseThrow();
    return new Outcome(
        202,
        "/api/v1/runs/" + id,
        text(RunResponses.Run.of(row, DatasetSourceDao.list(handle, datasetId))));
  }

  @GET
  @RolesAllowed(Permission.READ)
  @Operation(summary = "All runs, newest first")
  public Page<RunResponses.Run> list(
      @Parameter(hidden = true) @Auth Caller caller,
      @QueryParam("status") @Nullable String status,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("after") @Nullable String after) {
    Optional<String> wanted = Parameters.choice("status", status, RunRow.STATUSES);
    int rows = Parameters.limit(limit);
    Listing listing = new Listing("/runs?status=" + wanted.orElse(""));
    List<String> key = listing.key(after, Part.MOMENT, Part.ID);
    return db.read(
        caller.tenant(),
        handle ->
            listing.page(
                RunDao.list(handle, wanted, key, rows + 1),
                rows,
                Total.of(RunDao.count(handle, wanted)),
                RunResponses.Run::of,
                row -> List.of(row.createdAt().toString(), row.runId().toString())));
  }

  @GET
  @Path("/{run_id}")
  @RolesAllowed(Permission.READ)
  @Operation(summary = "One run: its state, how far it is, what it left")
  public RunResponses.Run get(
      @Parameter(hidden = true) @Auth Caller caller, @PathParam("run_id") String runId) {
    return db.read(
        caller.tenant(),
        handle ->
            RunDao.find(handle, Parameters.id("run", runId))
                .map(
                    row ->
                        RunResponses.Run.of(
                            row,
                            DatasetSourceDao.list(handle, row.datasetId()),
                            RunFiles.list(handle, row.runId())))
                .orElseThrow(() -> ProblemException.notFound("run")));
  }

  private String text(RunResponses.Run run) {
    try {
      return json.writeValueAsString(run);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a run of plain values", e);
    }
  }
}
