package io.trueup.pages;

import io.dropwizard.auth.Auth;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.http.Permission;
import io.trueup.reconcile.RunRow;
import io.trueup.web.Layout;
import io.trueup.web.Visit;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;

/** How far a run is: a part of a page that asks again by itself. */
@Path("/runs/{run_id}")
public final class RunProgressPages {
  private final TenantDb db;
  private final Layout layout;

  public RunProgressPages(TenantDb db, Layout layout) {
    this.db = db;
    this.layout = layout;
  }

  /** The part; a run that is over makes the page around it load again. */
  @GET
  @Path("/progress")
  @RolesAllowed(Permission.READ)
  public Response progress(@Auth Visit visit, @PathParam("run_id") String runId) {
    RunRow run = db.read(visit.tenant(), handle -> MonthPages.get(handle, runId));
    Response part = layout.show(visit, "pages/progress-part.ftlh", "Run", MonthsPages.SECTION, run);
    return run.status().equals("queued") || run.status().equals("running")
        ? part
        : Response.fromResponse(part).header("HX-Refresh", "true").build();
  }
}
