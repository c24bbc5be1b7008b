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
import io.trueup.platform.http.Permission;
import io.trueup.platform.http.ProblemException;
import io.trueup.rulebook.DraftDao;
import io.trueup.rulebook.DraftRow;
import io.trueup.rulebook.Drafts;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The files of a draft. Every change needs the draft's ETag and takes it back to its beginning:
 * whatever was found or approved before was about other files.
 */
@Path("/api/v1/rulebook/drafts/{draft_id}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "drafts")
public final class DraftFilesResource {
  private final TenantDb db;

  public DraftFilesResource(TenantDb db) {
    this.db = db;
  }

  /** A file to be called otherwise. */
  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "RenameRequest")
  public record RenameRequest(@NotBlank String from, @NotBlank String to) {}

  @GET
  @Path("/files")
  @RolesAllowed(Permission.READ)
  @Operation(summary = "The files of a draft")
  public List<RulebookResponses.BundleFile> list(
      @Parameter(hidden = true) @Auth Caller caller, @PathParam("draft_id") String id) {
    return db.read(
        caller.tenant(),
        handle ->
            DraftDao.files(handle, DraftsResource.draft(handle, id).draftId()).stream()
                .map(RulebookResponses.BundleFile::of)
                .toList());
  }

  @GET
  @Path("/files/{path: .+}")
  @Produces(MediaType.TEXT_PLAIN)
  @RolesAllowed(Permission.READ)
  @Operation(
      summary = "One file of a draft, as text, with the draft's ETag",
      description = "A decision table is given as it is written, or as the DRL that it makes.")
  public Response get(
      @Parameter(hidden = true) @Auth Caller caller,
      @PathParam("draft_id") String id,
      @PathParam("path") String path,
      @Parameter(description = "drl for what a decision table makes") @QueryParam("as")
          @Nullable String as) {
    return db.read(
        caller.tenant(),
        handle -> {
          DraftRow draft = DraftsResource.draft(handle, id);
          String text =
              DraftDao.findText(handle, draft.draftId(), path)
                  .orElseThrow(() -> ProblemException.notFound("file in the draft"));
          return Response.fromResponse(TextBodies.file(TableTexts.shown(path, text, as)))
              .header(HttpHeaders.ETAG, EntityTags.of(draft.revision()))
              .build();
        });
  }

  @PUT
  @Path("/files/{path: .+}")
  @Consumes(MediaType.WILDCARD)
  @RolesAllowed(Permission.RULES_EDIT)
  @Operation(
      summary = "Write a file of a draft, new or over what is there",
      description =
          "The body is the file, UTF-8. If-Match carries the draft's ETag, or *. A workbook that is"
              + " put at NAME.table.xlsx is kept as the CSV that it becomes, NAME.table.csv.")
  @Schema(implementation = DraftResponses.Draft.class)
  public Response put(
      @Parameter(hidden = true) @Auth Caller caller,
      @PathParam("draft_id") String id,
      @PathParam("path") String path,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      byte @NotNull [] body) {
    Long expected = EntityTags.required(ifMatch);
    TableTexts.Kept kept = TableTexts.kept(path, body);
    return changed(
        caller,
        handle ->
            Drafts.put(
                handle,
                DraftsResource.id(id),
                expected,
                kept.path(),
                kept.text(),
                caller.getName()));
  }

  @DELETE
  @Path("/files/{path: .+}")
  @RolesAllowed(Permission.RULES_EDIT)
  @Operation(summary = "Remove a file of a draft", description = "If-Match as for PUT.")
  @Schema(implementation = DraftResponses.Draft.class)
  public Response delete(
      @Parameter(hidden = true) @Auth Caller caller,
      @PathParam("draft_id") String id,
      @PathParam("path") String path,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
    Long expected = EntityTags.required(ifMatch);
    return changed(
        caller,
        handle -> Drafts.remove(handle, DraftsResource.id(id), expected, path, caller.getName()));
  }

  @POST
  @Path("/rename")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Permission.RULES_EDIT)
  @Operation(summary = "Give a file of a draft another path", description = "If-Match as for PUT.")
  @Schema(implementation = DraftResponses.Draft.class)
  public Response rename(
      @Parameter(hidden = true) @Auth Caller caller,
      @PathParam("draft_id") String id,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      @NotNull @Valid RenameRequest request) {
    Long expected = EntityTags.required(ifMatch);
    return changed(
        caller,
        handle ->
            Drafts.rename(
                handle,
                DraftsResource.id(id),
                expected,
                request.from(),
                request.to(),
                caller.getName()));
  }

  private Response changed(Caller caller, Function<Handle, DraftRow> change) {
    return db.inTenant(
        caller.tenant(), handle -> DraftsResource.answer(handle, change.apply(handle)));
  }
}
