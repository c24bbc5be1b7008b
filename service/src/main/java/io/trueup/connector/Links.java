package io.trueup.connector;

import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Addresses that vendors write into their answers, often not as they should be written. */
final class Links {
  /** What may stand in an address as it is; a percent sign is taken for one that encodes. */
  private static final String PLAIN = "-._~:/?#[]@!$&'()*+,;=%";

  private Links() {}

  /**
   * Where a link leads (RFC 3986, which Java does not follow where a link is nothing but a query).
   *
   * @throws IllegalArgumentException when it is no address
   */
  static URI resolve(URI from, String link) {
    String text = encoded(link.strip());
    URI base = from.getRawPath() == null || from.getRawPath().isEmpty() ? from.resolve("/") : from;
    if (text.startsWith("?")) {
      String start = base.toString();
      int end = start.indexOf('?') < 0 ? start.length() : start.indexOf('?');
      return URI.create(start.substring(0, end) + text);
    }
    URI to = base.resolve(URI.create(text));
    if (to.getHost() == null) {
      throw new IllegalArgumentException(link + " is no address");
    }
    return to;
  }

  private static String encoded(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if ((c < 0x80 && Character.isLetterOrDigit(c)) || PLAIN.indexOf(c) >= 0) {
                out.appendCodePoint(c);
              } else {
                for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
                  out.append(String.format("%%%02X", b));
                }
              }
            });
    return out.toString();
  }
}
