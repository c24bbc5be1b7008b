package io.trueup.integration;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.trueup.platform.db.TenantId;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;

/**
 * Credentials of a form that somebody is still filling in: a page never shows them again, so that
 * they stay here, in memory, until the form is saved or a quarter of an hour is over. Only who
 * typed them gets at them.
 */
public final class PendingCredentials {
  private static final Duration LIFE = Duration.ofMinutes(15);

  private final Cache<String, Held> held;

  public PendingCredentials() {
    this(Ticker.systemTicker());
  }

  PendingCredentials(Ticker clock) {
    this.held =
        Caffeine.newBuilder()
            .ticker(clock)
            .expireAfterWrite(LIFE)
            .maximumSize(500)
            .executor(Runnable::run)
            .build();
  }

  private record Held(TenantId tenant, String by, String connector, Map<String, String> values) {}

  /**
   * Keeps what was typed.
   *
   * @param by who typed it
   * @return what the form carries to find it again
   */
  public String keep(TenantId tenant, String by, String connector, Map<String, String> values) {
    byte[] bytes = new byte[24];
    new SecureRandom().nextBytes(bytes);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    held.put(token, new Held(tenant, by, connector, Map.copyOf(values)));
    return token;
  }

  /** What was typed before; nothing when it was somebody else, too long ago, or of another form. */
  public Map<String, String> find(TenantId tenant, String by, String connector, String token) {
    Held found = held.getIfPresent(token);
    return found != null
            && found.tenant().equals(tenant)
            && found.by().equals(by)
            && found.connector().equals(connector)
        ? found.values()
        : Map.of();
  }

  /** The form is done with. */
  public void forget(String token) {
    held.invalidate(token);
  }
}
