package io.trueup.review;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.dropwizard.auth.Auth;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.http.Caller;
import io.trueup.platform.http.Page;
import io.trueup.platform.http.Parameters;
import io.trueup.platform.http.Permission;
import io.trueup.platform.http.ProblemException;
import io.trueup.provenance.PastMonth;
import io.trueup.provenance.Provenance;
import io.trueup.provenance.RecordDao;
import io.trueup.provenance.Waterfall;
import io.trueup.reconcile.DiscrepancyDao;
import io.trueup.reconcile.DiscrepancyRow;
import io.trueup.reconcile.RunRow;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Where the figure of a discrepancy came from. */
@Path("/api/v1/runs")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "results")
public final class ProvenanceResource {
  private static final int MONTHS = 12;

  private final TenantDb db;

  public ProvenanceResource(TenantDb db) {
    this.db = db;
  }

  /** A usage record behind a figure. */
  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "UsedRecord")
  public record UsedRecordResponse(
      String integrationId,
      String accountId,
      String recordId,
      String companyId,
      @Schema(description = "counted, excluded, unaccounted, or elsewhere: another line counts it")
          String fate,
      String reason,
      String additionId,
      List<String> ruleIds,
      @Schema(description = "The person or thing") String name,
      String userId,
      String deviceId,
      String kind,
      String product,
      String state,
      @Nullable BigDecimal quantity,
      String unit,
      String createdAt,
      String lastActiveAt) {
    static UsedRecordResponse of(RecordDao.UsedRecord record) {
      return new UsedRecordResponse(
          record.integrationId(),
          record.accountId(),
          record.recordId(),
          record.companyId(),
          record.standing(),
          record.reason(),
          record.additionId(),
          record.ruleIds(),
          record.who(),
          record.userId(),
          record.deviceId(),
          record.kind(),
          record.product(),
          record.state(),
          record.quantity(),
          record.unit(),
          record.createdAt(),
          record.lastActiveAt());
    }
  }

  @GET
  @Path("/{run_id}/discrepancies/{discrepancy_id}/waterfall")
  @RolesAllowed(Permission.READ)
  @Operation(
      summary = "The figure step by step, from the records that were read to the money",
      description =
          "Every step is the engine's own number or one that was checked against it; undrawn says"
              + " what the run keeps no steps of.")
  public Waterfall waterfall(
      @Parameter(hidden = true) @Auth Caller caller,
      @PathParam("run_id") String runId,
      @PathParam("discrepancy_id") String discrepancyId) {
    return db.read(
        caller.tenant(),
        handle ->
            Provenance.find(handle, ResultsResource.finished(handle, runId), discrepancyId)
                .orElseThrow(() -> ProblemException.notFound("discrepancy"))
                .waterfall());
  }

  @GET
  @Path("/{run_id}/discrepancies/{discrepancy_id}/records")
  @RolesAllowed(Permission.READ)
  @Operation(
      summary = "The usage records behind the figure, with those that were left out",
      description =
          "Where a mapping counted, also those that it could have counted: of the same clients, of"
              + " the kind it selects.")
  public Page<UsedRecordResponse> records(
      @Parameter(hidden = true) @Auth Caller caller,
      @PathParam("run_id") String runId,
      @PathParam("discrepancy_id") String discrepancyId,
      @QueryParam("fate") @Parameter(description = "counted, excluded, unaccounted, elsewhere")
          @Nullable String fate,
      @QueryParam("reason") @Nullable String reason,
      @QueryParam("q") @Parameter(description = "Text within id, name, person, device or product")
          @Nullable String search,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("after") @Nullable String after) {
    RecordDao.Filter filter =
        new RecordDao.Filter(
            Parameters.choice("fate", fate, RecordDao.STANDINGS).orElse(""),
            Parameters.text("reason", reason).orElse(""),
            Parameters.text("q", search).orElse(""));
    int rows = Parameters.limit(limit);
    Listing listing = new Listing(runId + "/" + discrepancyId + filter);
    long from = listing.number(after).orElse(0L);
    return db.read(
        caller.tenant(),
        handle -> {
          RunRow run = ResultsResource.finished(handle, runId);
          DiscrepancyRow row = row(handle, run.runId(), discrepancyId);
          return listing.page(
              Provenance.records(handle, run.runId(), row, filter, from, rows + 1),
              rows,
              Provenance.count(handle, run.runId(), row, filter),
              UsedRecordResponse::of,
              record -> List.of(Long.toString(record.ordinal())));
        });
  }

  @GET
  @Path("/{run_id}/discrepancies/{discrepancy_id}/history")
  @RolesAllowed(Permission.READ)
  @Operation(
      summary = "The same client and product in the twelve months up to this one, the oldest first")
  public List<PastMonth> history(
      @Parameter(hidden = true) @Auth Caller caller,
      @PathParam("run_id") String runId,
      @PathParam("discrepancy_id") String discrepancyId) {
    return db.read(
        caller.tenant(),
        handle -> {
          RunRow run = ResultsResource.finished(handle, runId);
          DiscrepancyRow row = row(handle, run.runId(), discrepancyId);
          LocalDate day = run.asOf();
          return day == null
              ? List.of()
              : PastMonth.upTo(handle, row.discrepancyId(), YearMonth.from(day), MONTHS);
        });
  }

  private static DiscrepancyRow row(Handle handle, UUID run, String discrepancyId) {
    return DiscrepancyDao.find(handle, run, discrepancyId)
        .orElseThrow(() -> ProblemException.notFound("discrepancy"));
  }
}
