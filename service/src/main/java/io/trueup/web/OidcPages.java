package io.trueup.web;

import io.trueup.oidc.OidcException;
import io.trueup.oidc.OidcSignIn;
import io.trueup.platform.http.ProblemException;
import io.trueup.platform.http.ProblemType;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** Signing in by an identity provider: to it, and back from it. */
@Path("/sign-in/oidc")
public final class OidcPages {
  /** Ties a sign-in to the browser that began it; Lax, since the way back comes from elsewhere. */
  private static final String COOKIE = "trueup_oidc";

  private final OidcSignIn oidc;
  private final Tenants tenants;
  private final SignInPages form;
  private final Sessions sessions;

  OidcPages(OidcSignIn oidc, Tenants tenants, SignInPages form, Sessions sessions) {
    this.oidc = oidc;
    this.tenants = tenants;
    this.form = form;
    this.sessions = sessions;
  }

  @GET
  public Response begin(
      @Context ContainerRequestContext request,
      @Context HttpServletResponse answer,
      @QueryParam("to") @Nullable String to) {
    try {
      OidcSignIn.Begun begun = oidc.begin(Look.local(to));
      answer.addCookie(cookie(begun.browser(), (int) OidcSignIn.PATIENCE.toSeconds()));
      return Response.seeOther(begun.at()).header("Cache-Control", "no-store").build();
    } catch (OidcException e) {
      return form.refused(request, oidc.tenant(), e.told());
    }
  }

  @GET
  @Path("/callback")
  public Response finish(
      @Context ContainerRequestContext request,
      @Context HttpServletRequest http,
      @Context HttpServletResponse answer,
      @QueryParam("code") @Nullable String code,
      @QueryParam("state") @Nullable String state,
      @QueryParam("error") @Nullable String error,
      @QueryParam("iss") @Nullable String issuer,
      @CookieParam(COOKIE) @Nullable String browser) {
    Tenants.Tenant tenant =
        tenants
            .find(oidc.tenant())
            .orElseThrow(
                () ->
                    new ProblemException(
                        ProblemType.CONFLICT,
                        "The configuration names a tenant for this way to sign in that is not there."));
    answer.addCookie(cookie("", 0));
    try {
      OidcSignIn.Finished finished =
          oidc.finish(tenant.id(), new OidcSignIn.Answer(code, state, error, issuer), browser);
      sessions.begin(http, tenant.id(), tenant.name(), finished.user());
      return Layout.to(finished.to());
    } catch (OidcException e) {
      return form.refused(request, oidc.tenant(), e.told());
    }
  }

  private Cookie cookie(String value, int seconds) {
    Cookie cookie = new Cookie(COOKIE, value);
    cookie.setPath("/sign-in/oidc");
    cookie.setMaxAge(seconds);
    cookie.setHttpOnly(true);
    cookie.setSecure(oidc.secure());
    cookie.setAttribute("SameSite", "Lax");
    return cookie;
  }
}
