package io.trueup.stage;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Ids of discrepancies: the same for the same subject in every month. */
final class Ids {
  private Ids() {}

  /** {@code D-} and 16 hex digits of the SHA-256 of the subject's kind and key. */
  static String of(String kind, String key) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest((kind + "|" + key).getBytes(StandardCharsets.UTF_8));
      return "D-" + HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
