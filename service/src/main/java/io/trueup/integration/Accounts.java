package io.trueup.integration;

import io.trueup.platform.db.TenantId;
import io.trueup.secret.Credentials;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Names what a vendor's limits are counted by: integrations with the same credentials get the same
 * name. It says nothing of the credentials: the key that it is made with lives as long as this
 * process.
 */
final class Accounts {
  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key;

  Accounts() {
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    this.key = new SecretKeySpec(random, ALGORITHM);
  }

  String of(Integration integration, Credentials.@Nullable Sealed sealed, TenantId tenant) {
    if (sealed == null) {
      return tenant + "/" + integration.integrationId();
    }
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      update(mac, integration.connector());
      new TreeMap<>(sealed.values())
          .forEach(
              (name, value) -> {
                update(mac, name);
                update(mac, value);
              });
      return HexFormat.of().formatHex(mac.doFinal(), 0, 16);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }

  private static void update(Mac mac, String text) {
    mac.update(text.getBytes(StandardCharsets.UTF_8));
    mac.update((byte) 0);
  }
}
