package io.trueup.pages;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Queries of addresses. */
final class Query {
  private Query() {}

  /** From names and values in turn, empty ones left out; begins with {@code ?}, also when empty. */
  static String of(String... parts) {
    StringBuilder query = new StringBuilder("?");
    for (int i = 0; i < parts.length; i += 2) {
      if (!parts[i + 1].isEmpty()) {
        query
            .append(query.length() > 1 ? "&" : "")
            .append(parts[i])
            .append('=')
            .append(URLEncoder.encode(parts[i + 1], StandardCharsets.UTF_8));
      }
    }
    return query.toString();
  }
}
