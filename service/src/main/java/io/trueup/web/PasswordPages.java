package io.trueup.web;

import io.dropwizard.auth.Auth;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.http.ProblemException;
import io.trueup.platform.http.ProblemType;
import io.trueup.user.PasswordLinks;
import io.trueup.user.SignIn;
import io.trueup.user.UserRow;
import io.trueup.user.Users;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Choosing a password: by a link that somebody was given, or one's own anew. */
@Path("/")
public final class PasswordPages {
  private static final String WEAK =
      "Take 12 to 200 characters that are not easy to guess: four words that do not belong together"
          + " are good.";

  private final TenantDb db;
  private final Layout layout;
  private final Sessions sessions;
  private final SignIn signIn;
  private final Users users;
  private final Tenants tenants;

  public PasswordPages(TenantDb db, Layout layout, Sessions sessions, SignIn signIn, Users users) {
    this.db = db;
    this.layout = layout;
    this.sessions = sessions;
    this.signIn = signIn;
    this.users = users;
    this.tenants = new Tenants(db);
  }

  /**
   * What the template of a link sees.
   *
   * @param user whose password it sets; null when it was used, or never was one
   */
  public record LinkView(
      String path, @Nullable UserRow user, String role, @Nullable String problem) {}

  /**
   * What the template of one's own password sees.
   *
   * @param local whether there is a password here
   */
  public record OwnView(String name, boolean local, @Nullable String problem) {}

  @GET
  @Path("welcome/{tenant}/{token}")
  public Response link(
      @Context ContainerRequestContext request,
      @PathParam("tenant") String slug,
      @PathParam("token") String token) {
    return link(request, slug, token, null);
  }

  private Response link(
      ContainerRequestContext request, String slug, String token, @Nullable String problem) {
    Optional<UserRow> user =
        tenants
            .find(slug)
            .flatMap(tenant -> db.read(tenant.id(), handle -> PasswordLinks.find(handle, token)));
    return layout.stranger(
        Look.of(request),
        "web/welcome.ftlh",
        "Choose a password",
        new LinkView(
            "/welcome/" + slug + "/" + token,
            user.orElse(null),
            user.map(row -> Shown.role(row.role())).orElse(""),
            problem),
        user.isEmpty() ? 404 : problem == null ? 200 : 400);
  }

  @POST
  @Path("welcome/{tenant}/{token}")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response choose(
      @Context ContainerRequestContext request,
      @Context HttpServletRequest http,
      @PathParam("tenant") String slug,
      @PathParam("token") String token,
      @FormParam("password") @DefaultValue("") String password,
      @FormParam("again") @DefaultValue("") String again) {
    if (!SameOrigin.of(request)) {
      throw new ProblemException(
          ProblemType.FORBIDDEN, "The form did not come from this page; open it again.");
    }
    Optional<Tenants.Tenant> tenant = tenants.find(slug);
    if (tenant.isEmpty()) {
      return link(request, slug, token);
    }
    if (!password.equals(again)) {
      return link(request, slug, token, "The two are not the same; type them again.");
    }
    UserRow user;
    try {
      user =
          db.inTenant(
              tenant.get().id(), handle -> users.setPasswordByLink(handle, token, password));
    } catch (ProblemException e) {
      return link(request, slug, token, WEAK);
    }
    if (signIn.vouched(tenant.get().id(), user.name(), "link")
        instanceof SignIn.Outcome.Welcome welcome) {
      sessions.begin(http, tenant.get().id(), tenant.get().name(), welcome.user());
    }
    return Layout.to("/");
  }

  @GET
  @Path("password")
  public Response own(@Auth Visit visit) {
    return own(visit, null);
  }

  private Response own(Visit visit, @Nullable String problem) {
    UserRow user = user(visit);
    return layout.show(
        visit,
        "web/password.ftlh",
        "Your password",
        "",
        new OwnView(user.name(), user.local(), problem),
        problem == null ? 200 : 400);
  }

  private UserRow user(Visit visit) {
    String name = visit.getName().replaceFirst("^user:", "");
    return db.read(visit.tenant(), handle -> Users.find(handle, name))
        .orElseThrow(() -> ProblemException.notFound("user"));
  }

  @POST
  @Path("password")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response change(
      @Auth Visit visit,
      @Context HttpServletRequest http,
      @FormParam("current") @DefaultValue("") String current,
      @FormParam("password") @DefaultValue("") String password,
      @FormParam("again") @DefaultValue("") String again) {
    UserRow user = user(visit);
    SignIn.Outcome outcome =
        signIn.confirm(visit.tenant(), user.name(), current, http.getRemoteAddr());
    if (outcome instanceof SignIn.Outcome.Wait wait) {
      return own(visit, "Too many attempts failed. Try again in " + wait.minutes() + " minutes.");
    }
    if (outcome instanceof SignIn.Outcome.Refused) {
      return own(visit, "Your password of now is another one.");
    }
    if (!password.equals(again)) {
      return own(visit, "The two new ones are not the same; type them again.");
    }
    try {
      db.useTenant(visit.tenant(), handle -> users.choosePassword(handle, user.name(), password));
    } catch (ProblemException e) {
      return own(visit, WEAK);
    }
    // All sessions of before have ended with the old password; this one begins anew.
    sessions.begin(http, visit.tenant(), visit.tenantName(), user(visit));
    return Layout.to("/password?changed=yes");
  }
}
