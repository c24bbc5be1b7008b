package io.trueup.pages;

import io.dropwizard.auth.Auth;
import io.trueup.platform.http.Parameters;
import io.trueup.platform.http.Permission;
import io.trueup.review.MonthDownload;
import io.trueup.web.Visit;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;

/** A month's files, for whoever is signed in. */
@Path("/months/{month}/files")
public final class MonthFilesPages {
  private final MonthDownload download;

  public MonthFilesPages(MonthDownload download) {
    this.download = download;
  }

  @GET
  @Path("/{name}")
  @RolesAllowed(Permission.READ)
  public Response get(
      @Auth Visit visit, @PathParam("month") String month, @PathParam("name") String name) {
    return download.answer(visit.tenant(), Parameters.month(month), name);
  }
}
