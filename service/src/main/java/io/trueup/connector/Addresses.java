package io.trueup.connector;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Which hosts a connection may ask: those of its own settings, and those that the manifest names.
 */
final class Addresses implements Question.HostRule {
  private final Set<String> origins = new TreeSet<>();
  private final Pattern hosts;

  /**
   * @param names settings and the like; each that is an address names a host
   * @param globs host names with {@code *}
   */
  Addresses(Map<String, ?> names, Iterable<String> globs) {
    for (Object value : names.values()) {
      if (value instanceof String text && text.matches("(?i)https?://\\S+")) {
        try {
          origins.add(origin(URI.create(text)));
        } catch (IllegalArgumentException e) {
          // A setting that is no address is found out where it is used.
        }
      }
    }
    StringBuilder pattern = new StringBuilder("(?i)(?!)");
    for (String glob : globs) {
      pattern.append('|');
      String between = "";
      // A star in a setting is no star: only the manifest's own stand for something.
      for (String part : glob.split("\\*", -1)) {
        pattern
            .append(between)
            .append(Pattern.quote(Template.fill(part, names, Template.Encoding.NONE)));
        between = "[^.]*(?:\\.[^.]+)*";
      }
    }
    this.hosts = Pattern.compile(pattern.toString());
  }

  @Override
  public boolean allows(URI address) {
    return origins.contains(origin(address))
        || ("https".equalsIgnoreCase(address.getScheme())
            && port(address) == 443
            && hosts.matcher(String.valueOf(address.getHost())).matches());
  }

  static boolean sameOrigin(URI one, URI other) {
    return origin(one).equals(origin(other));
  }

  private static String origin(URI address) {
    String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
    String host = String.valueOf(address.getHost()).toLowerCase(Locale.ROOT);
    return scheme + "://" + host + ":" + port(address);
  }

  private static int port(URI address) {
    if (address.getPort() >= 0) {
      return address.getPort();
    }
    return "http".equalsIgnoreCase(address.getScheme()) ? 80 : 443;
  }
}
