package io.trueup.user;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.trueup.platform.db.TenantId;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/**
 * Links that sign a person in once, made by whoever runs the program and kept in its memory: they
 * end with it, after an hour, or when they were used.
 */
public final class SignInLinks {
  /** How long a link can be used. */
  public static final Duration LIFE = Duration.ofHours(1);

  private final Cache<String, Holder> links;

  public SignInLinks() {
    this(Ticker.systemTicker());
  }

  SignInLinks(Ticker clock) {
    this.links =
        Caffeine.newBuilder()
            .ticker(clock)
            .expireAfterWrite(LIFE)
            .maximumSize(1000)
            .executor(Runnable::run)
            .build();
  }

  /** Whom a link signs in. */
  public record Holder(TenantId tenant, String name) {}

  /** Makes a link's token: 256 random bits in base64url. */
  public String create(TenantId tenant, String name) {
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    links.put(token, new Holder(tenant, name));
    return token;
  }

  /** Whom the link would sign in; it stays usable. */
  public Optional<Holder> find(String token) {
    return Optional.ofNullable(links.getIfPresent(token));
  }

  /** Whom the link signs in, this once. */
  public Optional<Holder> take(String token) {
    return Optional.ofNullable(links.asMap().remove(token));
  }
}
