package io.trueup.review;

import io.dropwizard.auth.Auth;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.trueup.glance.ProductMoney;
import io.trueup.glance.RunCause;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.http.Caller;
import io.trueup.platform.http.Cursor.Part;
import io.trueup.platform.http.Page;
import io.trueup.platform.http.Page.Total;
import io.trueup.platform.http.Parameters;
import io.trueup.platform.http.Permission;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The money of a run by product and by cause. */
@Path("/api/v1/runs")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "results")
public final class BreakdownsResource {
  private static final int PRODUCTS = 500;

  private final TenantDb db;

  public BreakdownsResource(TenantDb db) {
    this.db = db;
  }

  @GET
  @Path("/{run_id}/products")
  @RolesAllowed(Permission.READ)
  @Operation(
      summary = "What was found by product: of each currency the largest 500",
      description = "Products without money to bill or to credit are left out.")
  public List<ProductMoney> products(
      @Parameter(hidden = true) @Auth Caller caller, @PathParam("run_id") String runId) {
    return db.read(
        caller.tenant(),
        handle ->
            ProductMoney.largest(
                handle, ResultsResource.finished(handle, runId).runId(), PRODUCTS));
  }

  @GET
  @Path("/{run_id}/causes")
  @RolesAllowed(Permission.READ)
  @Operation(
      summary = "What one piece of work would settle",
      description =
          "Discrepancies of one class and reason about one thing: an integration that failed, a"
              + " product without a mapping, an account without a client.")
  public Page<RunCause> causes(
      @Parameter(hidden = true) @Auth Caller caller,
      @PathParam("run_id") String runId,
      @QueryParam("setup")
          @Parameter(description = "true: about what was set up (the default); false: about bills")
          @Nullable String setup,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("after") @Nullable String after) {
    boolean which = Parameters.truth("setup", setup).orElse(true);
    int rows = Parameters.limit(limit);
    Listing listing = new Listing(runId + "/causes " + which);
    List<String> key =
        listing.key(after, Part.NUMBER, Part.DECIMAL, Part.TEXT, Part.TEXT, Part.TEXT);
    return db.read(
        caller.tenant(),
        handle -> {
          UUID run = ResultsResource.finished(handle, runId).runId();
          return listing.page(
              RunCause.list(handle, run, which, key, rows + 1),
              rows,
              Total.of(RunCause.size(handle, run, which).causes()),
              RunCause.Placed::cause,
              RunCause.Placed::key);
        });
  }
}
