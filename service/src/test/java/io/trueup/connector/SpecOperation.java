package io.trueup.connector;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a vendor's description lets one ask.
 *
 * @param path with names in braces, after the base path
 * @param pattern of a path, a group each name
 * @param body the schema of the request's body; null where it has none
 * @param form whether the body is a form and not JSON
 * @param status of the answer to a good request
 * @param answer the schema of that answer; null where the description has none
 * @param example an answer that the description gives, or a missing node
 */
record SpecOperation(
    String method,
    String path,
    Pattern pattern,
    List<String> names,
    List<Parameter> parameters,
    @Nullable JsonNode body,
    boolean bodyRequired,
    boolean form,
    int status,
    @Nullable JsonNode answer,
    JsonNode example) {
  private static final Pattern NAME = Pattern.compile("\\{([^}]+)}");

  /**
   * A parameter.
   *
   * @param in path, query, header or cookie
   */
  record Parameter(String name, String in, boolean required, JsonNode schema, String description) {}

  SpecOperation {
    names = List.copyOf(names);
    parameters = List.copyOf(parameters);
  }

  /** The pattern of a path with names in braces. */
  static Pattern pattern(String path, List<String> names) {
    StringBuilder pattern = new StringBuilder();
    Matcher matcher = NAME.matcher(path);
    int from = 0;
    while (matcher.find()) {
      pattern.append(Pattern.quote(path.substring(from, matcher.start()))).append("([^/]+?)");
      names.add(matcher.group(1));
      from = matcher.end();
    }
    return Pattern.compile(pattern.append(Pattern.quote(path.substring(from))).toString());
  }

  /** Values of the names in a path; empty where the path is another one. */
  Optional<Map<String, String>> match(String asked) {
    Matcher matcher = pattern.matcher(asked);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      values.put(names.get(i), matcher.group(i + 1));
    }
    return Optional.of(values);
  }

  /** What a name in the path is the id of: the singular of the part before it. */
  String resource(String name) {
    int at = path.indexOf("{" + name + "}");
    String before = path.substring(0, at).replaceAll("/+$", "");
    return SpecNames.singular(before.substring(before.lastIndexOf('/') + 1));
  }

  /** What the records of its answer are. */
  String resource() {
    String resource = "";
    for (String part : path.split("/", -1)) {
      if (!part.isEmpty()
          && !part.startsWith("{")
          && !SpecNames.VERBS.contains(part)
          && !part.matches("v\\d[0-9.]*")) {
        resource = part;
      }
    }
    return SpecNames.singular(resource);
  }

  /** The last name of the path, where the path ends with it: it asks for one record. */
  Optional<String> ownId() {
    return path.endsWith("}") && path.lastIndexOf('/') == path.lastIndexOf("/{")
        ? Optional.of(names.get(names.size() - 1))
        : Optional.empty();
  }
}
