package io.trueup.connector;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** SHA-256 of texts, bytes and trees, in hexadecimal. */
final class Hashes {
  private Hashes() {}

  static String of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  static String of(byte[] bytes) {
    return HexFormat.of().formatHex(sha256().digest(bytes));
  }

  /** Of a decoded value: equal ones, and hardly any others, have the same. */
  static String ofTree(@Nullable Object value) {
    MessageDigest digest = sha256();
    add(value, digest);
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void add(@Nullable Object value, MessageDigest digest) {
    if (value instanceof Map<?, ?> map) {
      digest.update((byte) '{');
      map.forEach(
          (name, inner) -> {
            add(name, digest);
            add(inner, digest);
          });
      digest.update((byte) '}');
    } else if (value instanceof Collection<?> list) {
      digest.update((byte) '[');
      list.forEach(each -> add(each, digest));
      digest.update((byte) ']');
    } else {
      byte[] text = Texts.plain(value).getBytes(StandardCharsets.UTF_8);
      digest.update((byte) text.length);
      digest.update(text);
      digest.update((byte) 0);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
