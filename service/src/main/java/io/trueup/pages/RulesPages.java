package io.trueup.pages;

import io.dropwizard.auth.Auth;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.http.Page.Total;
import io.trueup.platform.http.Permission;
import io.trueup.platform.http.ProblemException;
import io.trueup.review.Listing;
import io.trueup.rulebook.BundleDao;
import io.trueup.rulebook.BundleRow;
import io.trueup.rulebook.DraftDao;
import io.trueup.rulebook.DraftRow;
import io.trueup.rulebook.Drafts;
import io.trueup.rulebook.Rulebook;
import io.trueup.web.Layout;
import io.trueup.web.Visit;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rulebook: the bundle in force, drafts, and what was published before. */
@Path("/rules")
public final class RulesPages {
  static final String SECTION = "rules";
  private static final int ROWS = 20;

  private final TenantDb db;
  private final Layout layout;
  private final Rulebook rulebook;

  public RulesPages(TenantDb db, Layout layout, Rulebook rulebook) {
    this.db = db;
    this.layout = layout;
    this.rulebook = rulebook;
  }

  /**
   * What the template sees.
   *
   * @param drafts that can still be changed, last changed first
   * @param bundles newest first
   * @param next number that the next page of bundles begins below; null when there is none
   */
  public record RulesView(
      BundleRow inForce,
      List<DraftRow> drafts,
      List<BundleRow> bundles,
      Total total,
      @Nullable String next,
      boolean mayEdit) {}

  @GET
  @RolesAllowed(Permission.READ)
  public Response get(@Auth Visit visit, @QueryParam("after") @Nullable String after) {
    rulebook.ensure(visit.tenant());
    Listing listing = new Listing("/rules");
    long before = listing.number(after).orElse(Long.MAX_VALUE);
    RulesView view =
        db.read(
            visit.tenant(),
            handle -> {
              var bundles =
                  listing.page(
                      BundleDao.list(handle, before, ROWS + 1),
                      ROWS,
                      Total.of(BundleDao.count(handle)),
                      row -> row,
                      row -> List.of(Long.toString(row.version())));
              return new RulesView(
                  Rulebook.inForce(handle),
                  DraftDao.list(handle, Optional.of(true), List.of(), 100),
                  bundles.items(),
                  bundles.total(),
                  bundles.next(),
                  visit.may(Permission.RULES_EDIT));
            });
    return layout.show(visit, "pages/rules.ftlh", "Rules", SECTION, view);
  }

  @POST
  @Path("/drafts")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @RolesAllowed(Permission.RULES_EDIT)
  public Response create(
      @Auth Visit visit,
      @FormParam("title") @DefaultValue("") String title,
      @FormParam("from") @Nullable Long from) {
    if (title.isBlank() || title.length() > 200 || title.indexOf('\0') >= 0) {
      throw ProblemException.invalid(
          "title", "must say in 1 to 200 characters what it is to change", List.of());
    }
    rulebook.ensure(visit.tenant());
    DraftRow draft =
        db.inTenant(visit.tenant(), handle -> Drafts.create(handle, title, from, visit.getName()));
    return Layout.to("/rules/drafts/" + draft.draftId());
  }
}
