package io.trueup.review;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.dropwizard.auth.Auth;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.trueup.finding.Closing;
import io.trueup.finding.MonthFiles;
import io.trueup.finding.Progress;
import io.trueup.period.Period;
import io.trueup.period.PeriodDao;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.http.Caller;
import io.trueup.platform.http.Page;
import io.trueup.platform.http.Page.Total;
import io.trueup.platform.http.Parameters;
import io.trueup.platform.http.Permission;
import io.trueup.platform.http.ProblemException;
import io.trueup.review.MonthResponses.MonthResponse;
import io.trueup.review.MonthResponses.ReviewResponse;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
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
import jakarta.ws.rs.core.Response;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Months under review: how far they are, their end, and what they are handed out as. */
@Path("/api/v1/months")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "months")
public final class MonthsResource {
  private final TenantDb db;
  private final Closing closing;
  private final MonthDownload download;

  public MonthsResource(TenantDb db, Closing closing, MonthDownload download) {
    this.db = db;
    this.closing = closing;
    this.download = download;
  }

  /** The end of a month. */
  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "CloseRequest")
  public record CloseRequest(
      @NotNull @Schema(description = "The run whose figures were looked at") UUID runId,
      @Schema(description = "Why although something stands against it") @Nullable @Size(max = 1000) String reason) {}

  @GET
  @RolesAllowed(Permission.READ)
  @Operation(summary = "Months that were reconciled, the newest first")
  public Page<MonthResponse> list(
      @Parameter(hidden = true) @Auth Caller caller,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("after") @Nullable String after) {
    int rows = Parameters.limit(limit);
    Listing listing = new Listing("months");
    List<String> key = listing.key(after, 1);
    return db.read(
        caller.tenant(),
        handle ->
            listing.page(
                PeriodDao.list(handle, key.stream().findFirst().map(Parameters::month), rows + 1),
                rows,
                Total.of(handle.createQuery("SELECT count(*) FROM period").mapTo(Long.class).one()),
                MonthResponse::of,
                period -> List.of(period.month().toString())));
  }

  @GET
  @Path("/{month}")
  @RolesAllowed(Permission.READ)
  @Operation(summary = "How far the review of a month is, and what stands against closing it")
  public ReviewResponse get(
      @Parameter(hidden = true) @Auth Caller caller, @PathParam("month") String month) {
    return db.read(caller.tenant(), handle -> review(handle, period(handle, month)));
  }

  @POST
  @Path("/{month}/close")
  @RolesAllowed(Permission.CLOSE)
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Close a month",
      description =
          "Nothing in it can be changed from then on, and its files are kept as they are. With"
              + " undecided findings that have money in them, or a source that is not believed, a"
              + " reason is needed.")
  public ReviewResponse close(
      @Parameter(hidden = true) @Auth Caller caller,
      @PathParam("month") String month,
      @NotNull @Valid CloseRequest request) {
    YearMonth which = Parameters.month(month);
    return db.inTenant(
        caller.tenant(),
        handle ->
            review(
                handle,
                closing.close(
                    handle,
                    which,
                    request.runId(),
                    request.reason() == null ? "" : request.reason(),
                    caller.getName())));
  }

  @GET
  @Path("/{month}/files/{name}")
  @RolesAllowed(Permission.READ)
  @Produces({"text/csv", MediaType.APPLICATION_OCTET_STREAM})
  @Operation(
      summary = "Download findings.csv, findings.xlsx or changes.csv",
      description = "Of a closed month always the same bytes.")
  public Response file(
      @Parameter(hidden = true) @Auth Caller caller,
      @PathParam("month") String month,
      @PathParam("name") String name) {
    return download.answer(caller.tenant(), Parameters.month(month), name);
  }

  static Period period(Handle handle, String month) {
    return PeriodDao.find(handle, Parameters.month(month))
        .orElseThrow(() -> ProblemException.notFound("month"));
  }

  private static ReviewResponse review(Handle handle, Period period) {
    return ReviewResponse.of(
        period,
        Progress.of(handle, period),
        Closing.readiness(handle, period),
        Progress.sums(handle, period),
        MonthFiles.list(handle, period.month()));
  }
}
