package io.trueup.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Schemas of a vendor's description as JSON Schema, which they nearly are. */
final class SpecSchemas {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Set<String> TYPES =
      Set.of("object", "array", "string", "number", "integer", "boolean", "null");
  private static final Set<String> LISTS = Set.of("allOf", "anyOf", "oneOf", "items", "not");
  private static final Set<String> KEPT =
      Set.of(
          "enum",
          "format",
          "minimum",
          "maximum",
          "exclusiveMinimum",
          "exclusiveMaximum",
          "minLength",
          "maxLength",
          "minItems",
          "maxItems",
          "uniqueItems",
          "multipleOf",
          "const");

  private final SpecDocument document;
  private final ObjectNode named = NODES.objectNode();
  private final Map<JsonNode, JsonSchema> compiled = new ConcurrentHashMap<>();

  SpecSchemas(SpecDocument document) {
    this.document = document;
    for (String place : List.of("/components/schemas", "/definitions")) {
      for (Map.Entry<String, JsonNode> each : document.root().at(place).properties()) {
        named.set(each.getKey(), converted(each.getValue()));
      }
    }
  }

  /** What a value says against a schema, in words. */
  List<String> faults(JsonNode schema, JsonNode value) {
    JsonSchema ready =
        compiled.computeIfAbsent(
            schema,
            node -> {
              ObjectNode whole = NODES.objectNode();
              whole.setAll(converted(node));
              whole.set("$defs", named);
              return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                  .getSchema(
                      whole,
                      SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build());
            });
    return ready.validate(value).stream().map(ValidationMessage::getMessage).sorted().toList();
  }

  /** What the text of a parameter says against its schema. */
  List<String> textFaults(JsonNode schema, String text) {
    JsonNode resolved = document.resolve(schema);
    if (!type(resolved).equals("array")) {
      return faults(schema, typed(resolved, text));
    }
    ArrayNode items = NODES.arrayNode();
    for (String item : text.split(",", -1)) {
      items.add(typed(document.resolve(resolved.path("items")), item));
    }
    return faults(schema, items);
  }

  /** A text as what the schema says it is; a text where it cannot be that. */
  private static JsonNode typed(JsonNode schema, String text) {
    return switch (type(schema)) {
      case "integer", "number" ->
          text.matches("-?\\d+(\\.\\d+)?")
              ? NODES.numberNode(new BigDecimal(text))
              : NODES.textNode(text);
      case "boolean" ->
          text.matches("true|false")
              ? NODES.booleanNode(Boolean.parseBoolean(text))
              : NODES.textNode(text);
      default -> NODES.textNode(text);
    };
  }

  /** The type in lower case, the first that is not null; object where only properties tell. */
  static String type(JsonNode schema) {
    JsonNode type = schema.path("type");
    if (type.isArray()) {
      for (JsonNode each : type) {
        if (!each.asText().equals("null")) {
          return each.asText().toLowerCase(Locale.ROOT);
        }
      }
    }
    return type.isTextual()
        ? type.asText().toLowerCase(Locale.ROOT)
        : schema.has("properties") ? "object" : schema.has("items") ? "array" : "";
  }

  private static ObjectNode converted(JsonNode node) {
    ObjectNode schema = NODES.objectNode();
    for (Map.Entry<String, JsonNode> each : node.properties()) {
      keep(schema, each.getKey(), each.getValue());
    }
    return node.path("nullable").asBoolean() || node.path("x-nullable").asBoolean()
        ? nullable(schema)
        : schema;
  }

  private static void keep(ObjectNode schema, String name, JsonNode value) {
    if (name.equals("properties") && value.isObject()) {
      ObjectNode properties = schema.putObject(name);
      value
          .fields()
          .forEachRemaining(each -> properties.set(each.getKey(), converted(each.getValue())));
    } else if (name.equals("$ref")) {
      schema.put(
          name, value.asText().replaceFirst("^#/(components/schemas|definitions)/", "#/\\$defs/"));
    } else if (name.equals("type")) {
      type(schema, value);
    } else if (LISTS.contains(name) && value.isArray()) {
      ArrayNode list = schema.putArray(name);
      value.forEach(each -> list.add(converted(each)));
    } else if ((LISTS.contains(name) || name.equals("additionalProperties")) && value.isObject()) {
      schema.set(name, converted(value));
    } else if ((name.equals("required") && value.isArray())
        || name.equals("additionalProperties")
        || (name.equals("pattern") && isPattern(value.asText()))
        // In OpenAPI 3.0 these are flags of minimum and maximum.
        || (KEPT.contains(name) && !(name.startsWith("exclusive") && value.isBoolean()))) {
      schema.set(name, value);
    }
  }

  private static void type(ObjectNode schema, JsonNode type) {
    if (type.isArray()) {
      schema.set("type", type);
    } else if (TYPES.contains(type.asText().toLowerCase(Locale.ROOT))) {
      schema.put("type", type.asText().toLowerCase(Locale.ROOT));
    }
  }

  private static ObjectNode nullable(ObjectNode schema) {
    ObjectNode choice = NODES.objectNode();
    choice.putArray("anyOf").add(schema).addObject().put("type", "null");
    return choice;
  }

  private static boolean isPattern(String text) {
    try {
      Pattern.compile(text);
      return true;
    } catch (PatternSyntaxException e) {
      return false;
    }
  }
}
