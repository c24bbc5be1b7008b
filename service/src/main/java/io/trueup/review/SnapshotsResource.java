package io.trueup.review;

import io.dropwizard.auth.Auth;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.http.Caller;
import io.trueup.platform.http.Page;
import io.trueup.platform.http.Page.Total;
import io.trueup.platform.http.Parameters;
import io.trueup.platform.http.Permission;
import io.trueup.platform.http.ProblemException;
import io.trueup.review.SyncResponses.DifferenceResponse;
import io.trueup.review.SyncResponses.RowResponse;
import io.trueup.review.SyncResponses.SnapshotResponse;
import io.trueup.sync.SnapshotDiff;
import io.trueup.sync.SnapshotRow;
import io.trueup.sync.SnapshotTable;
import io.trueup.sync.Snapshots;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What syncs brought, one immutable picture after the other. */
@Path("/api/v1/integrations/{integration_id}/snapshots")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "syncs")
public final class SnapshotsResource {
  private final TenantDb db;

  public SnapshotsResource(TenantDb db) {
    this.db = db;
  }

  /** Why a snapshot is believed although its counts are not plausible. */
  @Schema(name = "AcceptRequest")
  public record AcceptRequest(@NotBlank @Size(max = 1000) String reason) {}

  @GET
  @RolesAllowed(Permission.READ)
  @Operation(summary = "Snapshots of an integration, newest first")
  public Page<SnapshotResponse> list(
      @Parameter(hidden = true) @Auth Caller caller,
      @PathParam("integration_id") String id,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("after") @Nullable String after) {
    int rows = Parameters.limit(limit);
    Listing listing = new Listing("/snapshots?of=" + id);
    long before = listing.number(after).orElse(Long.MAX_VALUE);
    return db.read(
        caller.tenant(),
        handle ->
            listing.page(
                Snapshots.list(handle, id, before, rows + 1),
                rows,
                Total.of(Snapshots.count(handle, id)),
                SnapshotResponse::of,
                row -> List.of(Long.toString(row.number()))));
  }

  @GET
  @Path("/{snapshot_no}")
  @RolesAllowed(Permission.READ)
  @Operation(summary = "One snapshot: its counts, and whether they are believed")
  public SnapshotResponse get(
      @Parameter(hidden = true) @Auth Caller caller,
      @PathParam("integration_id") String id,
      @PathParam("snapshot_no") String number) {
    return db.read(
        caller.tenant(), handle -> SnapshotResponse.of(snapshot(handle, id, number(number))));
  }

  @GET
  @Path("/{snapshot_no}/differences")
  @RolesAllowed(Permission.READ)
  @Operation(summary = "Rows that differ from an earlier snapshot, by table and key")
  public Page<DifferenceResponse> differences(
      @Parameter(hidden = true) @Auth Caller caller,
      @PathParam("integration_id") String id,
      @PathParam("snapshot_no") String number,
      @QueryParam("from")
          @Parameter(
              description = "Number of the earlier one; the one before when left out, 0 for none")
          @Nullable String from,
      @QueryParam("table") @Nullable String table,
      @QueryParam("change") @Nullable String change,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("after") @Nullable String after) {
    long later = number(number);
    long earlier = from == null || from.isEmpty() ? later - 1 : earlier(from, later);
    SnapshotDiff.Between between =
        new SnapshotDiff.Between(
            id,
            earlier,
            later,
            Parameters.text("table", table),
            Parameters.choice("change", change, SnapshotDiff.CHANGES));
    int rows = Parameters.limit(limit);
    Listing listing = new Listing("/differences?" + between);
    List<String> key = listing.key(after, 2);
    return db.read(
        caller.tenant(),
        handle -> {
          snapshot(handle, id, later);
          if (earlier > 0) {
            snapshot(handle, id, earlier);
          }
          return listing.page(
              SnapshotDiff.list(handle, between, key, rows + 1),
              rows,
              Total.of(SnapshotDiff.count(handle, between, Total.LIMIT + 1)),
              DifferenceResponse::of,
              SnapshotDiff.Difference::sortKey);
        });
  }

  @GET
  @Path("/{snapshot_no}/rows")
  @RolesAllowed(Permission.READ)
  @Operation(summary = "Rows of one table at a snapshot, by key")
  public Page<RowResponse> rows(
      @Parameter(hidden = true) @Auth Caller caller,
      @PathParam("integration_id") String id,
      @PathParam("snapshot_no") String number,
      @QueryParam("table") @Parameter(description = "Such as usage", required = true)
          @Nullable String table,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("after") @Nullable String after) {
    String wanted =
        Parameters.text("table", table)
            .orElseThrow(
                () -> ProblemException.invalid("table", "is missing: name one", List.of()));
    long no = number(number);
    int count = Parameters.limit(limit);
    Listing listing = new Listing("/rows?of=" + id + "&no=" + no + "&table=" + wanted);
    List<String> key = listing.key(after, 1);
    return db.read(
        caller.tenant(),
        handle -> {
          SnapshotRow snapshot = snapshot(handle, id, no);
          return listing.page(
              SnapshotTable.list(
                  handle, id, no, wanted, key.isEmpty() ? "" : key.get(0), count + 1),
              count,
              Total.of(snapshot.tables().getOrDefault(wanted, 0L)),
              row -> new RowResponse(row.key(), row.cells()),
              row -> List.of(row.sortKey()));
        });
  }

  @POST
  @Path("/{snapshot_no}/accept")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Permission.ACCEPT)
  @Operation(
      summary = "Believe the snapshot in force although its counts are not plausible",
      description = "The reason is audited. Its money is no longer held from the next run on.")
  public SnapshotResponse accept(
      @Parameter(hidden = true) @Auth Caller caller,
      @PathParam("integration_id") String id,
      @PathParam("snapshot_no") String number,
      @NotNull @Valid AcceptRequest request) {
    long no = number(number);
    return db.inTenant(
        caller.tenant(),
        handle ->
            SnapshotResponse.of(
                Snapshots.accept(handle, id, no, caller.getName(), request.reason())));
  }

  private static SnapshotRow snapshot(Handle handle, String id, long number) {
    return Snapshots.find(handle, id, number)
        .orElseThrow(() -> ProblemException.notFound("snapshot of this integration"));
  }

  private static long number(String text) {
    if (!text.matches("[1-9]\\d{0,17}")) {
      throw ProblemException.notFound("snapshot of this integration");
    }
    return Long.parseLong(text);
  }

  private static long earlier(String text, long later) {
    Optional<Long> number =
        text.matches("\\d{1,18}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
    return number
        .filter(each -> each < later)
        .orElseThrow(
            () ->
                ProblemException.invalid(
                    "from", "must be the number of an earlier snapshot, or 0", List.of()));
  }
}
