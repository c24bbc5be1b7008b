package io.trueup.web;

import io.trueup.platform.db.TenantDb;
import io.trueup.platform.http.BodyLimit;
import io.trueup.platform.http.Caller;
import io.trueup.platform.http.ProblemException;
import io.trueup.platform.http.ProblemType;
import io.trueup.user.UserRow;
import io.trueup.user.Users;
import jakarta.annotation.Priority;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.RedirectionException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets nobody at a page who has not signed in, and takes changes only from our own pages. Role and
 * right to sign in are read anew each time: who is disabled is out at once.
 */
@Priority(Priorities.AUTHENTICATION)
public final class VisitFilter implements ContainerRequestFilter {
  /** The form field that carries the session's token. */
  static final String TOKEN_FIELD = "token";

  /** The header that carries it where a script asks. */
  static final String TOKEN_HEADER = "X-Csrf-Token";

  /** The form field with the path of the page that a failure is shown on. */
  static final String BACK_FIELD = "back";

  static final String VISIT = Visit.class.getName();
  static final String BACK = VisitFilter.class.getName() + ".back";
  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

  private final TenantDb db;
  private final Sessions sessions;
  @Context private @Nullable HttpServletRequest servletRequest;

  public VisitFilter(TenantDb db, Sessions sessions) {
    this.db = db;
    this.sessions = sessions;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    boolean safe = SAFE.contains(request.getMethod());
    Visit visit = visit(request, safe);
    request.setProperty(VISIT, visit);
    if (!safe) {
      requireOurs(request, visit);
      // Where the form was: a page that answers it leads back there too, its own address takes no
      // GET.
      if (request.getProperty(BACK) instanceof String back) {
        visit = visit.back(back);
        request.setProperty(VISIT, visit);
      }
    }
    request.setSecurityContext(new Signed(visit, request.getSecurityContext().isSecure()));
  }

  private Visit visit(ContainerRequestContext request, boolean safe) {
    HttpServletRequest http = java.util.Objects.requireNonNull(servletRequest);
    Look look = Look.of(request);
    Sessions.Person person = sessions.find(http).orElseThrow(() -> signIn(look, safe));
    UserRow user =
        db.read(person.tenant(), handle -> Users.find(handle, person.name()))
            .filter(UserRow::enabled)
            .filter(row -> row.epoch() == person.epoch())
            .orElseThrow(
                () -> {
                  sessions.end(http);
                  return signIn(look, safe);
                });
    return new Visit(
        Caller.ofUser(person.tenant(), user.name(), user.role()),
        user.fullName(),
        person.tenantName(),
        person.token(),
        look,
        http.getSession());
  }

  private static RuntimeException signIn(Look look, boolean safe) {
    if (!safe) {
      return new ProblemException(
          ProblemType.UNAUTHENTICATED, "Your session has ended; sign in and do it again.");
    }
    UriBuilder to = UriBuilder.fromPath("/sign-in");
    if (!look.path().equals("/")) {
      to.queryParam("to", "{to}");
    }
    return new RedirectionException(
        Response.seeOther(look.path().equals("/") ? to.build() : to.build(look.path())).build());
  }

  private static void requireOurs(ContainerRequestContext request, Visit visit) {
    String sent = request.getHeaderString(TOKEN_HEADER);
    if (MediaType.APPLICATION_FORM_URLENCODED_TYPE.isCompatible(request.getMediaType())
        && request.hasEntity()) {
      String form = new String(body(request), StandardCharsets.UTF_8);
      String back = field(form, BACK_FIELD);
      if (back != null) {
        request.setProperty(BACK, Look.local(back));
      }
      sent = sent == null ? field(form, TOKEN_FIELD) : sent;
    }
    if (sent == null || !same(sent, visit.token()) || !SameOrigin.of(request)) {
      throw new ProblemException(
          ProblemType.FORBIDDEN,
          "The request did not come from a page of this session; open the page again and repeat it.");
    }
  }

  /** The body, which can be read again: only after this it is known how much a method takes. */
  private static byte[] body(ContainerRequestContext request) {
    try {
      byte[] body = request.getEntityStream().readNBytes((int) BodyLimit.LONG + 1);
      if (body.length > BodyLimit.LONG) {
        throw new ProblemException(
            ProblemType.TOO_LARGE, "At most " + BodyLimit.LONG + " bytes are taken here.");
      }
      request.setEntityStream(new ByteArrayInputStream(body));
      return body;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first value of a field of a form; null where there is none. */
  private static @Nullable String field(String form, String name) {
    for (String each : form.split("&", -1)) {
      if (each.startsWith(name + "=")) {
        try {
          return URLDecoder.decode(each.substring(name.length() + 1), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
          return null;
        }
      }
    }
    return null;
  }

  private static boolean same(String sent, String token) {
    return MessageDigest.isEqual(
        sent.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
  }

  /** Answers {@code @RolesAllowed}, whose names are permissions here. */
  private record Signed(Visit visit, boolean secure) implements SecurityContext {
    @Override
    public Visit getUserPrincipal() {
      return visit;
    }

    @Override
    public boolean isUserInRole(String permission) {
      return visit.may(permission);
    }

    @Override
    public boolean isSecure() {
      return secure;
    }

    @Override
    public String getAuthenticationScheme() {
      return "FORM";
    }
  }
}
