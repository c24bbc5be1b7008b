package io.trueup.web;

import io.trueup.platform.db.TenantId;
import io.trueup.user.UserRow;
import jakarta.servlet.SessionTrackingMode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Optional;
import org.eclipse.jetty.ee10.servlet.SessionHandler;
import org.eclipse.jetty.http.HttpCookie.SameSite;

/** Sessions of people, kept by Jetty: a node's own, and gone when it stops. */
public final class Sessions {
  /** Name of the cookie. */
  public static final String COOKIE = "trueup_session";

  /** A session that nobody used for so long has ended. */
  static final Duration IDLE = Duration.ofMinutes(45);

  /** However busy, a session ends so long after it began. */
  static final Duration LONGEST = Duration.ofHours(12);

  private static final String PERSON = Sessions.class.getName() + ".person";

  private final Clock clock;

  public Sessions(Clock clock) {
    this.clock = clock;
  }

  /**
   * Who a session belongs to.
   *
   * @param epoch of the user when it began
   * @param token what forms of this session carry
   */
  record Person(
      TenantId tenant, String tenantName, String name, int epoch, String token, Instant since)
      implements Serializable {
    private static final long serialVersionUID = 1L;
  }

  /**
   * What keeps sessions. The cookie is not seen by scripts, is not sent along from other sites, and
   * travels over HTTPS alone where the request did.
   */
  public static SessionHandler handler() {
    SessionHandler handler = new SessionHandler();
    handler.setSessionCookie(COOKIE);
    handler.setHttpOnly(true);
    handler.setSameSite(SameSite.LAX);
    handler.setSecureRequestOnly(true);
    handler.setSessionTrackingModes(EnumSet.of(SessionTrackingMode.COOKIE));
    handler.setMaxInactiveInterval((int) IDLE.toSeconds());
    return handler;
  }

  /** Begins a session, under an id that nobody knew before. */
  void begin(HttpServletRequest request, TenantId tenant, String tenantName, UserRow user) {
    end(request);
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    request
        .getSession(true)
        .setAttribute(
            PERSON,
            new Person(
                tenant,
                tenantName,
                user.name(),
                user.epoch(),
                Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
                clock.instant()));
  }

  /** Whose session a request comes in, unless it lasted too long. */
  Optional<Person> find(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    if (session == null) {
      return Optional.empty();
    }
    Person person = (Person) session.getAttribute(PERSON);
    if (person == null || person.since().plus(LONGEST).isBefore(clock.instant())) {
      session.invalidate();
      return Optional.empty();
    }
    return Optional.of(person);
  }

  void end(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    if (session != null) {
      session.invalidate();
    }
  }
}
