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
import io.trueup.platform.http.Page.Total;
import io.trueup.platform.http.Parameters;
import io.trueup.platform.http.Permission;
import io.trueup.rulebook.BundleDao;
import io.trueup.rulebook.DraftDao;
import io.trueup.rulebook.DraftRow;
import io.trueup.rulebook.Drafts;
import io.trueup.rulebook.Rulebook;
import io.trueup.rulebook.StepDao;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One draft: looked at, brought up to date with what was published since, thrown away. */
@Path("/api/v1/rulebook/drafts/{draft_id}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "drafts")
public final class DraftResource {
  private final TenantDb db;

  public DraftResource(TenantDb db) {
    this.db = db;
  }

  @GET
  @RolesAllowed(Permission.READ)
  @Operation(summary = "One draft; its ETag is needed to change it")
  @Schema(implementation = DraftResponses.Draft.class)
  public Response get(
      @Parameter(hidden = true) @Auth Caller caller, @PathParam("draft_id") String id) {
    return db.read(
        caller.tenant(), handle -> DraftsResource.answer(handle, DraftsResource.draft(handle, id)));
  }

  @DELETE
  @RolesAllowed(Permission.RULES_EDIT)
  @Operation(summary = "Discard a draft", description = "Its history stays.")
  public Response discard(
      @Parameter(hidden = true) @Auth Caller caller,
      @PathParam("draft_id") String id,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
    Long expected = EntityTags.required(ifMatch);
    db.useTenant(
        caller.tenant(),
        handle -> Drafts.discard(handle, DraftsResource.id(id), expected, caller.getName()));
    return Response.noContent().build();
  }

  @GET
  @Path("/history")
  @RolesAllowed(Permission.READ)
  @Operation(summary = "What was done to a draft, by whom and with what result, oldest first")
  public Page<DraftResponses.Step> history(
      @Parameter(hidden = true) @Auth Caller caller,
      @PathParam("draft_id") String id,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("after") @Nullable String after) {
    int rows = Parameters.limit(limit);
    Listing listing = new Listing("/rulebook/drafts/" + id + "/history");
    long from = listing.number(after).orElse(0L);
    return db.read(
        caller.tenant(),
        handle -> {
          UUID draft = DraftsResource.draft(handle, id).draftId();
          return listing.page(
              StepDao.list(handle, draft, from, rows + 1),
              rows,
              Total.of(StepDao.count(handle, draft)),
              DraftResponses.Step::of,
              row -> List.of(Long.toString(row.seq())));
        });
  }

  @GET
  @Path("/diff")
  @RolesAllowed(Permission.READ)
  @Operation(summary = "What a draft changes, as unified diffs")
  public List<RulebookResponses.Diff> diff(
      @Parameter(hidden = true) @Auth Caller caller,
      @PathParam("draft_id") String id,
      @Parameter(description = "A bundle's number; the one it is a change of when left out")
          @QueryParam("against")
          @Nullable String against) {
    return db.read(
            caller.tenant(),
            handle -> {
              DraftRow draft = DraftsResource.draft(handle, id);
              String hash =
                  BundlesResource.bundle(
                          handle, against == null ? Long.toString(draft.baseVersion()) : against)
                      .hash();
              return new RulebookResponses.Sides(
                  BundleDao.content(handle, hash).files(), DraftDao.texts(handle, draft.draftId()));
            })
        .diff();
  }

  /** How conflicts are settled. */
  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "MergeRequest")
  public record MergeRequest(@Nullable List<@NotNull @Valid MergeResolution> resolutions) {}

  /** How one file is settled. */
  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "MergeResolution")
  public record MergeResolution(
      @NotBlank String path,
      @NotBlank @Schema(
              allowableValues = {"yours", "theirs", "text"},
              description = "yours: the draft's; theirs: the published one; text: what is given")
          String take,
      @Schema(description = "The file as it shall be; null leaves it out") @Nullable String text) {}

  @POST
  @Path("/merge")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Permission.RULES_EDIT)
  @Operation(
      summary = "Bring what was published since into a draft",
      description =
          "File by file and line by line. Where both changed the same lines nothing is changed, and the conflicts are answered with both texts and what they come from.")
  @Schema(implementation = DraftResponses.MergeResult.class)
  public Response merge(
      @Parameter(hidden = true) @Auth Caller caller,
      @PathParam("draft_id") String id,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      @NotNull @Valid MergeRequest request) {
    Long expected = EntityTags.required(ifMatch);
    List<MergeResolution> given = request.resolutions() == null ? List.of() : request.resolutions();
    given.forEach(each -> Parameters.choice("resolutions.take", each.take(), Drafts.TAKES));
    List<Drafts.Resolution> resolutions =
        given.stream()
            .map(each -> new Drafts.Resolution(each.path(), each.take(), each.text()))
            .toList();
    return db.inTenant(
        caller.tenant(),
        handle -> {
          Drafts.MergeOutcome outcome =
              Drafts.merge(handle, DraftsResource.id(id), expected, resolutions, caller.getName());
          return Response.ok(
                  DraftResponses.MergeResult.of(outcome, Rulebook.inForce(handle).version()))
              .header(HttpHeaders.ETAG, EntityTags.of(outcome.draft().revision()))
              .build();
        });
  }
}
