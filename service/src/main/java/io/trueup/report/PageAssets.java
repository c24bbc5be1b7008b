package io.trueup.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Objects;

/**
 * What the page carries along.
 *
 * @param style its style sheet, with the font in it
 * @param script its script
 */
record PageAssets(String style, String script) {
  /** A balance whose pans are level. */
  static final String LOGO =
      "<svg class=\"logo\" viewBox=\"0 0 32 32\" aria-hidden=\"true\"><rect width=\"32\" height=\"32\""
          + " rx=\"8\"/><path d=\"M16 7v17M11 25h10M7 11h18M7 11l-3 8h6zM25 11l-3 8h6z\"/></svg>";

  static PageAssets load() {
    String font = Base64.getEncoder().encodeToString(bytes("inter-latin.woff2"));
    return new PageAssets(
        text("report.css").replace("FONT", "data:font/woff2;base64," + font), text("report.js"));
  }

  /** Nothing but this style, this script and this font. */
  String policy() {
    return "default-src 'none'; style-src '"
        + hash(style)
        + "'; script-src '"
        + hash(script)
        + "'; font-src data:; base-uri 'none'; form-action 'none'";
  }

  private static String hash(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String text(String name) {
    return new String(bytes(name), StandardCharsets.UTF_8).replace("\r\n", "\n");
  }

  private static byte[] bytes(String name) {
    try (InputStream in =
        Objects.requireNonNull(PageAssets.class.getResourceAsStream(name), name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
