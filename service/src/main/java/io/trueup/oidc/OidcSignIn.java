package io.trueup.oidc;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.db.TenantId;
import io.trueup.user.SignIn;
import io.trueup.user.UserRow;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Signs people in whom an identity provider vouches for: by a code, a proof key, a state that is
 * good once and for one browser, and a nonce. Ends in a user.
 */
public final class OidcSignIn {
  /** How long somebody may take at the provider. */
  public static final Duration PATIENCE = Duration.ofMinutes(10);

  private final OidcSettings settings;
  private final OidcProvider provider;
  private final OidcUsers users;
  private final SignIn signIn;
  private final Cache<String, Pending> pending =
      Caffeine.newBuilder()
          .expireAfterWrite(PATIENCE)
          .maximumSize(10_000)
          .executor(Runnable::run)
          .build();

  public OidcSignIn(OidcSettings settings, TenantDb db, SignIn signIn, Clock clock) {
    this.settings = settings;
    this.provider = new OidcProvider(settings, clock);
    this.users = new OidcUsers(settings, db);
    this.signIn = signIn;
  }

  /** Somebody on the way to the provider and back. */
  private record Pending(Nonce nonce, CodeVerifier verifier, String browser, String to) {}

  /**
   * A sign-in that was begun.
   *
   * @param at where the browser goes
   * @param browser what it carries along, to be known again
   */
  public record Begun(URI at, String browser) {}

  /** Who came back, and where they wanted to go. */
  public record Finished(UserRow user, String to) {}

  /** What the provider sent back: parameters of the address; null where there were none. */
  public record Answer(
      @Nullable String code,
      @Nullable String state,
      @Nullable String error,
      @Nullable String issuer) {}

  /** What the button says. */
  public String name() {
    return settings.name();
  }

  /** Slug of the tenant whose users they are. */
  public String tenant() {
    return settings.tenant();
  }

  /** Whether people reach Trueup over TLS, so that cookies are kept to it. */
  public boolean secure() {
    return "https".equalsIgnoreCase(settings.address().getScheme());
  }

  /**
   * Begins.
   *
   * @param to where to go in the end
   */
  public Begun begin(String to) throws OidcException {
    State state = new State(32);
    Nonce nonce = new Nonce(32);
    CodeVerifier verifier = new CodeVerifier();
    String browser = new State(32).getValue();
    URI at = provider.request(state, nonce, verifier);
    pending.put(state.getValue(), new Pending(nonce, verifier, browser, to));
    return new Begun(at, browser);
  }

  /**
   * Ends.
   *
   * @param browser what the browser carried along; null when it carried nothing
   * @throws OidcException when nobody is signed in, saying why
   */
  public Finished finish(TenantId tenant, Answer answer, @Nullable String browser)
      throws OidcException {
    String state = answer.state();
    Pending begun = state == null ? null : pending.asMap().remove(state);
    if (begun == null || browser == null || !same(begun.browser(), browser)) {
      throw new OidcException(
          "This sign-in took too long, was used before or was begun in another browser. Begin again.");
    }
    String issuer = answer.issuer();
    if (issuer != null && !issuer.equals(settings.issuer().toString())) {
      throw new OidcException("The answer came from another provider. Nobody was signed in.");
    }
    String code = answer.code();
    if (answer.error() != null || code == null || code.isBlank()) {
      throw new OidcException(
          "access_denied".equals(answer.error())
              ? settings.name() + " was not allowed to sign you in."
              : settings.name() + " did not sign you in. Try again.");
    }
    IDTokenClaimsSet claims =
        provider.claims(new AuthorizationCode(code), begun.nonce(), begun.verifier());
    UserRow user = users.find(tenant, OidcClaims.person(claims, settings));
    if (signIn.vouched(tenant, user.name(), "oidc") instanceof SignIn.Outcome.Welcome welcome) {
      return new Finished(welcome.user(), begun.to());
    }
    throw new OidcException("Your account in Trueup is disabled. Ask an administrator.");
  }

  private static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }
}
