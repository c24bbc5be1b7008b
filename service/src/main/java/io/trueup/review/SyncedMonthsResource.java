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
import io.trueup.platform.http.Caller;
import io.trueup.platform.http.Idempotency;
import io.trueup.platform.http.Idempotency.Outcome;
import io.trueup.platform.http.Permission;
import io.trueup.platform.http.RequestId;
import io.trueup.reconcile.DatasetDao;
import io.trueup.reconcile.DatasetRow;
import io.trueup.reconcile.DatasetSourceDao;
import io.trueup.reconcile.Datasets;
import io.trueup.reconcile.SyncedDatasets;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Datasets made of what the integrations of the caller's tenant last said. */
@Path("/api/v1/datasets/from-syncs")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "datasets")
public final class SyncedMonthsResource {
  private final SyncedDatasets synced;
  private final Idempotency idempotency;
  private final ObjectMapper json;

  public SyncedMonthsResource(SyncedDatasets synced, Idempotency idempotency, ObjectMapper json) {
    this.synced = synced;
    this.idempotency = idempotency;
    this.json = json;
  }

  /** A month to make. */
  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "SyncedMonthRequest")
  public record SyncedMonthRequest(
      @Nullable @Size(max = 200) String label,
      @Schema(description = "What was known at the end of this day; today in UTC when left out")
          @Nullable LocalDate asOf) {}

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Permission.UPLOAD)
  @Operation(
      summary = "Make a dataset of what the integrations last said",
      description =
          "All enabled integrations, each as of its newest snapshot by then. `sources` says which,"
              + " and which of them are not believed. The same content again answers 200 with the"
              + " dataset that is there.")
  public Response make(
      @Parameter(hidden = true) @Auth Caller caller,
      @HeaderParam(Idempotency.HEADER) @Nullable String idempotencyKey,
      @NotNull @Valid SyncedMonthRequest request) {
    Optional<LocalDate> asOf = Optional.ofNullable(request.asOf());
    String given = request.label();
    try (SyncedDatasets.Prepared month = synced.prepare(caller.tenant(), asOf)) {
      String label = given == null || given.isBlank() ? "From syncs, " + month.asOf() : given;
      Outcome outcome =
          idempotency.once(
              caller,
              Optional.ofNullable(idempotencyKey),
              Idempotency.fingerprint(
                  "POST", "/datasets/from-syncs", label, asOf.map(LocalDate::toString).orElse("")),
              handle -> {
                Datasets.Stored stored =
                    synced.store(handle, month, label, caller.getName(), RequestId.current());
                DatasetRow row = DatasetDao.find(handle, stored.datasetId()).orElseThrow();
                return new Outcome(
                    stored.created() ? 201 : 200,
                    "/api/v1/datasets/" + row.datasetId(),
                    text(
                        Responses.Dataset.of(
                            row, null, DatasetSourceDao.list(handle, row.datasetId()))));
              });
      return Outcomes.response(outcome);
    }
  }

  private String text(Responses.Dataset dataset) {
    try {
      return json.writeValueAsString(dataset);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a dataset of plain values", e);
    }
  }
}
