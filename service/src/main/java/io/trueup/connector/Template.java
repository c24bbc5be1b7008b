package io.trueup.connector;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A text with names in double braces. Nothing but names: what is to be worked out is a variable.
 */
final class Template {
  private static final Pattern NAME = Pattern.compile("\\{\\{\\s*([A-Za-z_][A-Za-z0-9_.]*)\\s*}}");

  private Template() {}

  /** What becomes of a value on its way into a text. */
  enum Encoding {
    /** Nothing. */
    NONE,
    /** It may not leave its segment of a path. */
    PATH
  }

  /** The names that a text asks for. */
  static List<String> names(String text) {
    List<String> names = new ArrayList<>();
    Matcher matcher = NAME.matcher(text);
    while (matcher.find()) {
      names.add(matcher.group(1));
    }
    return names;
  }

  /**
   * The text with its names replaced.
   *
   * @throws IllegalArgumentException naming a name that is not known, or whose value cannot stand
   *     where it should
   */
  static String fill(String text, Map<String, ?> names, Encoding encoding) {
    if (!text.contains("{{")) {
      return text;
    }
    Matcher matcher = NAME.matcher(text);
    StringBuilder filled = new StringBuilder();
    while (matcher.find()) {
      String name = matcher.group(1);
      String value = Texts.plain(find(name, names));
      if (encoding == Encoding.PATH) {
        if (value.isEmpty() && fillsSegment(text, matcher)) {
          // The path of one thing would become the path of all of them.
          throw new IllegalArgumentException(name + " is empty, and an address needs it");
        }
        value = segment(name, value);
      }
      matcher.appendReplacement(filled, Matcher.quoteReplacement(value));
    }
    return matcher.appendTail(filled).toString();
  }

  private static boolean fillsSegment(String text, Matcher matcher) {
    boolean before = matcher.start() > 0 && text.charAt(matcher.start() - 1) == '/';
    boolean after = matcher.end() == text.length() || "/?".indexOf(text.charAt(matcher.end())) >= 0;
    return before && after;
  }

  private static @Nullable Object find(String name, Map<String, ?> names) {
    Object at = names;
    for (String step : name.split("\\.")) {
      if (!(at instanceof Map<?, ?> map) || !map.containsKey(step)) {
        throw new IllegalArgumentException(name + " is not known");
      }
      at = map.get(step);
    }
    return at;
  }

  static String segment(String name, String value) {
    // Dots alone are taken out of a path, encoded or not, and the request would go elsewhere.
    if (value.equals(".") || value.equals("..")) {
      throw new IllegalArgumentException(name + " is " + value + ", which leads elsewhere");
    }
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
