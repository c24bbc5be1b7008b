package io.trueup.review;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.dropwizard.auth.Auth;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.http.Caller;
import io.trueup.platform.http.Cursor.Part;
import io.trueup.platform.http.Idempotency;
import io.trueup.platform.http.Idempotency.Outcome;
import io.trueup.platform.http.Page;
import io.trueup.platform.http.Page.Total;
import io.trueup.platform.http.Parameters;
import io.trueup.platform.http.Permission;
import io.trueup.platform.http.ProblemException;
import io.trueup.rulebook.DraftDao;
import io.trueup.rulebook.DraftRow;
import io.trueup.rulebook.Drafts;
import io.trueup.rulebook.Rulebook;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Bundles in the making. */
@Path("/api/v1/rulebook/drafts")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "drafts")
public final class DraftsResource {
  private final TenantDb db;
  private final Rulebook rulebook;
  private final Idempotency idempotency;
  private final ObjectMapper json;

  public DraftsResource(
      TenantDb db, Rulebook rulebook, Idempotency idempotency, ObjectMapper json) {
    this.db = db;
    this.rulebook = rulebook;
    this.idempotency = idempotency;
    this.json = json;
  }

  /** A draft to begin. */
  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "DraftRequest")
  public record DraftRequest(
      @NotBlank @Size(max = 200) @Schema(description = "What it is to change, in a line")
          String title,
      @Min(1) @Schema(
              description = "The bundle whose files it begins with; the one in force when left out")
          @Nullable Long from) {}

  @GET
  @RolesAllowed(Permission.READ)
  @Operation(summary = "Drafts, last changed first")
  public Page<DraftResponses.Draft> list(
      @Parameter(hidden = true) @Auth Caller caller,
      @Parameter(description = "true: only those that can still be changed; false: only the others")
          @QueryParam("open")
          @Nullable String open,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("after") @Nullable String after) {
    Optional<Boolean> wanted = Parameters.truth("open", open);
    int rows = Parameters.limit(limit);
    Listing listing =
        new Listing("/rulebook/drafts?open=" + wanted.map(String::valueOf).orElse(""));
    List<String> key = listing.key(after, Part.MOMENT, Part.ID);
    rulebook.ensure(caller.tenant());
    return db.read(
        caller.tenant(),
        handle -> {
          long inForce = Rulebook.inForce(handle).version();
          return listing.page(
              DraftDao.list(handle, wanted, key, rows + 1),
              rows,
              Total.of(DraftDao.count(handle, wanted)),
              row -> DraftResponses.Draft.of(row, inForce),
              row -> List.of(row.updatedAt().toString(), row.draftId().toString()));
        });
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Permission.RULES_EDIT)
  @Operation(
      summary = "Begin a draft",
      description = "It is a change of the bundle in force, and begins with its files.")
  public Response create(
      @Parameter(hidden = true) @Auth Caller caller,
      @HeaderParam(Idempotency.HEADER) @Nullable String idempotencyKey,
      @NotNull @Valid DraftRequest request) {
    rulebook.ensure(caller.tenant());
    Outcome outcome =
        idempotency.once(
            caller,
            Optional.ofNullable(idempotencyKey),
            Idempotency.fingerprint(
                "POST", "/rulebook/drafts", request.title(), String.valueOf(request.from())),
            handle -> {
              DraftRow made =
                  Drafts.create(
                      handle,
                      TextBodies.plain("title", request.title()),
                      request.from(),
                      caller.getName());
              return new Outcome(
                  201,
                  "/api/v1/rulebook/drafts/" + made.draftId(),
                  text(DraftResponses.Draft.of(made, made.baseVersion())));
            });
    return Response.fromResponse(Outcomes.response(outcome))
        .header(HttpHeaders.ETAG, EntityTags.of(1))
        .build();
  }

  static UUID id(String text) {
    return Parameters.id("draft", text);
  }

  /** The draft of that id, or the answer that there is none. */
  static DraftRow draft(Handle handle, String id) {
    return DraftDao.find(handle, id(id)).orElseThrow(() -> ProblemException.notFound("draft"));
  }

  /** A draft with its ETag. */
  static Response answer(Handle handle, DraftRow draft) {
    return Response.ok(DraftResponses.Draft.of(draft, Rulebook.inForce(handle).version()))
        .header(HttpHeaders.ETAG, EntityTags.of(draft.revision()))
        .build();
  }

  private String text(Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("plain values", e);
    }
  }
}
