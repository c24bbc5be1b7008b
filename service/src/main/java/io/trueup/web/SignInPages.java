package io.trueup.web;

import io.dropwizard.auth.Auth;
import io.trueup.oidc.OidcSignIn;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.db.TenantId;
import io.trueup.platform.http.ProblemException;
import io.trueup.platform.http.ProblemType;
import io.trueup.user.SignIn;
import io.trueup.user.SignInLinks;
import io.trueup.user.UserRow;
import io.trueup.user.Users;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Signing in, by password or by a link, and out. */
@Path("/")
public final class SignInPages {
  private static final String DEFAULT_TENANT = "default";

  /** Keeps whose people signed in here last, so that nobody has to type it after a session. */
  private static final String TENANT_COOKIE = "trueup_tenant";

  private final TenantDb db;
  private final Layout layout;
  private final Sessions sessions;
  private final SignIn signIn;
  private final SignInLinks links;
  private final Optional<OidcSignIn> oidc;
  private final Tenants tenants;

  /**
   * @param oidc the identity provider that vouches for people; empty where there is none
   */
  public SignInPages(
      TenantDb db,
      Layout layout,
      Sessions sessions,
      SignIn signIn,
      SignInLinks links,
      Optional<OidcSignIn> oidc) {
    this.db = db;
    this.layout = layout;
    this.sessions = sessions;
    this.signIn = signIn;
    this.links = links;
    this.oidc = oidc;
    this.tenants = new Tenants(db);
  }

  /** The way by the identity provider, where there is one. */
  public Optional<OidcPages> oidcPages() {
    return oidc.map(way -> new OidcPages(way, tenants, this, sessions));
  }

  /**
   * What the template of signing in sees.
   *
   * @param to where to go then
   * @param tenant whose people they are
   * @param name as typed before
   * @param provider the identity provider that can be used instead; null for none
   * @param problem why it did not go through; null for the first try
   */
  public record SignInView(
      String to, String tenant, String name, @Nullable String provider, @Nullable String problem) {}

  /**
   * What the template of a link sees.
   *
   * @param user whom it signs in; null when it was used, or never was one
   */
  public record LinkView(String path, @Nullable UserRow user, String role) {}

  @GET
  @Path("sign-in")
  public Response form(
      @Context ContainerRequestContext request,
      @QueryParam("to") @Nullable String to,
      @CookieParam(TENANT_COOKIE) @DefaultValue(DEFAULT_TENANT) String last,
      @QueryParam("tenant") @Nullable String tenant) {
    return form(request, view(Look.local(to), tenant == null ? last : tenant, "", null), 200);
  }

  private SignInView view(String to, String tenant, String name, @Nullable String problem) {
    String provider =
        oidc.filter(way -> way.tenant().equals(tenant)).map(OidcSignIn::name).orElse(null);
    return new SignInView(to, tenant, name, provider, problem);
  }

  /** The form, after the identity provider did not sign somebody in. */
  Response refused(ContainerRequestContext request, String tenant, String problem) {
    return form(request, view("/", tenant, "", problem), 401);
  }

  private Response form(ContainerRequestContext request, SignInView view, int status) {
    return layout.stranger(Look.of(request), "web/sign-in.ftlh", "Sign in", view, status);
  }

  @POST
  @Path("sign-in")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response signIn(
      @Context ContainerRequestContext request,
      @Context HttpServletRequest http,
      @Context HttpServletResponse answer,
      @FormParam("to") @Nullable String to,
      @FormParam("tenant") @DefaultValue(DEFAULT_TENANT) String slug,
      @FormParam("name") @DefaultValue("") String name,
      @FormParam("password") @DefaultValue("") String password) {
    requireOurs(request);
    Optional<Tenants.Tenant> tenant = tenants.find(slug);
    // Without a tenant the password is hashed all the same: the time tells nothing.
    TenantId id = tenant.map(Tenants.Tenant::id).orElseGet(TenantId::create);
    SignIn.Outcome outcome = signIn.byPassword(id, name, password, http.getRemoteAddr());
    if (outcome instanceof SignIn.Outcome.Welcome welcome) {
      sessions.begin(http, id, tenant.map(Tenants.Tenant::name).orElse(""), welcome.user());
      answer.addCookie(remembered(slug));
      return Layout.to(Look.local(to));
    }
    String problem =
        outcome instanceof SignIn.Outcome.Wait wait
            ? "Too many attempts failed. Try again in " + wait.minutes() + " minutes."
            : "Name or password is wrong.";
    String shown = name.length() > 63 ? "" : name;
    return form(request, view(Look.local(to), slug, shown, problem), 401);
  }

  /** Goes to the servlet's answer, like the session's: Jersey would put its own in its place. */
  private static Cookie remembered(String slug) {
    Cookie cookie = new Cookie(TENANT_COOKIE, slug);
    cookie.setPath("/");
    cookie.setMaxAge((int) Duration.ofDays(365).toSeconds());
    cookie.setHttpOnly(true);
    cookie.setAttribute("SameSite", "Lax");
    return cookie;
  }

  @GET
  @Path("sign-in/link/{token}")
  public Response link(@Context ContainerRequestContext request, @PathParam("token") String token) {
    Optional<UserRow> user =
        links
            .find(token)
            .flatMap(
                holder -> db.read(holder.tenant(), handle -> Users.find(handle, holder.name())))
            .filter(UserRow::enabled);
    return layout.stranger(
        Look.of(request),
        "web/link.ftlh",
        "Sign in",
        new LinkView(
            "/sign-in/link/" + token,
            user.orElse(null),
            user.map(row -> Shown.role(row.role())).orElse("")),
        user.isPresent() ? 200 : 404);
  }

  @POST
  @Path("sign-in/link/{token}")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response follow(
      @Context ContainerRequestContext request,
      @Context HttpServletRequest http,
      @PathParam("token") String token) {
    requireOurs(request);
    SignInLinks.Holder holder = links.take(token).orElse(null);
    if (holder != null
        && signIn.vouched(holder.tenant(), holder.name(), "link")
            instanceof SignIn.Outcome.Welcome welcome) {
      sessions.begin(http, holder.tenant(), tenants.name(holder.tenant()), welcome.user());
      return Layout.to("/");
    }
    return link(request, token);
  }

  @POST
  @Path("sign-out")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response signOut(@Auth Visit visit, @Context HttpServletRequest http) {
    sessions.end(http);
    return Layout.to("/sign-in");
  }

  /** A stranger's form carries no token; that another site sent it shows all the same. */
  private static void requireOurs(ContainerRequestContext request) {
    if (!SameOrigin.of(request)) {
      throw new ProblemException(
          ProblemType.FORBIDDEN, "The form did not come from this page; open it again.");
    }
  }
}
