package io.trueup.pages;

import io.dropwizard.auth.Auth;
import io.trueup.client.ClientMatchDao;
import io.trueup.client.ClientMatchDao.Group;
import io.trueup.client.NameMatching;
import io.trueup.client.NameMatchings;
import io.trueup.client.RefreshWorkers;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.http.Parameters;
import io.trueup.platform.http.Permission;
import io.trueup.platform.http.ProblemException;
import io.trueup.web.Layout;
import io.trueup.web.Visit;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether an identical name alone links accounts, integration by integration. */
@Path("/clients/names")
public final class NameMatchingPages {
  private final TenantDb db;
  private final Layout layout;
  private final NameMatchings names;
  private final RefreshWorkers workers;

  public NameMatchingPages(
      TenantDb db, Layout layout, NameMatchings names, RefreshWorkers workers) {
    this.db = db;
    this.layout = layout;
    this.names = names;
    this.workers = workers;
  }

  /** All settings. */
  public record NamesView(List<Setting> settings, boolean mayDecide) {}

  /**
   * Of one integration.
   *
   * @param version what the form carries, to notice who was quicker
   */
  public record Setting(NameMatching matching, long version) {}

  @GET
  @RolesAllowed(Permission.READ)
  public Response get(@Auth Visit visit) {
    NamesView view =
        db.read(
            visit.tenant(),
            handle ->
                new NamesView(
                    names
                        .list(
                            handle,
                            ClientMatchDao.summary(handle).stream()
                                .map(Group::integrationId)
                                .distinct()
                                .toList())
                        .stream()
                        .map(each -> new Setting(each, NameMatchings.version(each)))
                        .toList(),
                    visit.may(Permission.DECIDE)));
    return layout.show(visit, "pages/names.ftlh", "Matching on names", ClientPages.SECTION, view);
  }

  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @RolesAllowed(Permission.DECIDE)
  public Response set(
      @Auth Visit visit,
      @FormParam("integration") @DefaultValue("") String integration,
      @FormParam("setting") @DefaultValue("") String setting,
      @FormParam("reason") @DefaultValue("") String reason,
      @FormParam("seen") @Nullable Long seen) {
    String chosen =
        Parameters.choice("setting", setting, NameMatching.SETTINGS)
            .orElseThrow(
                () -> ProblemException.invalid("setting", "is missing", NameMatching.SETTINGS));
    String why = ClientDecisionPages.reason(reason);
    NameMatching now =
        db.inTenant(
            visit.tenant(),
            handle -> {
              if (Parameters.text("integration", integration).isEmpty()
                  || !NameMatchings.known(handle, integration)) {
                throw ProblemException.notFound("integration");
              }
              return names.set(handle, integration, chosen, why, seen, visit.getName());
            });
    workers.wake();
    visit.say(integration + ": " + now.reason());
    return Layout.to("/clients/names");
  }
}
