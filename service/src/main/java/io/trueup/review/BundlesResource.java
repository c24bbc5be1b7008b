package io.trueup.review;

import io.dropwizard.auth.Auth;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.http.Caller;
import io.trueup.platform.http.Page;
import io.trueup.platform.http.Page.Total;
import io.trueup.platform.http.Parameters;
import io.trueup.platform.http.Permission;
import io.trueup.platform.http.ProblemException;
import io.trueup.rulebook.BundleDao;
import io.trueup.rulebook.BundleRow;
import io.trueup.rulebook.Rulebook;
import io.trueup.rulebook.RulesInForce;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Bundles that were published, the one in force among them. They never change. */
@Path("/api/v1/rulebook/bundles")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "rulebook")
public final class BundlesResource {
  private final TenantDb db;
  private final Rulebook rulebook;
  private final RulesInForce rules;

  public BundlesResource(TenantDb db, Rulebook rulebook, RulesInForce rules) {
    this.db = db;
    this.rulebook = rulebook;
    this.rules = rules;
  }

  @GET
  @RolesAllowed(Permission.READ)
  @Operation(summary = "All bundles that were ever published, newest first")
  public Page<RulebookResponses.Bundle> list(
      @Parameter(hidden = true) @Auth Caller caller,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("after") @Nullable String after) {
    int rows = Parameters.limit(limit);
    Listing listing = new Listing("/rulebook/bundles");
    long before = listing.number(after).orElse(Long.MAX_VALUE);
    rulebook.ensure(caller.tenant());
    return db.read(
        caller.tenant(),
        handle ->
            listing.page(
                BundleDao.list(handle, before, rows + 1),
                rows,
                Total.of(BundleDao.count(handle)),
                RulebookResponses.Bundle::of,
                row -> List.of(Long.toString(row.version()))));
  }

  @GET
  @Path("/{version}")
  @RolesAllowed(Permission.READ)
  @Operation(summary = "One bundle: who published and approved it, when and why")
  public RulebookResponses.Bundle get(
      @Parameter(hidden = true) @Auth Caller caller, @PathParam("version") String version) {
    rulebook.ensure(caller.tenant());
    return db.read(caller.tenant(), handle -> RulebookResponses.Bundle.of(bundle(handle, version)));
  }

  @GET
  @Path("/{version}/files")
  @RolesAllowed(Permission.READ)
  @Operation(summary = "The files of a bundle")
  public List<RulebookResponses.BundleFile> files(
      @Parameter(hidden = true) @Auth Caller caller, @PathParam("version") String version) {
    rulebook.ensure(caller.tenant());
    return db.read(
        caller.tenant(),
        handle ->
            BundleDao.files(handle, bundle(handle, version).hash()).stream()
                .map(RulebookResponses.BundleFile::of)
                .toList());
  }

  @GET
  @Path("/{version}/files/{path: .+}")
  @Produces(MediaType.TEXT_PLAIN)
  @RolesAllowed(Permission.READ)
  @Operation(
      summary = "One file of a bundle, as text",
      description = "A decision table is given as it is written, or as the DRL that it makes.")
  public Response file(
      @Parameter(hidden = true) @Auth Caller caller,
      @PathParam("version") String version,
      @PathParam("path") String path,
      @Parameter(description = "drl for what a decision table makes") @QueryParam("as")
          @Nullable String as) {
    rulebook.ensure(caller.tenant());
    String text =
        db.read(
            caller.tenant(),
            handle ->
                BundleDao.findText(handle, bundle(handle, version).hash(), path)
                    .orElseThrow(() -> ProblemException.notFound("file in the bundle")));
    return TextBodies.file(TableTexts.shown(path, text, as));
  }

  @GET
  @Path("/{version}/rules")
  @RolesAllowed(Permission.READ)
  @Operation(summary = "The rules of a bundle, with owner, rationale and place")
  public List<RulebookResponses.Rule> rules(
      @Parameter(hidden = true) @Auth Caller caller, @PathParam("version") String version) {
    rulebook.ensure(caller.tenant());
    return db
        .read(caller.tenant(), handle -> rules.get(handle, bundle(handle, version).version()))
        .catalogue()
        .stream()
        .map(RulebookResponses.Rule::of)
        .toList();
  }

  @GET
  @Path("/{version}/diff")
  @RolesAllowed(Permission.READ)
  @Operation(
      summary = "What a bundle changed",
      description = "Against the bundle that it replaced, or any other.")
  public List<RulebookResponses.Diff> diff(
      @Parameter(hidden = true) @Auth Caller caller,
      @PathParam("version") String version,
      @Parameter(description = "A bundle's number; the one it replaced when left out")
          @QueryParam("against")
          @Nullable String against) {
    rulebook.ensure(caller.tenant());
    return db.read(
            caller.tenant(),
            handle -> {
              BundleRow to = bundle(handle, version);
              Long base = to.baseVersion();
              Optional<BundleRow> from =
                  against != null
                      ? Optional.of(bundle(handle, against))
                      : base == null ? Optional.empty() : BundleDao.find(handle, base);
              return new RulebookResponses.Sides(
                  from.map(row -> BundleDao.content(handle, row.hash()).files()).orElse(Map.of()),
                  BundleDao.content(handle, to.hash()).files());
            })
        .diff();
  }

  /** The bundle of that number, or the answer that there is none. */
  public static BundleRow bundle(Handle handle, String version) {
    return BundleDao.find(handle, number(version))
        .orElseThrow(() -> ProblemException.notFound("bundle"));
  }

  /** A bundle's number, or the answer that there is no such bundle. */
  public static long number(String version) {
    if (!version.matches("[1-9]\\d{0,17}")) {
      throw ProblemException.notFound("bundle");
    }
    return Long.parseLong(version);
  }
}
