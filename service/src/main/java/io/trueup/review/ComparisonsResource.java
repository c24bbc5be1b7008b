package io.trueup.review;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.dropwizard.auth.Auth;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.trueup.compare.Kind;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.http.Caller;
import io.trueup.platform.http.Page;
import io.trueup.platform.http.Parameters;
import io.trueup.platform.http.Permission;
import io.trueup.platform.http.ProblemException;
import io.trueup.reconcile.DiscrepancyRow;
import io.trueup.rulebook.Drafts;
import io.trueup.whatif.ComparisonDao;
import io.trueup.whatif.ComparisonRow;
import io.trueup.whatif.DifferenceQuery;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What a draft would have made of a past run, in full. */
@Path("/api/v1/rulebook/drafts/{draft_id}/comparison")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "drafts")
public final class ComparisonsResource {
  private static final String RUN =
      "The run that it was compared on; that of the newest comparison when left out";

  private final TenantDb db;

  public ComparisonsResource(TenantDb db) {
    this.db = db;
  }

  /** A comparison as it was made. */
  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "Comparison")
  public record ComparisonResponse(
      UUID runId,
      Instant madeAt,
      @Schema(description = "What differs, in one line") String line,
      @JsonRawValue
          @Schema(
              type = "object",
              description =
                  "Changes of the rules, totals and classes by currency before and after, differences by cause, the first clients")
          String summary) {
    static ComparisonResponse of(ComparisonRow row) {
      return new ComparisonResponse(row.runId(), row.madeAt(), row.line(), row.summary());
    }
  }

  /** A difference, or a client with differences, as stored. */
  @Schema(name = "ComparedThing", type = "object")
  public record Document(@JsonRawValue @JsonValue String json) {}

  @GET
  @RolesAllowed(Permission.READ)
  @Operation(
      summary = "What a draft, as it is now, would have made of a past run",
      description = "404 when its rules were not compared yet: POST to /compare.")
  public ComparisonResponse comparison(
      @Parameter(hidden = true) @Auth Caller caller,
      @PathParam("draft_id") String draftId,
      @Parameter(description = RUN) @QueryParam("run_id") @Nullable String runId) {
    return db.read(
        caller.tenant(), handle -> ComparisonResponse.of(newest(handle, draftId, runId)));
  }

  @GET
  @Path("/differences")
  @RolesAllowed(Permission.READ)
  @Operation(summary = "Its differences with both sides, the largest stake first, in pages")
  public Page<Document> differences(
      @Parameter(hidden = true) @Auth Caller caller,
      @PathParam("draft_id") String draftId,
      @Parameter(description = RUN) @QueryParam("run_id") @Nullable String runId,
      @Parameter(
              description =
                  "May be given several times: appeared, vanished, reclassified, changed, moved, rematched")
          @QueryParam("kind")
          List<String> kinds,
      @Parameter(description = "On either side; may be given several times: UNDERBILLING, ...")
          @QueryParam("class")
          List<String> classes,
      @QueryParam("company_id") @Nullable String companyId,
      @Parameter(
              description =
                  "A change that made it, DSC-014 or policy:NAME or preset:ID, or a rule that reads a changed policy")
          @QueryParam("rule")
          @Nullable String rule,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("after") @Nullable String after) {
    kinds.forEach(kind -> Parameters.choice("kind", kind, Kind.words()));
    classes.forEach(each -> Parameters.choice("class", each, DiscrepancyRow.CLASSES));
    DifferenceQuery query =
        new DifferenceQuery(
            kinds,
            classes,
            Parameters.text("company_id", companyId),
            Parameters.text("rule", rule));
    int rows = Parameters.limit(limit);
    return db.read(
        caller.tenant(),
        handle -> {
          UUID comparison = newest(handle, draftId, runId).comparisonId();
          Listing listing = new Listing(comparison + "/differences" + query);
          return listing.page(
              ComparisonDao.differences(
                  handle, comparison, query, listing.number(after).orElse(0L), rows + 1),
              rows,
              ComparisonDao.countDifferences(handle, comparison, query),
              placed -> new Document(placed.document()),
              placed -> List.of(Long.toString(placed.ordinal())));
        });
  }

  @GET
  @Path("/clients")
  @RolesAllowed(Permission.READ)
  @Operation(
      summary =
          "Clients at which anything differs, the largest change of an amount first, in pages")
  public Page<Document> clients(
      @Parameter(hidden = true) @Auth Caller caller,
      @PathParam("draft_id") String draftId,
      @Parameter(description = RUN) @QueryParam("run_id") @Nullable String runId,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("after") @Nullable String after) {
    int rows = Parameters.limit(limit);
    return db.read(
        caller.tenant(),
        handle -> {
          UUID comparison = newest(handle, draftId, runId).comparisonId();
          Listing listing = new Listing(comparison + "/clients");
          return listing.page(
              ComparisonDao.clients(handle, comparison, listing.number(after).orElse(0L), rows + 1),
              rows,
              ComparisonDao.countClients(handle, comparison),
              placed -> new Document(placed.document()),
              placed -> List.of(Long.toString(placed.ordinal())));
        });
  }

  private static ComparisonRow newest(Handle handle, String draftId, @Nullable String runId) {
    UUID draft = DraftsResource.draft(handle, draftId).draftId();
    Optional<UUID> run = Parameters.text("run_id", runId).map(id -> Parameters.id("run", id));
    return ComparisonDao.findNewest(handle, Drafts.rulesHash(handle, draft), run)
        .orElseThrow(() -> ProblemException.notFound("comparison of the draft as it is now"));
  }
}
