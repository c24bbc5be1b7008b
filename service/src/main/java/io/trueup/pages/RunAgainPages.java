package io.trueup.pages;

import io.dropwizard.auth.Auth;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.http.Permission;
import io.trueup.platform.http.ProblemException;
import io.trueup.platform.http.ProblemType;
import io.trueup.platform.http.RequestId;
import io.trueup.reconcile.RunDao;
import io.trueup.reconcile.RunRow;
import io.trueup.reconcile.RunWorkers;
import io.trueup.reconcile.Runs;
import io.trueup.web.Layout;
import io.trueup.web.Visit;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;

/** Runs the newest month again: on the same data, with what people decided since. */
@Path("/run-again")
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
public final class RunAgainPages {
  private static final List<String> PAGES = List.of("/clients", "/mappings");

  private final TenantDb db;
  private final Runs runs;
  private final RunWorkers workers;

  public RunAgainPages(TenantDb db, Runs runs, RunWorkers workers) {
    this.db = db;
    this.runs = runs;
    this.workers = workers;
  }

  @POST
  @RolesAllowed(Permission.RUN)
  public Response run(@Auth Visit visit, @FormParam("to") @DefaultValue("/clients") String to) {
    db.useTenant(
        visit.tenant(),
        handle -> {
          RunRow newest =
              RunDao.findNewestMonth(handle)
                  .orElseThrow(
                      () ->
                          new ProblemException(
                              ProblemType.CONFLICT, "There is no month yet to run again."));
          runs.queue(
              handle,
              newest.datasetId(),
              Optional.ofNullable(newest.asOf()),
              visit.getName(),
              RequestId.current());
        });
    workers.wake();
    return Layout.to(PAGES.contains(to) ? to : "/clients");
  }
}
