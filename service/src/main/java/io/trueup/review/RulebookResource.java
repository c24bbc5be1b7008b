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
import io.trueup.rulebook.BundleRow;
import io.trueup.rulebook.DirectoryDao;
import io.trueup.rulebook.DraftDao;
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
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The bundle in force, and going back to an older one. */
@Path("/api/v1/rulebook")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "rulebook")
public final class RulebookResource {
  private final TenantDb db;
  private final Rulebook rulebook;

  public RulebookResource(TenantDb db, Rulebook rulebook) {
    this.db = db;
    this.rulebook = rulebook;
  }

  /** An older bundle to bring back. */
  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "RollbackRequest")
  public record RollbackRequest(
      @Min(1) @Schema(description = "The bundle to publish again") long version,
      @NotBlank @Size(max = 2000) String reason) {}

  @GET
  @RolesAllowed(Permission.READ)
  @Operation(summary = "The bundle in force; its ETag is needed to roll back")
  @Schema(implementation = RulebookResponses.RulebookResponse.class)
  public Response get(@Parameter(hidden = true) @Auth Caller caller) {
    rulebook.ensure(caller.tenant());
    return answer(db.read(caller.tenant(), handle -> response(handle, Rulebook.inForce(handle))));
  }

  @POST
  @Path("/rollback")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Permission.RULES_PUBLISH)
  @Operation(
      summary = "Publish an older bundle again, under a new number",
      description =
          "It was approved when it was published first. If-Match carries the ETag of the rulebook, or *.")
  public Response rollBack(
      @Parameter(hidden = true) @Auth Caller caller,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      @NotNull @Valid RollbackRequest request) {
    Long expected = EntityTags.required(ifMatch);
    BundleRow published =
        rulebook.rollBack(
            caller.tenant(),
            request.version(),
            expected,
            TextBodies.plain("reason", request.reason()),
            caller.getName());
    return answer(db.read(caller.tenant(), handle -> response(handle, published)));
  }

  private static RulebookResponses.RulebookResponse response(Handle handle, BundleRow inForce) {
    return new RulebookResponses.RulebookResponse(
        RulebookResponses.Bundle.of(inForce),
        DraftDao.count(handle, Optional.of(true)),
        DirectoryDao.list(handle).stream().map(RulebookResponses.Directory::of).toList());
  }

  private static Response answer(RulebookResponses.RulebookResponse response) {
    return Response.ok(response)
        .header(HttpHeaders.ETAG, EntityTags.of(response.published().version()))
        .build();
  }
}
