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
   * @throws IllegalArgumentException naming a name that is not known
   */
  static String fill(String text, Map<String, ?> names, Encoding encoding) {
    if (!text.contains("{{")) {
      return text;
    }
    Matcher matcher = NAME.matcher(text);
    StringBuilder filled = new StringBuilder();
    while (matcher.find()) {
      String value = Texts.plain(find(matcher.group(1), names));
      matcher.appendReplacement(
          filled, Matcher.quoteReplacement(encoding == Encoding.PATH ? segment(value) : value));
    }
    return matcher.appendTail(filled).toString();
  }

  private static @Nullable Object find(String name, Map<String, ?> names) {
    Object at = names;
    for (String step : name.split("\\.")) {
      if (!(at instanceof Map<?, ?> map) || !map.containsKey(step)) {
        throw new IllegalArgumentException(name);
      }
      at = map.get(step);
    }
    return at;
  }

  static String segment(String value) {
    // A lone dot or two would be taken out of the path, and the request would go elsewhere.
    if (value.equals(".") || value.equals("..")) {
      return value.replace(".", "%2E");
    }
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
