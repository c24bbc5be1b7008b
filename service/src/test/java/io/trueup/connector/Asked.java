package io.trueup.connector;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A request that a {@link FakeVendor} was sent.
 *
 * @param headers by lower-case name; the first value of each
 */
public record Asked(String method, URI address, Map<String, String> headers, String body) {
  private static final JsonMapper JSON = new JsonMapper();

  static Asked of(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new LinkedHashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    return new Asked(exchange.getRequestMethod(), exchange.getRequestURI(), headers, body);
  }

  /** The path, decoded. */
  public String path() {
    return address.getPath();
  }

  /** Parameters of the address by name, decoded. */
  public Map<String, String> query() {
    return fields(address.getRawQuery() == null ? "" : address.getRawQuery());
  }

  Map<String, String> form() {
    return fields(body);
  }

  JsonNode json() {
    try {
      return body.isEmpty() ? MissingNode.getInstance() : JSON.readTree(body);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  private static Map<String, String> fields(String text) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String field : text.split("&", -1)) {
      if (!field.isEmpty()) {
        int equals = field.indexOf('=');
        String name = equals < 0 ? field : field.substring(0, equals);
        String value = equals < 0 ? "" : field.substring(equals + 1);
        fields.put(decoded(name), decoded(value));
      }
    }
    return fields;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  @Override
  public String toString() {
    return method + " " + address + (body.isEmpty() ? "" : " " + body);
  }
}
