package io.trueup.review;

import io.dropwizard.auth.Auth;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.trueup.client.ClientCompanyDao;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.http.Caller;
import io.trueup.platform.http.Page;
import io.trueup.platform.http.Page.Total;
import io.trueup.platform.http.Parameters;
import io.trueup.platform.http.Permission;
import io.trueup.review.ClientMatchResponses.CompanyResponse;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The companies of the PSA that accounts can be given to. */
@Path("/api/v1/companies")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "clients")
public final class CompaniesResource {
  private final TenantDb db;

  public CompaniesResource(TenantDb db) {
    this.db = db;
  }

  @GET
  @RolesAllowed(Permission.READ)
  @Operation(summary = "Companies of the PSA, by name")
  public Page<CompanyResponse> list(
      @Parameter(hidden = true) @Auth Caller caller,
      @QueryParam("q") @Parameter(description = "Text to be found in name or id")
          @Nullable String search,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("after") @Nullable String after) {
    Optional<String> wanted = Parameters.text("q", search);
    int rows = Parameters.limit(limit);
    Listing listing = new Listing("/companies?q=" + wanted.orElse(""));
    List<String> key = listing.key(after, 2);
    return db.read(
        caller.tenant(),
        handle ->
            listing.page(
                ClientCompanyDao.list(handle, wanted, key, rows + 1),
                rows,
                Total.of(ClientCompanyDao.count(handle, wanted, Total.LIMIT + 1)),
                CompanyResponse::of,
                row -> List.of(row.name(), row.companyId())));
  }
}
