package io.trueup.connector;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trueup.connector.Manifest.Request;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes requests out of what a manifest says and the names that are known. */
final class Requests {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(com.fasterxml.jackson.core.JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();
  private static final Pattern ONE_NAME =
      Pattern.compile("\\{\\{\\s*([A-Za-z_][A-Za-z0-9_.]*)\\s*}}");
  private static final Pattern NAME_OF_HEADER = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private Requests() {}

  /**
   * What paging adds to a request.
   *
   * @param address the whole address of the next page, in place of everything else
   * @param body values by path in the body
   */
  record Extras(
      @Nullable String address,
      Map<String, String> query,
      Map<String, String> headers,
      Map<String, Object> body) {
    static final Extras NONE = new Extras(null, Map.of(), Map.of(), Map.of());
  }

  /**
   * A request.
   *
   * @throws IllegalArgumentException when a name is not known or the address is none
   */
  static Question make(
      Request request,
      @Nullable String baseUrl,
      Map<String, String> commonHeaders,
      Map<String, ?> names,
      Extras extras,
      Question.HostRule mayGo) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Accept", "application/json, */*;q=0.5");
    fill(commonHeaders, names, headers);
    fill(request.headers(), names, headers);
    headers.putAll(extras.headers());
    headers.entrySet().removeIf(each -> each.getKey().isEmpty() || each.getValue().isEmpty());
    byte[] body = null;
    String type = null;
    if (request.body() != null || !extras.body().isEmpty()) {
      JsonNode tree = request.body() == null ? NODES.objectNode() : fill(request.body(), names);
      extras.body().forEach((path, value) -> put((ObjectNode) tree, path, value));
      body = bytes(tree);
      type = "application/json";
    } else if (!request.form().isEmpty()) {
      Map<String, String> form = new LinkedHashMap<>();
      fill(request.form(), names, form);
      body = parameters(form).getBytes(StandardCharsets.UTF_8);
      type = "application/x-www-form-urlencoded";
    }
    String method = request.method() == null ? "GET" : request.method();
    return new Question(
        method, address(request, baseUrl, names, extras), headers, body, type, mayGo);
  }

  private static URI address(
      Request request, @Nullable String baseUrl, Map<String, ?> names, Extras extras) {
    if (extras.address() != null) {
      return uri(extras.address());
    }
    String start =
        request.url() == null
            ? strip(address(baseUrl == null ? "" : baseUrl, names))
                + Template.fill(
                    request.path() == null ? "" : request.path(), names, Template.Encoding.PATH)
            : address(request.url(), names);
    Map<String, String> query = new LinkedHashMap<>();
    fill(request.query(), names, query);
    query.putAll(extras.query());
    query.values().removeIf(String::isEmpty);
    String joint = start.contains("?") ? "&" : "?";
    return uri(query.isEmpty() ? start : start + joint + parameters(query));
  }

  private static URI uri(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(text + " is no address: " + e.getReason(), e);
    }
  }

  /**
   * What one header holds may not begin another.
   *
   * @throws IllegalArgumentException naming the header, not what it holds
   */
  static void requireOneLine(String name, String value) {
    if (!NAME_OF_HEADER.matcher(name).matches()) {
      throw new IllegalArgumentException(Texts.cut(name, 60) + " is no name of a header");
    }
    if (value.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 0x7F || c > 0xFF)) {
      throw new IllegalArgumentException(
          "the header " + name + " would hold a line break or a sign that no header can hold");
    }
  }

  /**
   * An address with its names filled in. A value that it begins with may be an address itself; any
   * other stays in its place.
   */
  static String address(String template, Map<String, ?> names) {
    Matcher matcher = ONE_NAME.matcher(template);
    StringBuilder filled = new StringBuilder();
    while (matcher.find()) {
      String value = Template.fill(matcher.group(), names, Template.Encoding.NONE);
      boolean whole = matcher.start() == 0 && value.matches("(?i)(https?|file)://.*");
      matcher.appendReplacement(
          filled,
          Matcher.quoteReplacement(
              whole ? strip(value) : Template.segment(matcher.group(1), value)));
    }
    return matcher.appendTail(filled).toString();
  }

  private static String strip(String address) {
    return address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
  }

  static String parameters(Map<String, String> parameters) {
    StringBuilder text = new StringBuilder();
    parameters.forEach(
        (name, value) ->
            text.append(text.isEmpty() ? "" : "&")
                .append(encode(name))
                .append('=')
                .append(encode(value)));
    return text.toString();
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8)
        .replace("+", "%20")
        // OData and bracketed names are written so by every client.
        .replace("%24", "$")
        .replace("%2C", ",");
  }

  static void fill(Map<String, String> texts, Map<String, ?> names, Map<String, String> to) {
    texts.forEach(
        (name, text) ->
            to.put(
                Template.fill(name, names, Template.Encoding.NONE),
                Template.fill(text, names, Template.Encoding.NONE)));
  }

  private static JsonNode fill(JsonNode node, Map<String, ?> names) {
    if (node.isTextual()) {
      Matcher one = ONE_NAME.matcher(node.textValue());
      Object value = one.matches() ? value(one.group(1), names) : null;
      if (value != null && !(value instanceof String)) {
        return JSON.valueToTree(value);
      }
      return NODES.textNode(Template.fill(node.textValue(), names, Template.Encoding.NONE));
    }
    if (node.isArray()) {
      ArrayNode list = NODES.arrayNode();
      node.forEach(each -> list.add(fill(each, names)));
      return list;
    }
    if (node.isObject()) {
      ObjectNode object = NODES.objectNode();
      node.fields()
          .forEachRemaining(each -> object.set(each.getKey(), fill(each.getValue(), names)));
      return object;
    }
    return node;
  }

  private static @Nullable Object value(String name, Map<String, ?> names) {
    Object at = names;
    for (String step : name.split("\\.")) {
      at = at instanceof Map<?, ?> map ? map.get(step) : null;
    }
    return at;
  }

  private static void put(ObjectNode tree, String path, Object value) {
    String[] steps = path.split("\\.");
    ObjectNode at = tree;
    for (int i = 0; i < steps.length - 1; i++) {
      at = at.get(steps[i]) instanceof ObjectNode inner ? inner : at.putObject(steps[i]);
    }
    at.set(steps[steps.length - 1], JSON.valueToTree(value));
  }

  /** The request with one more field in its JSON body. */
  static Question withField(Question question, String field, String value) {
    try {
      byte[] body = question.body();
      JsonNode tree = body == null ? NODES.objectNode() : JSON.readTree(body);
      if (tree instanceof ObjectNode object) {
        object.put(field, value);
      }
      return new Question(
          question.method(),
          question.address(),
          question.headers(),
          bytes(tree),
          "application/json",
          question.mayGo());
    } catch (java.io.IOException e) {
      throw new IllegalStateException("a body that was just written cannot be read", e);
    }
  }

  private static byte[] bytes(JsonNode tree) {
    try {
      return JSON.writeValueAsBytes(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree cannot be written", e);
    }
  }
}
