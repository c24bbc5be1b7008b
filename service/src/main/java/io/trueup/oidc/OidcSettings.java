package io.trueup.oidc;

import io.trueup.platform.http.Role;
import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An identity provider, and what it may say about people.
 *
 * @param issuer its address: https, or this machine
 * @param name what the button says: Sign in with NAME
 * @param clientId what it knows Trueup as
 * @param clientSecret empty for a public client
 * @param address where people reach Trueup: https, or this machine
 * @param scopes that are asked for; {@code openid} among them
 * @param groupsClaim the claim of the ID token that holds groups; dots lead into objects
 * @param nameClaim the claim that a new user's name is made of
 * @param roles by group; somebody in several has the first of them
 * @param tenant slug of the tenant whose users they are
 */
public record OidcSettings(
    URI issuer,
    String name,
    String clientId,
    String clientSecret,
    URI address,
    List<String> scopes,
    String groupsClaim,
    String nameClaim,
    Map<String, Role> roles,
    String tenant) {
  /** Where the provider sends people back to. */
  public static final String CALLBACK = "/sign-in/oidc/callback";

  public OidcSettings {
    scopes = List.copyOf(scopes);
    roles = Collections.unmodifiableMap(new LinkedHashMap<>(roles));
  }

  /** Without the secret, so that it cannot reach a log by accident. */
  @Override
  public String toString() {
    return "OidcSettings[" + issuer + ", " + clientId + "]";
  }

  URI callback() {
    return address.resolve(CALLBACK);
  }

  /** Whether an address may be used: nobody in between reads along. */
  public static boolean safe(URI address) {
    String host = address.getHost();
    return host != null
        && ("https".equalsIgnoreCase(address.getScheme())
            || ("http".equalsIgnoreCase(address.getScheme())
                && host.matches("localhost|127(\\.\\d{1,3}){3}|\\[::1\\]")));
  }
}
