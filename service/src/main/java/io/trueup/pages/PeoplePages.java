package io.trueup.pages;

import io.dropwizard.auth.Auth;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.http.Page;
import io.trueup.platform.http.Page.Total;
import io.trueup.platform.http.Parameters;
import io.trueup.platform.http.Permission;
import io.trueup.platform.http.ProblemException;
import io.trueup.platform.http.ProblemType;
import io.trueup.platform.http.Role;
import io.trueup.review.Listing;
import io.trueup.review.UsersResource;
import io.trueup.user.UserRow;
import io.trueup.user.Users;
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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The people who sign in: added, given roles, shut out. For administrators. */
@Path("/people")
public final class PeoplePages {
  private static final int ROWS = 50;

  private final TenantDb db;
  private final Layout layout;
  private final Users users;

  public PeoplePages(TenantDb db, Layout layout, Users users) {
    this.db = db;
    this.layout = layout;
    this.users = users;
  }

  /**
   * The people.
   *
   * @param roles all roles
   * @param me who looks: they do not change themselves
   * @param link to be handed to somebody, shown this once; null for none
   * @param problem what is wrong with a new person; null for nothing
   * @param typed of the new person
   */
  public record View(
      Page<UserRow> page,
      String search,
      String role,
      String query,
      List<String> roles,
      String me,
      @Nullable Link link,
      @Nullable String problem,
      Typed typed) {}

  /** A link by which somebody sets their password. */
  public record Link(String name, String address) {}

  /** A new person, as typed. */
  public record Typed(String name, String fullName, String role) {
    static final Typed NOTHING = new Typed("", "", Role.BILLER.name());
  }

  @GET
  @RolesAllowed(Permission.PEOPLE)
  public Response list(
      @Auth Visit visit,
      @QueryParam("q") @Nullable String q,
      @QueryParam("role") @Nullable String role,
      @QueryParam("after") @Nullable String after) {
    return show(visit, q, role, after, null, null, Typed.NOTHING, 200);
  }

  private Response show(
      Visit visit,
      @Nullable String q,
      @Nullable String role,
      @Nullable String after,
      @Nullable Link link,
      @Nullable String problem,
      Typed typed,
      int status) {
    String search = Parameters.text("q", q).orElse("").strip();
    Optional<String> wanted = Parameters.choice("role", role, Role.names());
    String query = Query.of("q", search, "role", wanted.orElse(""));
    Listing listing = new Listing("pages/people" + query);
    List<String> key = listing.key(after, 1);
    Page<UserRow> page =
        db.read(
            visit.tenant(),
            handle ->
                listing.page(
                    Users.list(
                        handle,
                        search,
                        wanted.map(Role::valueOf),
                        key.isEmpty() ? "" : key.get(0),
                        ROWS + 1),
                    ROWS,
                    Total.of(Users.count(handle, search, wanted.map(Role::valueOf))),
                    row -> row,
                    row -> List.of(row.name())));
    View view =
        new View(
            page,
            search,
            wanted.orElse(""),
            query,
            Role.names(),
            visit.getName().replaceFirst("^user:", ""),
            link,
            problem,
            typed);
    return layout.show(visit, "pages/people.ftlh", "People", "people", view, status);
  }

  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @RolesAllowed(Permission.PEOPLE)
  public Response add(
      @Auth Visit visit,
      @Context UriInfo uri,
      @FormParam("name") @DefaultValue("") String name,
      @FormParam("full_name") @DefaultValue("") String fullName,
      @FormParam("role") @DefaultValue("") String role) {
    Typed typed = new Typed(name.strip(), fullName.strip(), role);
    try {
      String path =
          UsersResource.invite(
              db, users, visit.caller(), typed.name(), typed.fullName(), UsersResource.role(role));
      Link link = new Link(typed.name(), address(uri, path));
      return show(visit, null, null, null, link, null, Typed.NOTHING, 200);
    } catch (ProblemException e) {
      int status = e.type() == ProblemType.CONFLICT ? 409 : 400;
      return show(
          visit,
          null,
          null,
          null,
          null,
          SystemHealth.sentence(String.valueOf(e.getMessage())),
          typed,
          status);
    }
  }

  /** Another link for somebody who lost theirs, or their password. */
  @POST
  @Path("/{name}/link")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @RolesAllowed(Permission.PEOPLE)
  public Response link(@Auth Visit visit, @Context UriInfo uri, @PathParam("name") String name) {
    String path = UsersResource.link(db, visit.caller(), name);
    return show(
        visit, null, null, null, new Link(name, address(uri, path)), null, Typed.NOTHING, 200);
  }

  private static String address(UriInfo uri, String path) {
    return uri.getBaseUri().resolve(path).toString();
  }

  @POST
  @Path("/{name}/role")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @RolesAllowed(Permission.PEOPLE)
  public Response role(
      @Auth Visit visit,
      @PathParam("name") String name,
      @FormParam("role") @DefaultValue("") String role) {
    Role wanted = UsersResource.role(role);
    db.useTenant(visit.tenant(), handle -> Users.changeRole(handle, name, wanted, visit.getName()));
    visit.say("The role of " + name + " was changed; it holds from their next click on.");
    return Layout.to("/people");
  }

  @POST
  @Path("/{name}/disable")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @RolesAllowed(Permission.PEOPLE)
  public Response disable(@Auth Visit visit, @PathParam("name") String name) {
    db.useTenant(visit.tenant(), handle -> Users.shutOut(handle, name, visit.getName()));
    visit.say(name + " cannot sign in any more, and is signed out everywhere.");
    return Layout.to("/people");
  }

  @POST
  @Path("/{name}/enable")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @RolesAllowed(Permission.PEOPLE)
  public Response enable(@Auth Visit visit, @PathParam("name") String name) {
    db.useTenant(
        visit.tenant(),
        handle -> {
          if (Users.find(handle, name).isEmpty()) {
            throw ProblemException.notFound("user");
          }
          Users.enable(handle, name, visit.getName());
        });
    visit.say(name + " can sign in again.");
    return Layout.to("/people");
  }
}
