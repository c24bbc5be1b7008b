package io.trueup.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link FakeVendor} plays, as its {@code fake.yml} says it.
 *
 * @param tokens requests that hand out tokens
 * @param authorized what every other request must carry
 * @param unauthorized the answer to one that does not
 * @param exchanges requests and their answers; the first that fits answers
 * @param faults what goes wrong, once each
 */
record FakeScript(
    Map<String, String> settings,
    Map<String, String> credentials,
    List<TokenRule> tokens,
    Expectation authorized,
    Answer unauthorized,
    List<Exchange> exchanges,
    List<Fault> faults) {

  private static final Pattern REPEATED =
      Pattern.compile("\\{\\{#(\\d+)\\.\\.(\\d+)}}(.*?)\\{\\{/}}", Pattern.DOTALL);

  /** A request that hands out tokens, known by a name. */
  record TokenRule(String name, Expectation request, Answer answer) {}

  /** A request and its answer. */
  record Exchange(Expectation request, Answer answer) {}

  /**
   * What a request must have. What is null or missing here may be anything; a value that is null
   * says that there must be none.
   *
   * @param json a part of the body: objects may hold more than is said here, lists may not
   */
  record Expectation(
      @Nullable String method,
      @Nullable String path,
      Map<String, @Nullable String> query,
      Map<String, @Nullable String> headers,
      Map<String, @Nullable String> form,
      JsonNode json) {}

  /** What is sent back. */
  record Answer(int status, Map<String, String> headers, byte[] body) {}

  /**
   * Something that goes wrong once.
   *
   * @param kind {@code throttle}, {@code expire} or {@code drop}
   * @param number of the request among those of this method and path that were answered well, from
   *     1; retries of a request have its number again
   * @param answer in place of the usual one
   */
  record Fault(String kind, String method, String path, int number, @Nullable Answer answer) {
    @Override
    public String toString() {
      return kind + " at " + method + " " + path + "#" + number;
    }
  }

  /**
   * Reads {@code fake.yml}.
   *
   * @param address what {@code {{fake}}} stands for
   */
  static FakeScript read(Path folder, String address) {
    try {
      String text = Files.readString(folder.resolve("fake.yml")).replace("{{fake}}", address);
      return new Reading(folder, address, new YAMLMapper().readTree(text)).script();
    } catch (IOException e) {
      throw new UncheckedIOException(folder + "/fake.yml cannot be read", e);
    }
  }

  /**
   * Writes out what stands between <code>{{#1..200}}</code> and <code>{{/}}</code> once for each
   * number, with commas between, and the number in place of <code>{{n}}</code>.
   */
  static String repeated(String text) {
    return REPEATED
        .matcher(text)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    IntStream.rangeClosed(
                            Integer.parseInt(found.group(1)), Integer.parseInt(found.group(2)))
                        .mapToObj(n -> found.group(3).replace("{{n}}", Integer.toString(n)))
                        .collect(Collectors.joining(","))));
  }

  private record Reading(Path folder, String address, JsonNode root) {
    FakeScript script() {
      List<TokenRule> tokens = new ArrayList<>();
      for (JsonNode token : asList(root.path("token"))) {
        String name = token.path("as").asText("token" + tokens.size());
        tokens.add(new TokenRule(name, expectation(token), answer(token.path("answer"), 200)));
      }
      List<Exchange> exchanges = new ArrayList<>();
      for (JsonNode node : root.path("exchanges")) {
        exchanges.add(
            new Exchange(expectation(node.path("request")), answer(node.path("answer"), 200)));
      }
      JsonNode body = root.path("authorized").path("body");
      Map<String, @Nullable String> headers = texts(root.path("authorized"));
      headers.remove("body");
      return new FakeScript(
          values(root.path("settings")),
          values(root.path("credentials")),
          tokens,
          new Expectation(null, null, Map.of(), headers, Map.of(), body),
          answer(root.path("unauthorized"), 401),
          exchanges,
          faults());
    }

    private List<Fault> faults() {
      List<Fault> faults = new ArrayList<>();
      for (Map.Entry<String, JsonNode> entry : root.path("faults").properties()) {
        for (JsonNode node : asList(entry.getValue())) {
          String on = node.isTextual() ? node.asText() : node.path("on").asText();
          String[] parts = on.split("[ #]", -1);
          if (parts.length != 3) {
            throw new IllegalArgumentException(
                folder + "/fake.yml: fault " + entry.getKey() + ": write GET /path#2, not " + on);
          }
          Answer answer =
              node.has("answer") ? answer(node.path("answer"), 429) : usual(entry.getKey());
          faults.add(
              new Fault(entry.getKey(), parts[0], parts[1], Integer.parseInt(parts[2]), answer));
        }
      }
      return faults;
    }

    private @Nullable Answer usual(String fault) {
      return switch (fault) {
        case "throttle" ->
            new Answer(
                429,
                Map.of("Retry-After", "0", "Content-Type", "application/json"),
                "{\"message\": \"Too many requests\"}".getBytes(StandardCharsets.UTF_8));
        case "expire", "drop" -> null;
        default ->
            throw new IllegalArgumentException(
                folder + "/fake.yml: no fault " + fault + ": use throttle, expire or drop");
      };
    }

    private Expectation expectation(JsonNode node) {
      return new Expectation(
          node.hasNonNull("method") ? node.path("method").asText() : "GET",
          node.path("path").asText(),
          texts(node.path("query")),
          texts(node.path("headers")),
          texts(node.path("form")),
          node.path("json"));
    }

    private Answer answer(JsonNode node, int status) {
      if (node.isTextual()) {
        return new Answer(
            status,
            Map.of("Content-Type", "application/json"),
            repeated(node.asText()).getBytes(StandardCharsets.UTF_8));
      }
      Map<String, String> headers = new LinkedHashMap<>();
      headers.put("Content-Type", "application/json");
      values(node.path("headers"))
          .forEach(
              (name, value) -> {
                headers.keySet().removeIf(name::equalsIgnoreCase);
                headers.put(name, value);
              });
      return new Answer(node.path("status").asInt(status), headers, body(node));
    }

    private byte[] body(JsonNode node) {
      if (node.has("file")) {
        try {
          // Bytes as they are, but for addresses: a file may hold a byte order mark.
          String text =
              Files.readString(folder.resolve(node.path("file").asText()), StandardCharsets.UTF_8);
          return repeated(text.replace("{{fake}}", address)).getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
      JsonNode body = node.path("body");
      String text = body.isTextual() ? body.asText() : body.isMissingNode() ? "" : body.toString();
      return repeated(text).getBytes(StandardCharsets.UTF_8);
    }

    private static List<JsonNode> asList(JsonNode node) {
      List<JsonNode> list = new ArrayList<>();
      if (node.isArray()) {
        node.forEach(list::add);
      } else if (!node.isMissingNode() && !node.isNull()) {
        list.add(node);
      }
      return list;
    }

    private static Map<String, String> values(JsonNode node) {
      Map<String, String> values = new LinkedHashMap<>();
      node.properties().forEach(e -> values.put(e.getKey(), e.getValue().asText()));
      return values;
    }

    private static Map<String, @Nullable String> texts(JsonNode node) {
      Map<String, @Nullable String> texts = new LinkedHashMap<>();
      if (node instanceof MissingNode) {
        return texts;
      }
      node.properties()
          .forEach(
              e -> texts.put(e.getKey(), e.getValue().isNull() ? null : e.getValue().asText()));
      return texts;
    }
  }
}
