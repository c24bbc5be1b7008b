package io.trueup.platform.http;

import io.dropwizard.auth.AuthFilter;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.SecurityContext;
import java.util.Optional;

/**
 * Takes the key from {@code Authorization: Bearer}. Only from there: a key in an address would end
 * up in logs and histories.
 */
@Priority(Priorities.AUTHENTICATION)
public final class KeyAuthFilter extends AuthFilter<String, Caller> {
  private final ApiKeys keys;

  public KeyAuthFilter(ApiKeys keys) {
    this.keys = keys;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    Caller caller =
        token(request.getHeaderString(HttpHeaders.AUTHORIZATION))
            .flatMap(keys::find)
            .orElseThrow(
                () ->
                    new ProblemException(
                        ProblemType.UNAUTHENTICATED,
                        "Send a key that is neither expired nor revoked as `Authorization: Bearer trueup_...`."));
    request.setSecurityContext(new KeyContext(caller, request.getSecurityContext().isSecure()));
  }

  private static Optional<String> token(@org.jspecify.annotations.Nullable String header) {
    return header != null && header.regionMatches(true, 0, "Bearer ", 0, 7)
        ? Optional.of(header.substring(7).trim())
        : Optional.empty();
  }

  /** Answers {@code @RolesAllowed}, whose names are permissions here. */
  private record KeyContext(Caller caller, boolean secure) implements SecurityContext {
    @Override
    public Caller getUserPrincipal() {
      return caller;
    }

    @Override
    public boolean isUserInRole(String permission) {
      return caller.role().may(permission);
    }

    @Override
    public boolean isSecure() {
      return secure;
    }

    @Override
    public String getAuthenticationScheme() {
      return "Bearer";
    }
  }
}
