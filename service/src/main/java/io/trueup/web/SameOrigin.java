package io.trueup.web;

import jakarta.ws.rs.container.ContainerRequestContext;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * Whether a request that changes something was sent by one of our own pages: the browser says so in
 * {@code Sec-Fetch-Site}, older ones in {@code Origin}. One that says nothing is not believed.
 */
final class SameOrigin {
  private SameOrigin() {}

  static boolean of(ContainerRequestContext request) {
    String site = request.getHeaderString("Sec-Fetch-Site");
    if (site != null) {
      return site.equals("same-origin");
    }
    String origin = request.getHeaderString("Origin");
    String host = request.getHeaderString("Host");
    if (origin == null || host == null) {
      return false;
    }
    try {
      return host.equalsIgnoreCase(new URI(origin).getRawAuthority());
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
