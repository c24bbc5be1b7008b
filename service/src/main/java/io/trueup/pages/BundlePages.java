package io.trueup.pages;

import io.dropwizard.auth.Auth;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.http.Permission;
import io.trueup.platform.http.ProblemException;
import io.trueup.review.BundlesResource;
import io.trueup.rulebook.BundleDao;
import io.trueup.rulebook.BundleRow;
import io.trueup.rulebook.Rulebook;
import io.trueup.rulebook.TextDiff;
import io.trueup.web.Layout;
import io.trueup.web.Visit;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** A published bundle: what it changed, its files, and going back to it. */
@Path("/rules/bundles/{version}")
public final class BundlePages {
  private final TenantDb db;
  private final Layout layout;
  private final Rulebook rulebook;

  public BundlePages(TenantDb db, Layout layout, Rulebook rulebook) {
    this.db = db;
    this.layout = layout;
    this.rulebook = rulebook;
  }

  /**
   * A bundle.
   *
   * @param inForce number of the bundle in force
   * @param changes against the bundle that it replaced; none for the first
   */
  public record BundleView(
      BundleRow bundle, long inForce, List<Change> changes, boolean mayPublish, boolean mayEdit) {}

  /** A file of a bundle. */
  public record FileView(
      String base,
      String name,
      Tree tree,
      String path,
      List<List<Highlight.Span>> lines,
      List<Outline.Entry> outline) {}

  @GET
  @RolesAllowed(Permission.READ)
  public Response get(@Auth Visit visit, @PathParam("version") String version) {
    rulebook.ensure(visit.tenant());
    BundleView view =
        db.read(
            visit.tenant(),
            handle -> {
              BundleRow bundle = BundlesResource.bundle(handle, version);
              return new BundleView(
                  bundle,
                  Rulebook.inForce(handle).version(),
                  changes(handle, bundle),
                  visit.may(Permission.RULES_PUBLISH),
                  visit.may(Permission.RULES_EDIT));
            });
    return layout.show(visit, "pages/bundle.ftlh", "Bundle " + version, RulesPages.SECTION, view);
  }

  private static List<Change> changes(Handle handle, BundleRow bundle) {
    Long base = bundle.baseVersion();
    BundleRow before = base == null ? null : BundleDao.find(handle, base).orElse(null);
    if (before == null) {
      return List.of();
    }
    return Change.all(
        TextDiff.of(
            BundleDao.content(handle, before.hash()).files(),
            BundleDao.content(handle, bundle.hash()).files()));
  }

  @GET
  @Path("/files")
  @RolesAllowed(Permission.READ)
  public Response files(@Auth Visit visit, @PathParam("version") String version) {
    return file(visit, version, "policy.yml");
  }

  @GET
  @Path("/files/{path: .+}")
  @RolesAllowed(Permission.READ)
  public Response file(
      @Auth Visit visit, @PathParam("version") String version, @PathParam("path") String path) {
    rulebook.ensure(visit.tenant());
    FileView view =
        db.read(
            visit.tenant(),
            handle -> {
              BundleRow bundle = BundlesResource.bundle(handle, version);
              String text =
                  BundleDao.findText(handle, bundle.hash(), path)
                      .orElseThrow(() -> ProblemException.notFound("file in the bundle"));
              return new FileView(
                  "/rules/bundles/" + version,
                  "Bundle " + version,
                  Tree.of(BundleDao.files(handle, bundle.hash()), List.of()),
                  path,
                  Highlight.of(path, text),
                  Outline.of(path, text));
            });
    return layout.show(visit, "pages/file.ftlh", path, RulesPages.SECTION, view);
  }

  @POST
  @Path("/restore")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @RolesAllowed(Permission.RULES_PUBLISH)
  public Response restore(
      @Auth Visit visit,
      @PathParam("version") String version,
      @FormParam("in_force") @Nullable Long expected,
      @FormParam("reason") @DefaultValue("") String reason) {
    BundleRow published =
        rulebook.rollBack(
            visit.tenant(),
            BundlesResource.number(version),
            expected,
            Words.required("reason", reason),
            visit.getName());
    visit.say(
        "Bundle "
            + published.version()
            + " is in force; it has the files of bundle "
            + version
            + ".");
    return Layout.to("/rules/bundles/" + published.version());
  }
}
