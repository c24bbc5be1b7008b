package io.trueup.review;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.dropwizard.auth.Auth;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.trueup.client.ClientMatchDao;
import io.trueup.client.Links;
import io.trueup.client.Links.Decided;
import io.trueup.client.Links.Word;
import io.trueup.client.RefreshWorkers;
import io.trueup.decision.AccountKey;
import io.trueup.decision.LinkDecision.Split;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.http.Caller;
import io.trueup.platform.http.Permission;
import io.trueup.review.ClientMatchResponses.DetailResponse;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.function.BiFunction;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** People decide whose account it is. */
@Path("/api/v1/client-matches")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "clients")
public final class ClientDecisionsResource {
  private static final String ACCOUNT = "/{integration_id}/{account_id: .+}";
  private static final String IF_MATCH_SAYS =
      "If-Match carries the ETag of what was read, or * whatever was decided meanwhile. ";

  private final TenantDb db;
  private final Links links;
  private final RefreshWorkers workers;

  public ClientDecisionsResource(TenantDb db, Links links, RefreshWorkers workers) {
    this.db = db;
    this.links = links;
    this.workers = workers;
  }

  /** Whose it is. */
  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "ConfirmRequest")
  public record ConfirmRequest(
      @NotBlank @Size(max = 256) String companyId, @Nullable @Size(max = 1000) String reason) {}

  /** Whose it never is. */
  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "RejectRequest")
  public record RejectRequest(
      @NotBlank @Size(max = 256) String companyId, @NotBlank @Size(max = 1000) String reason) {}

  /** Why it is nobody's. */
  @Schema(name = "IgnoreRequest")
  public record IgnoreRequest(@NotBlank @Size(max = 1000) String reason) {}

  /** Whose parts of it are. */
  @Schema(name = "SplitRequest")
  public record SplitRequest(
      @NotNull @Valid List<@NotNull @Valid SplitPart> splits,
      @NotBlank @Size(max = 1000) String reason) {}

  /** A part. */
  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "SplitPart")
  public record SplitPart(
      @NotBlank @Schema(
              description =
                  "office, department, domain (that of the record's user), or a column of usage.csv",
              example = "office")
          String attribute,
      @NotBlank @Schema(description = "Values separated by ;, with * for any text", example = "Berlin*")
          String value,
      @NotBlank String companyId) {}

  /** What is undone. */
  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "UndoRequest")
  public record UndoRequest(
      @Schema(description = "The last one in force, when left out") @Nullable @Positive Long decisionNo,
      @NotBlank @Size(max = 1000) String reason) {}

  @POST
  @Path(ACCOUNT + "/confirm")
  @RolesAllowed(Permission.DECIDE)
  @Operation(
      summary = "The account is this company's",
      description =
          IF_MATCH_SAYS
              + "The next run follows it, and no later sync changes it: a rename raises a review.")
  @Schema(implementation = DetailResponse.class)
  public Response confirm(
      @Parameter(hidden = true) @Auth Caller caller,
      @PathParam("integration_id") String integrationId,
      @PathParam("account_id") String accountId,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      @NotNull @Valid ConfirmRequest request) {
    return decide(
        caller,
        word(caller, integrationId, accountId, ifMatch, request.reason()),
        (handle, word) -> links.confirm(handle, word, request.companyId()));
  }

  @POST
  @Path(ACCOUNT + "/reject")
  @RolesAllowed(Permission.DECIDE)
  @Operation(
      summary = "The account is never this company's",
      description = IF_MATCH_SAYS + "Takes back a confirm of the same company.")
  @Schema(implementation = DetailResponse.class)
  public Response reject(
      @Parameter(hidden = true) @Auth Caller caller,
      @PathParam("integration_id") String integrationId,
      @PathParam("account_id") String accountId,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      @NotNull @Valid RejectRequest request) {
    return decide(
        caller,
        word(caller, integrationId, accountId, ifMatch, request.reason()),
        (handle, word) -> links.reject(handle, word, request.companyId()));
  }

  @POST
  @Path(ACCOUNT + "/ignore")
  @RolesAllowed(Permission.DECIDE)
  @Operation(
      summary = "The account is nobody's, such as your own",
      description = IF_MATCH_SAYS + "What it uses is left out, with this reason.")
  @Schema(implementation = DetailResponse.class)
  public Response ignore(
      @Parameter(hidden = true) @Auth Caller caller,
      @PathParam("integration_id") String integrationId,
      @PathParam("account_id") String accountId,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      @NotNull @Valid IgnoreRequest request) {
    return decide(
        caller, word(caller, integrationId, accountId, ifMatch, request.reason()), links::ignore);
  }

  @POST
  @Path(ACCOUNT + "/split")
  @RolesAllowed(Permission.DECIDE)
  @Operation(
      summary = "Parts of the account's usage are other companies'",
      description =
          IF_MATCH_SAYS
              + "Replaces the split before as a whole. What fits no part is the account's own"
              + " company's.")
  @Schema(implementation = DetailResponse.class)
  public Response split(
      @Parameter(hidden = true) @Auth Caller caller,
      @PathParam("integration_id") String integrationId,
      @PathParam("account_id") String accountId,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      @NotNull @Valid SplitRequest request) {
    List<Split> splits =
        request.splits().stream()
            .map(part -> new Split(part.attribute(), part.value(), part.companyId(), ""))
            .toList();
    return decide(
        caller,
        word(caller, integrationId, accountId, ifMatch, request.reason()),
        (handle, word) -> links.split(handle, word, splits));
  }

  @POST
  @Path(ACCOUNT + "/undo")
  @RolesAllowed(Permission.DECIDE)
  @Operation(
      summary = "A decision does not count any more",
      description = IF_MATCH_SAYS + "What it had taken the place of counts again.")
  @Schema(implementation = DetailResponse.class)
  public Response undo(
      @Parameter(hidden = true) @Auth Caller caller,
      @PathParam("integration_id") String integrationId,
      @PathParam("account_id") String accountId,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      @NotNull @Valid UndoRequest request) {
    return decide(
        caller,
        word(caller, integrationId, accountId, ifMatch, request.reason()),
        (handle, word) -> links.undo(handle, word, request.decisionNo()));
  }

  private static Word word(
      Caller caller,
      String integrationId,
      String accountId,
      @Nullable String ifMatch,
      @Nullable String reason) {
    return new Word(
        new AccountKey(integrationId, accountId),
        EntityTags.required(ifMatch),
        reason == null ? "" : reason.strip(),
        caller.getName());
  }

  private Response decide(Caller caller, Word word, BiFunction<Handle, Word, Decided> decision) {
    boolean[] refresh = new boolean[1];
    DetailResponse detail =
        db.inTenant(
            caller.tenant(),
            handle -> {
              Decided decided = decision.apply(handle, word);
              refresh[0] = decided.refresh();
              return ClientMatchesResource.detail(
                  handle,
                  ClientMatchDao.find(handle, word.account()).orElse(decided.match()),
                  decided.warnings());
            });
    if (refresh[0]) {
      workers.wake();
    }
    return ClientMatchesResource.answer(detail);
  }
}
