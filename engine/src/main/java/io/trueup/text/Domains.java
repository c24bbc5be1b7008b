package io.trueup.text;

import com.google.common.net.InternetDomainName;
import java.net.IDN;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Internet domains in a form that can be compared, out of URLs, host names and e-mail addresses.
 *
 * <ul>
 *   <li>{@link #own} — the domain that a company registered: {@code acme.co.uk} of {@code
 *       https://www.acme.co.uk/contact}; none for hosts that everybody can be on.
 *   <li>{@link #tenant} — {@code acmegroup} of {@code acmegroup.mail.onmicrosoft.com}.
 *   <li>{@link #find} — all of it, shared hosts as well.
 * </ul>
 *
 * <p>Registrable domains are told by the public suffix list, as Guava has it. Free mail, access
 * providers, social networks and site builders are in {@code shared-hosts.txt} beside this class.
 */
public final class Domains {
  /**
   * @param host lower case, ASCII (punycode), without {@code www.}
   * @param registrable the part of it that can be registered, {@code acme.co.uk}
   * @param label its first label in Unicode, {@code acme}
   * @param shared whether it, or a site on it, can be anybody's
   */
  public record Domain(String host, String registrable, String label, boolean shared) {}

  private static final Set<String> SHARED = new HashSet<>(Lists.entries("shared-hosts.txt"));
  private static final Set<String> MICROSOFT =
      Set.of("onmicrosoft.com", "onmicrosoft.us", "onmicrosoft.de", "onmschina.cn");
  private static final Set<String> INTERNAL =
      Set.of(
          "local", "lan", "internal", "corp", "intra", "intranet", "home", "priv", "localdomain");
  private static final int LONGEST = 2000;
  private static final int LONGEST_HOST = 253;

  private Domains() {}

  /** The domain a company registered for itself; empty when there is none, or it is shared. */
  public static Optional<String> own(String text) {
    return find(text).filter(domain -> !domain.shared).map(Domain::registrable);
  }

  /** The first label of {@link #own}; of a name inside a network as well: acme.local. */
  public static Optional<String> label(String text) {
    return find(text)
        .filter(domain -> !domain.shared || isInternal(domain.registrable))
        .map(Domain::label);
  }

  /** Names inside a company's own network, which nobody registers: acme.local. */
  private static boolean isInternal(String domain) {
    return INTERNAL.contains(domain.substring(domain.lastIndexOf('.') + 1));
  }

  /** The name of a Microsoft tenant out of its onmicrosoft domain; empty for other domains. */
  public static Optional<String> tenant(String text) {
    String host = host(text);
    for (String suffix : MICROSOFT) {
      if (host.endsWith("." + suffix)) {
        String name = host.substring(0, host.length() - suffix.length() - 1);
        name = name.endsWith(".mail") ? name.substring(0, name.length() - 5) : name;
        String tenant = name.substring(name.lastIndexOf('.') + 1);
        return tenant.isEmpty() ? Optional.empty() : Optional.of(tenant);
      }
    }
    return Optional.empty();
  }

  /** The tenant, or the label under a suffix that is on the list, when a text is nothing else. */
  static Optional<String> nameIn(String text) {
    Optional<String> tenant = tenant(text);
    if (tenant.isPresent()) {
      return tenant;
    }
    return find(text)
        .filter(domain -> InternetDomainName.from(domain.host).hasPublicSuffix())
        .map(Domain::label)
        .filter(label -> label.chars().allMatch(c -> c < 0x80));
  }

  /** The domain in a URL, host name or e-mail address; empty for anything else. */
  public static Optional<Domain> find(String text) {
    String host = host(text);
    if (host.isEmpty() || host.length() > LONGEST_HOST) {
      return Optional.empty();
    }
    InternetDomainName name;
    try {
      name = InternetDomainName.from(host);
    } catch (IllegalArgumentException notADomain) {
      return Optional.empty();
    }
    boolean shared = isShared(host) || isInternal(host) || name.isPublicSuffix();
    String registrable = registrable(name, shared);
    if (registrable.isEmpty()) {
      return Optional.empty();
    }
    String first = registrable.substring(0, registrable.indexOf('.'));
    return Optional.of(new Domain(host, registrable, unicode(first), shared));
  }

  /** By the list; where it says nothing, by its own rule for that: the last two labels. */
  private static String registrable(InternetDomainName name, boolean shared) {
    if (!name.hasPublicSuffix()) {
      List<String> labels = name.parts();
      int count = labels.size();
      return count < 2 ? "" : labels.get(count - 2) + "." + labels.get(count - 1);
    }
    if (name.isRegistrySuffix()) {
      return "";
    }
    boolean byPrivateSuffix = name.isUnderPublicSuffix() && !shared;
    return (byPrivateSuffix ? name.topPrivateDomain() : name.topDomainUnderRegistrySuffix())
        .toString();
  }

  private static String unicode(String label) {
    return label.startsWith("xn--") ? IDN.toUnicode(label, IDN.ALLOW_UNASSIGNED) : label;
  }

  private static boolean isShared(String host) {
    String rest = host;
    while (true) {
      if (SHARED.contains(rest)) {
        return true;
      }
      int dot = rest.indexOf('.');
      if (dot < 0) {
        return false;
      }
      rest = rest.substring(dot + 1);
    }
  }

  /** The bare host, in ASCII; empty when there is none. */
  private static String host(String text) {
    String host = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    host = host.strip().toLowerCase(Locale.ROOT);
    int scheme = host.indexOf("://");
    host = scheme < 0 ? host : host.substring(scheme + 3);
    if (host.startsWith("mailto:")) {
      host = host.substring(7);
    } else if (host.startsWith("//")) {
      host = host.substring(2);
    }
    host = before(before(before(host, '/'), '?'), '#');
    host = host.substring(host.lastIndexOf('@') + 1);
    host = before(host, ':').strip();
    while (host.endsWith(".") || host.endsWith(">") || host.endsWith(",")) {
      host = host.substring(0, host.length() - 1);
    }
    while (host.startsWith("www.") || host.startsWith(".")) {
      host = host.substring(host.indexOf('.') + 1);
    }
    if (host.indexOf('.') <= 0 || host.indexOf(' ') >= 0 || isNumber(host)) {
      return "";
    }
    return isAscii(host) ? host : ascii(host);
  }

  /** An address of numbers, 192.0.2.1, is no name. */
  private static boolean isNumber(String host) {
    char last = host.charAt(host.length() - 1);
    return last >= '0' && last <= '9' && host.chars().noneMatch(Character::isLetter);
  }

  private static String ascii(String host) {
    try {
      return IDN.toASCII(host, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException notADomain) {
      return "";
    }
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 0x80);
  }

  private static String before(String text, char mark) {
    int at = text.indexOf(mark);
    return at < 0 ? text : text.substring(0, at);
  }
}
