package io.trueup.web;

import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Cookie;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * How a page is to look for whoever asks.
 *
 * @param path address of the page, with its query: where forms lead back to
 * @param theme {@code light}, {@code dark}, or {@code auto}: as the system has it
 * @param locale how dates and numbers are written
 */
public record Look(String path, String theme, Locale locale) {
  private static final String COOKIE = "trueup_theme";

  /** As a request wants it. */
  static Look of(ContainerRequestContext request) {
    String query = request.getUriInfo().getRequestUri().getRawQuery();
    String path = "/" + request.getUriInfo().getPath(false).replaceFirst("^/+", "");
    Cookie theme = request.getCookies().get(COOKIE);
    String chosen = theme == null ? "" : theme.getValue();
    return new Look(
        query == null ? path : path + "?" + query,
        chosen.equals("light") || chosen.equals("dark") ? chosen : "auto",
        locale(request));
  }

  private static Locale locale(ContainerRequestContext request) {
    try {
      return request.getAcceptableLanguages().stream()
          .filter(locale -> !locale.getLanguage().isEmpty() && !locale.getLanguage().equals("*"))
          .findFirst()
          .orElse(Locale.UK);
    } catch (ProcessingException e) {
      return Locale.UK; // what was sent names no language
    }
  }

  /** A path of this service that a form may lead back to; the start page for anything else. */
  static String local(@org.jspecify.annotations.Nullable String path) {
    if (path == null || !path.matches("/(?!/)[\\x21-\\x7e&&[^\\\\]]{0,2000}")) {
      return "/";
    }
    try {
      return new URI(path).toString();
    } catch (URISyntaxException e) {
      return "/";
    }
  }
}
