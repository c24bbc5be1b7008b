package io.trueup.review;

import io.dropwizard.auth.Auth;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.trueup.finding.SavedView;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.http.Caller;
import io.trueup.platform.http.Permission;
import io.trueup.platform.http.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** Filters that whoever asks keeps under a name. */
@Path("/api/v1/saved-views")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "months")
public final class SavedViewsResource {
  private final TenantDb db;

  public SavedViewsResource(TenantDb db) {
    this.db = db;
  }

  /** A view. */
  @Schema(name = "SavedView")
  public record ViewResponse(String name, String query) {}

  /** Its filters. */
  @Schema(name = "SavedViewRequest")
  public record ViewRequest(
      @NotBlank @Size(max = 2000) @Schema(example = "class=UNDERBILLING&status=open")
          String query) {}

  @GET
  @RolesAllowed(Permission.READ)
  @Operation(summary = "The views of whoever asks, by name")
  public List<ViewResponse> list(@Parameter(hidden = true) @Auth Caller caller) {
    return db.read(
        caller.tenant(),
        handle ->
            SavedView.list(handle, caller.getName()).stream()
                .map(view -> new ViewResponse(view.name(), view.query()))
                .toList());
  }

  @PUT
  @Path("/{name}")
  @RolesAllowed(Permission.READ)
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Keep a view, in place of one of the same name")
  public ViewResponse put(
      @Parameter(hidden = true) @Auth Caller caller,
      @PathParam("name") String name,
      @NotNull @Valid ViewRequest request) {
    SavedView view = new SavedView(name.strip(), request.query());
    db.useTenant(caller.tenant(), handle -> SavedView.keep(handle, caller.getName(), view));
    return new ViewResponse(view.name(), view.query());
  }

  @DELETE
  @Path("/{name}")
  @RolesAllowed(Permission.READ)
  @Operation(summary = "Remove a view")
  public void delete(
      @Parameter(hidden = true) @Auth Caller caller, @PathParam("name") String name) {
    boolean there =
        db.inTenant(caller.tenant(), handle -> SavedView.remove(handle, caller.getName(), name));
    if (!there) {
      throw ProblemException.notFound("view");
    }
  }
}
