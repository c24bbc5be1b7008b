package io.trueup.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.trueup.connector.SpecOperation.Parameter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;

/** A vendor's own description of its interface: OpenAPI 3 or Swagger 2, JSON or YAML. */
final class SpecDocument {
  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
  private static final int DEEPEST = 20;

  private final JsonNode root;
  private final List<SpecOperation> operations = new ArrayList<>();

  private SpecDocument(JsonNode root) {
    this.root = root;
    root.path("paths")
        .fields()
        .forEachRemaining(
            path ->
                path.getValue()
                    .fields()
                    .forEachRemaining(
                        each -> {
                          if (METHODS.contains(each.getKey())) {
                            operations.add(
                                operation(
                                    each.getKey(),
                                    path.getKey(),
                                    each.getValue(),
                                    path.getValue().path("parameters")));
                          }
                        }));
    // A path without names is meant before one with names.
    operations.sort(Comparator.comparingInt(each -> each.names().size()));
  }

  /** Reads one. */
  static SpecDocument read(Path file) {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(Integer.MAX_VALUE);
    options.setMaxAliasesForCollections(10_000);
    try {
      JsonNode root =
          new YAMLMapper(
                  com.fasterxml.jackson.dataformat.yaml.YAMLFactory.builder()
                      .loaderOptions(options)
                      .build())
              .readTree(file.toFile());
      if (!root.path("paths").isObject()) {
        throw new IllegalArgumentException(file.getFileName() + " describes no paths");
      }
      return new SpecDocument(root);
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
  }

  JsonNode root() {
    return root;
  }

  List<SpecOperation> operations() {
    return List.copyOf(operations);
  }

  /** What comes before every path: the path of the first server. */
  String basePath() {
    JsonNode server = root.path("servers").path(0);
    String address = server.path("url").asText(root.path("basePath").asText(""));
    for (Map.Entry<String, JsonNode> each : server.path("variables").properties()) {
      address =
          address.replace("{" + each.getKey() + "}", each.getValue().path("default").asText());
    }
    return address.replaceFirst("^[A-Za-z]+://[^/]*", "").replaceAll("/+$", "");
  }

  /** A question that is described, and the names in its path. */
  record Match(SpecOperation operation, Map<String, String> names) {}

  /** What a method and a path after the base path ask. */
  Optional<Match> find(String method, String path) {
    return operations.stream()
        .filter(each -> each.method().equals(method))
        .flatMap(each -> each.match(path).map(names -> new Match(each, names)).stream())
        .findFirst();
  }

  /** Whether there is something below it, such as the devices of a site. */
  boolean hasChildren(SpecOperation operation) {
    String stem = operation.path();
    String resource = operation.resource();
    return operations.stream()
        .anyMatch(
            each ->
                (each.path().startsWith(stem + "/{") && each.ownId().isEmpty())
                    || (!each.names().isEmpty()
                        && each.ownId().isEmpty()
                        && each.resource(each.names().get(0)).equals(resource)));
  }

  /** Kinds of authentication: basic, bearer, or apiKey with where and name; empty for none. */
  Set<String> securities() {
    Set<String> kinds = new TreeSet<>();
    JsonNode schemes = root.at("/components/securitySchemes");
    for (JsonNode each : schemes.isMissingNode() ? root.path("securityDefinitions") : schemes) {
      String type = each.path("type").asText().toLowerCase(Locale.ROOT);
      switch (type) {
        case "http" -> kinds.add(each.path("scheme").asText().toLowerCase(Locale.ROOT));
        case "apikey" ->
            kinds.add("apikey:" + each.path("in").asText() + ":" + each.path("name").asText());
        case "basic" -> kinds.add("basic");
        default -> kinds.add("bearer");
      }
    }
    return kinds;
  }

  /** A node without its reference, and with what allOf adds. */
  JsonNode resolve(JsonNode node) {
    return resolve(node, 0);
  }

  private JsonNode resolve(JsonNode node, int depth) {
    if (depth > DEEPEST) {
      return MissingNode.getInstance();
    }
    if (node.path("$ref").isTextual()) {
      String reference = node.get("$ref").asText();
      return reference.startsWith("#/")
          ? resolve(root.at(reference.substring(1)), depth + 1)
          : MissingNode.getInstance();
    }
    if (node.path("allOf").isArray()) {
      ObjectNode all = node.deepCopy();
      all.remove("allOf");
      for (JsonNode part : node.get("allOf")) {
        merge(all, resolve(part, depth + 1));
      }
      return all;
    }
    for (String choice : List.of("oneOf", "anyOf")) {
      for (JsonNode part : node.path(choice)) {
        if (!part.path("type").asText().equals("null")) {
          return resolve(part, depth + 1);
        }
      }
    }
    return node;
  }

  private static void merge(ObjectNode into, JsonNode from) {
    from.fields()
        .forEachRemaining(
            each -> {
              JsonNode old = into.get(each.getKey());
              if (old instanceof ObjectNode inner && each.getValue() instanceof ObjectNode more) {
                inner.setAll(more);
              } else if (old == null) {
                into.set(each.getKey(), each.getValue().deepCopy());
              }
            });
  }

  private SpecOperation operation(String method, String path, JsonNode node, JsonNode shared) {
    List<String> names = new ArrayList<>();
    List<Parameter> parameters = new ArrayList<>();
    JsonNode body = null;
    boolean bodyRequired = false;
    boolean form = false;
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    List<JsonNode> given = new ArrayList<>();
    shared.forEach(given::add);
    node.path("parameters").forEach(given::add);
    for (JsonNode each : given) {
      JsonNode parameter = resolve(each);
      switch (parameter.path("in").asText()) {
        case "body" -> {
          body = parameter.path("schema");
          bodyRequired = parameter.path("required").asBoolean();
        }
        case "formData" -> {
          form = true;
          fields.withObject("/properties").set(parameter.path("name").asText(), parameter);
          if (parameter.path("required").asBoolean()) {
            fields.withArray("/required").add(parameter.path("name").asText());
          }
        }
        default -> parameters.add(parameter(parameter));
      }
    }
    JsonNode content = resolve(node.path("requestBody")).path("content");
    if (!content.isMissingNode()) {
      form = content.has("application/x-www-form-urlencoded") && !content.has("application/json");
      body = media(content).path("schema");
      bodyRequired = resolve(node.path("requestBody")).path("required").asBoolean();
    }
    Map.Entry<Integer, JsonNode> good = good(node.path("responses"));
    JsonNode media = media(good.getValue().path("content"));
    JsonNode answer = media.has("schema") ? media.get("schema") : good.getValue().path("schema");
    return new SpecOperation(
        method.toUpperCase(Locale.ROOT),
        path,
        SpecOperation.pattern(path, names),
        names,
        parameters,
        form && body == null ? fields : body,
        bodyRequired,
        form,
        good.getKey(),
        answer.isObject() ? answer : null,
        example(media, good.getValue()));
  }

  private Parameter parameter(JsonNode node) {
    JsonNode schema = node.has("schema") ? node.get("schema") : media(node.path("content"));
    return new Parameter(
        node.path("name").asText(),
        node.path("in").asText(),
        node.path("required").asBoolean(),
        schema.isMissingNode() ? node : schema,
        node.path("description").asText(""));
  }

  private static JsonNode media(JsonNode content) {
    JsonNode first = MissingNode.getInstance();
    for (Map.Entry<String, JsonNode> each : content.properties()) {
      if (each.getKey().startsWith("application/json")) {
        return each.getValue();
      }
      if (first.isMissingNode() || each.getKey().contains("json")) {
        first = each.getValue();
      }
    }
    return first;
  }

  private Map.Entry<Integer, JsonNode> good(JsonNode responses) {
    @Nullable JsonNode other = null;
    for (Map.Entry<String, JsonNode> each : responses.properties()) {
      if (each.getKey().matches("2[0-9X]{2}")) {
        return Map.entry(
            Integer.parseInt(each.getKey().replace('X', '0')), resolve(each.getValue()));
      }
      if (each.getKey().equals("default")) {
        other = each.getValue();
      }
    }
    boolean redirects = other == null || responses.has("302");
    return Map.entry(
        redirects ? 302 : 200, other == null ? MissingNode.getInstance() : resolve(other));
  }

  private JsonNode example(JsonNode media, JsonNode response) {
    if (media.has("example")) {
      return media.get("example");
    }
    for (JsonNode each : media.path("examples")) {
      JsonNode example = resolve(each);
      return example.has("value") ? example.get("value") : example;
    }
    return response.path("examples").path("application/json");
  }
}
