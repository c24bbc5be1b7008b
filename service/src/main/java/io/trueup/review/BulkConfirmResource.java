package io.trueup.review;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.dropwizard.auth.Auth;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.trueup.client.BulkConfirm;
import io.trueup.client.BulkConfirm.Item;
import io.trueup.client.BulkConfirm.Results;
import io.trueup.client.RefreshWorkers;
import io.trueup.decision.AccountKey;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.http.BodyLimit;
import io.trueup.platform.http.Caller;
import io.trueup.platform.http.Permission;
import io.trueup.platform.http.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Confirms many accounts at once. */
@Path("/api/v1/client-matches/bulk-confirm")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "clients")
public final class BulkConfirmResource {
  private final TenantDb db;
  private final BulkConfirm bulk;
  private final RefreshWorkers workers;

  public BulkConfirmResource(TenantDb db, BulkConfirm bulk, RefreshWorkers workers) {
    this.db = db;
    this.bulk = bulk;
    this.workers = workers;
  }

  /** Which accounts: listed, or all that a rule suggests. */
  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "BulkConfirmRequest")
  public record BulkConfirmRequest(
      @Schema(description = "At most 10,000 accounts and whose they are")
          @Nullable @Valid @Size(max = BulkConfirm.MOST) List<@NotNull @Valid BulkItem> items,
      @Schema(description = "Instead of items: all suggestions of this integration")
          @Nullable String integrationId,
      @Schema(description = "by this rule, each as its likeliest candidate")
          @Nullable String ruleId,
      @Nullable @Size(max = 1000) String reason) {}

  /** An account and whose it is. */
  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "BulkConfirmItem")
  public record BulkItem(
      @NotBlank @Size(max = 256) String integrationId,
      @NotBlank @Size(max = 256) String accountId,
      @NotBlank @Size(max = 256) String companyId,
      @Schema(
              description =
                  "last_decision_no as it was read: refused when somebody decided meanwhile")
          @Nullable Long lastDecisionNo) {}

  /** What became of it. */
  @Schema(name = "BulkConfirmAnswer")
  record BulkAnswer(long done, long already, long refused, List<BulkResult> items) {
    static BulkAnswer of(Results results) {
      return new BulkAnswer(
          results.count("done"),
          results.count("already"),
          results.count("refused"),
          results.results().stream().map(BulkResult::of).toList());
    }
  }

  /** What became of one. */
  @JsonNaming(SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "BulkConfirmResult")
  record BulkResult(
      String integrationId,
      String accountId,
      String companyId,
      @Schema(allowableValues = {"done", "already", "refused"}) String outcome,
      @Schema(description = "Why it was refused, a sentence") String why,
      @Nullable Long decisionNo) {
    static BulkResult of(BulkConfirm.Result result) {
      return new BulkResult(
          result.item().account().integrationId(),
          result.item().account().accountId(),
          result.item().companyId(),
          result.outcome(),
          result.why(),
          result.number());
    }
  }

  @POST
  @BodyLimit.LongList
  @RolesAllowed(Permission.DECIDE)
  @Operation(
      summary = "Confirm many accounts, all that can be",
      description =
          "Answers what became of each. An account that a person decided about otherwise is"
              + " refused, never overruled.")
  public BulkAnswer confirm(
      @Parameter(hidden = true) @Auth Caller caller, @NotNull @Valid BulkConfirmRequest request) {
    String reason = request.reason() == null ? "" : request.reason().strip();
    Results results =
        db.inTenant(
            caller.tenant(),
            handle -> {
              handle.execute("SET LOCAL statement_timeout = '2min'");
              return bulk.confirm(handle, items(handle, request), reason, caller.getName());
            });
    if (results.refresh()) {
      workers.wake();
    }
    return BulkAnswer.of(results);
  }

  private static List<Item> items(Handle handle, BulkConfirmRequest request) {
    List<BulkItem> items = request.items();
    String integration = request.integrationId();
    String rule = request.ruleId();
    if (items != null && integration == null && rule == null) {
      return items.stream()
          .map(
              item ->
                  new Item(
                      new AccountKey(item.integrationId(), item.accountId()),
                      item.companyId(),
                      item.lastDecisionNo()))
          .toList();
    }
    if (items == null && integration != null && rule != null) {
      return BulkConfirm.suggestedBy(handle, integration, rule);
    }
    throw ProblemException.invalid(
        "items", "must be given, or integration_id together with rule_id instead", List.of());
  }
}
