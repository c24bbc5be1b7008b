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
import io.trueup.platform.http.ProblemType;
import io.trueup.reconcile.AccountDao;
import io.trueup.reconcile.AccountRow;
import io.trueup.reconcile.DiscrepancyDao;
import io.trueup.reconcile.DiscrepancyQuery;
import io.trueup.reconcile.DiscrepancyRow;
import io.trueup.reconcile.ProblemDao;
import io.trueup.reconcile.RunDao;
import io.trueup.reconcile.RunRow;
import io.trueup.reconcile.UsageDao;
import io.trueup.reconcile.UsageRow;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What a run concluded. */
@Path("/api/v1/runs")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "results")
public final class ResultsResource {
  private static final int RECORDS_SHOWN = 50;

  private final TenantDb db;

  public ResultsResource(TenantDb db) {
    this.db = db;
  }

  @GET
  @Path("/{run_id}/summary")
  @RolesAllowed(Permission.READ)
  @Operation(summary = "Counts, totals by currency, coverage, health: the content of summary.json")
  @Schema(type = "object")
  public String summary(
      @Parameter(hidden = true) @Auth Caller caller, @PathParam("run_id") String runId) {
    return db.read(
        caller.tenant(),
        handle -> RunDao.findSummary(handle, finished(handle, runId).runId()).orElseThrow());
  }

  @GET
  @Path("/{run_id}/discrepancies")
  @RolesAllowed(Permission.READ)
  @Operation(summary = "Discrepancies, filtered and sorted, in pages")
  public Page<Responses.Discrepancy> discrepancies(
      @Parameter(hidden = true) @Auth Caller caller,
      @PathParam("run_id") String runId,
      @BeanParam DiscrepancyParameters parameters) {
    DiscrepancyQuery query = parameters.query();
    int limit = Parameters.limit(parameters.limit);
    Listing listing = new Listing(runId + query);
    List<String> after = DiscrepancyParameters.key(listing, query, parameters.after);
    return db.read(
        caller.tenant(),
        handle -> {
          UUID run = finished(handle, runId).runId();
          return listing.page(
              after,
              DiscrepancyDao.list(handle, run, query, after, limit + 1),
              limit,
              () -> DiscrepancyDao.count(handle, run, query),
              placed -> Responses.Discrepancy.of(placed.row(), placed.state()),
              DiscrepancyDao.Placed::key);
        });
  }

  @GET
  @Path("/{run_id}/discrepancies/{discrepancy_id}")
  @RolesAllowed(Permission.READ)
  @Operation(summary = "One discrepancy with all its evidence")
  public Responses.Explained discrepancy(
      @Parameter(hidden = true) @Auth Caller caller,
      @PathParam("run_id") String runId,
      @PathParam("discrepancy_id") String discrepancyId) {
    return db.read(
        caller.tenant(),
        handle -> {
          RunRow run = finished(handle, runId);
          DiscrepancyRow row =
              DiscrepancyDao.find(handle, run.runId(), discrepancyId)
                  .orElseThrow(() -> ProblemException.notFound("discrepancy"));
          return new Responses.Explained(
              Responses.Discrepancy.of(
                  row, DiscrepancyDao.state(handle, run.runId(), discrepancyId)),
              row.evidence(),
              usage(
                  handle,
                  run.runId(),
                  UsageDao.Filter.of(discrepancyId),
                  Optional.empty(),
                  RECORDS_SHOWN),
              AccountDao.ofDiscrepancy(handle, run.runId(), row).stream()
                  .map(Responses.Account::of)
                  .toList(),
              RunResponses.Run.of(run));
        });
  }

  @GET
  @Path("/{run_id}/usage")
  @RolesAllowed(Permission.READ)
  @Operation(summary = "What became of each usage record")
  public Page<Responses.Usage> usage(
      @Parameter(hidden = true) @Auth Caller caller,
      @PathParam("run_id") String runId,
      @QueryParam("discrepancy_id") @Nullable String discrepancyId,
      @QueryParam("fate") @Nullable String fate,
      @QueryParam("company_id") @Nullable String companyId,
      @QueryParam("integration_id") @Nullable String integrationId,
      @QueryParam("account_id") @Nullable String accountId,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("after") @Nullable String after) {
    UsageDao.Filter filter =
        new UsageDao.Filter(
            Parameters.text("discrepancy_id", discrepancyId),
            Parameters.choice("fate", fate, UsageRow.FATES),
            Parameters.text("company_id", companyId),
            Parameters.text("integration_id", integrationId),
            Parameters.text("account_id", accountId));
    int rows = Parameters.limit(limit);
    return db.read(
        caller.tenant(),
        handle ->
            usage(
                handle, finished(handle, runId).runId(), filter, Optional.ofNullable(after), rows));
  }

  @GET
  @Path("/{run_id}/accounts")
  @RolesAllowed(Permission.READ)
  @Operation(summary = "Whose client each integration account was taken for, and why")
  public Page<Responses.Account> accounts(
      @Parameter(hidden = true) @Auth Caller caller,
      @PathParam("run_id") String runId,
      @QueryParam("decision") @Nullable String decision,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("after") @Nullable String after) {
    Optional<String> wanted = Parameters.choice("decision", decision, AccountRow.DECISIONS);
    int rows = Parameters.limit(limit);
    Listing listing = new Listing(runId + "/accounts?decision=" + wanted.orElse(""));
    long from = listing.number(after).orElse(0L);
    return db.read(
        caller.tenant(),
        handle -> {
          UUID run = finished(handle, runId).runId();
          return listing.page(
              AccountDao.list(handle, run, wanted, from, rows + 1),
              rows,
              Total.of(AccountDao.count(handle, run, wanted)),
              placed -> Responses.Account.of(placed.row()),
              placed -> List.of(Long.toString(placed.ordinal())));
        });
  }

  @GET
  @Path("/{run_id}/problems")
  @RolesAllowed(Permission.READ)
  @Operation(
      summary = "Rows of the input that could not be used; also of a run that failed on them")
  public Page<Responses.InputIssue> problems(
      @Parameter(hidden = true) @Auth Caller caller,
      @PathParam("run_id") String runId,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("after") @Nullable String after) {
    int rows = Parameters.limit(limit);
    Listing listing = new Listing(runId + "/problems");
    long from = listing.number(after).orElse(0L);
    return db.read(
        caller.tenant(),
        handle -> {
          UUID run = get(handle, runId).runId();
          return listing.page(
              ProblemDao.list(handle, run, from, rows + 1),
              rows,
              Total.of(ProblemDao.count(handle, run)),
              placed -> Responses.InputIssue.of(placed.row()),
              placed -> List.of(Long.toString(placed.ordinal())));
        });
  }

  private static Page<Responses.Usage> usage(
      Handle handle, UUID run, UsageDao.Filter filter, Optional<String> after, int limit) {
    Listing listing = new Listing(run + "/usage?" + filter);
    long from = listing.number(after.orElse("")).orElse(0L);
    return listing.page(
        UsageDao.list(handle, run, filter, from, limit + 1),
        limit,
        UsageDao.count(handle, run, filter),
        placed -> Responses.Usage.of(placed.row()),
        placed -> List.of(Long.toString(placed.ordinal())));
  }

  static RunRow get(Handle handle, String runId) {
    return RunDao.find(handle, Parameters.id("run", runId))
        .orElseThrow(() -> ProblemException.notFound("run"));
  }

  static RunRow finished(Handle handle, String runId) {
    RunRow run = get(handle, runId);
    if (!run.status().equals("done")) {
      throw new ProblemException(
          ProblemType.CONFLICT,
          "The run is " + run.status() + "; results are there when its status is done.");
    }
    return run;
  }
}
