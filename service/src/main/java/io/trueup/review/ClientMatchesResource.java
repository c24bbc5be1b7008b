package io.trueup.review;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.dropwizard.auth.Auth;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.trueup.client.ClientMatch;
import io.trueup.client.ClientMatchDao;
import io.trueup.client.ClientMatchQuery;
import io.trueup.client.RefreshWorkers;
import io.trueup.client.Refreshes;
import io.trueup.decision.AccountKey;
import io.trueup.decision.LinkDecisionDao;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.http.Caller;
import io.trueup.platform.http.Cursor.Part;
import io.trueup.platform.http.Page;
import io.trueup.platform.http.Parameters;
import io.trueup.platform.http.Permission;
import io.trueup.platform.http.ProblemException;
import io.trueup.reconcile.DatasetDao;
import io.trueup.review.ClientMatchResponses.DetailResponse;
import io.trueup.review.ClientMatchResponses.MatchResponse;
import io.trueup.review.ClientMatchResponses.RefreshResponse;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Whose account each is, now: before a run, and with people's decisions applied at once. */
@Path("/api/v1/client-matches")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "clients")
public final class ClientMatchesResource {
  private final TenantDb db;
  private final RefreshWorkers workers;

  public ClientMatchesResource(TenantDb db, RefreshWorkers workers) {
    this.db = db;
    this.workers = workers;
  }

  /** What accounts are to be taken from. */
  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "ClientRefreshRequest")
  public record RefreshRequest(
      @Schema(
              description =
                  "A dataset; left out for what integrations last said or, where nothing was ever"
                      + " synced, the last run's dataset")
          @Nullable UUID datasetId) {}

  @GET
  @RolesAllowed(Permission.READ)
  @Operation(
      summary = "Accounts and whose they are",
      description =
          "Who has nobody first, then suggestions; the most money at stake first, then by name.")
  public Page<MatchResponse> list(
      @Parameter(hidden = true) @Auth Caller caller, @BeanParam ClientMatchParameters parameters) {
    ClientMatchQuery query = parameters.query();
    int limit = Parameters.limit(parameters.limit);
    Listing listing = new Listing("/client-matches?" + query);
    List<String> after =
        listing.key(parameters.after, Part.SMALL, Part.NUMBER, Part.TEXT, Part.TEXT, Part.TEXT);
    return db.read(
        caller.tenant(),
        handle ->
            listing.page(
                ClientMatchDao.list(handle, query, after, limit + 1),
                limit,
                ClientMatchDao.count(handle, query),
                MatchResponse::of,
                ClientMatchDao::key));
  }

  @GET
  @Path("/summary")
  @RolesAllowed(Permission.READ)
  @Operation(summary = "How many accounts stand how, and the money at stake, by integration")
  public ClientSummary summary(@Parameter(hidden = true) @Auth Caller caller) {
    return db.read(
        caller.tenant(),
        handle -> ClientSummary.of(ClientMatchDao.summary(handle), Refreshes.state(handle)));
  }

  @POST
  @Path("/refresh")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Permission.DECIDE)
  @Operation(
      summary = "Match all accounts anew",
      description =
          "In the background; `refresh` of the summary says how far it is. It happens by itself"
              + " after syncs, runs and decisions that call for it.")
  public Response refresh(
      @Parameter(hidden = true) @Auth Caller caller, @NotNull @Valid RefreshRequest request) {
    Optional<UUID> dataset = Optional.ofNullable(request.datasetId());
    RefreshResponse state =
        db.inTenant(
            caller.tenant(),
            handle -> {
              if (dataset.isPresent() && DatasetDao.find(handle, dataset.get()).isEmpty()) {
                throw ProblemException.invalid("dataset_id", "names no dataset", List.of());
              }
              Refreshes.request(handle, "a request of " + caller.getName(), dataset);
              return RefreshResponse.of(Refreshes.state(handle));
            });
    workers.wake();
    return Response.accepted(state).build();
  }

  @GET
  @Path("/{integration_id}/{account_id: .+}")
  @RolesAllowed(Permission.READ)
  @Operation(
      summary = "One account: why it is taken for whose, and all decisions about it",
      description = "A slash within the account's id is sent as it is. Deciding needs the ETag.")
  @Schema(implementation = DetailResponse.class)
  public Response get(
      @Parameter(hidden = true) @Auth Caller caller,
      @PathParam("integration_id") String integrationId,
      @PathParam("account_id") String accountId) {
    AccountKey account = new AccountKey(integrationId, accountId);
    return answer(
        db.read(
            caller.tenant(),
            handle ->
                detail(
                    handle,
                    ClientMatchDao.find(handle, account)
                        .orElseThrow(
                            () -> ProblemException.notFound("account of a connected system")),
                    List.of())));
  }

  static DetailResponse detail(Handle handle, ClientMatch match, List<String> warnings) {
    return DetailResponse.of(
        match, LinkDecisionDao.of(handle, match.account()), warnings, Refreshes.state(handle));
  }

  static Response answer(DetailResponse detail) {
    return Response.ok(detail)
        .header(HttpHeaders.ETAG, EntityTags.of(detail.match().lastDecisionNo()))
        .build();
  }
}
