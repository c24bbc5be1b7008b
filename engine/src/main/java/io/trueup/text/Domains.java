package io.trueup.text;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Web domains in a form that can be compared. */
public final class Domains {
  private static final Set<String> SHARED =
      Set.of(
          "gmail.com",
          "googlemail.com",
          "outlook.com",
          "hotmail.com",
          "live.com",
          "msn.com",
          "yahoo.com",
          "icloud.com",
          "me.com",
          "aol.com",
          "proton.me",
          "protonmail.com",
          "gmx.com",
          "gmx.de",
          "web.de",
          "mail.com",
          "zoho.com",
          "yandex.com",
          "comcast.net",
          "verizon.net",
          "att.net",
          "sbcglobal.net",
          "facebook.com",
          "linkedin.com",
          "onmicrosoft.com");

  private Domains() {}

  /**
   * The bare host of a domain, URL or e-mail address: lower case, ASCII, without {@code www.}.
   * Empty when nothing usable is left, or when everybody can have an address there.
   */
  public static Optional<String> own(String text) {
    String host = text.strip().toLowerCase(Locale.ROOT);
    host = after(host, "://");
    host = after(host, "@");
    host = before(host, '/');
    host = before(host, '?');
    host = before(host, '#');
    host = before(host, ':');
    while (host.startsWith("www.")) {
      host = host.substring(4);
    }
    host = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    if (host.indexOf('.') <= 0) {
      return Optional.empty();
    }
    try {
      host = IDN.toASCII(host, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException notADomain) {
      return Optional.empty();
    }
    return SHARED.contains(host) || host.endsWith(".onmicrosoft.com")
        ? Optional.empty()
        : Optional.of(host);
  }

  private static String after(String text, String mark) {
    int at = text.indexOf(mark);
    return at < 0 ? text : text.substring(at + mark.length());
  }

  private static String before(String text, char mark) {
    int at = text.indexOf(mark);
    return at < 0 ? text : text.substring(0, at);
  }
}
