package io.trueup.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes records of a description's schemas. The same question gives the same record. */
final class SpecRecords {
  /** How a vendor answers. */
  enum Mood {
    /** Every field, in several pages. */
    FULL,
    /** Every field; a page holds two records, whatever was asked for. */
    CAPPED,
    /** Every second record has only required fields and ids. */
    SPARSE,
    /** Every second record has null in every field that is not required, ids apart. */
    NULLS,
    /** One record a list. */
    SINGLE,
    /** Nothing. */
    EMPTY,
    /**
     * Every field, with words that no description knows, dates in other forms, numbers as texts.
     */
    ODD,
    /** As sparse as the description allows, without ids where it does not require them. */
    BARE
  }

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Instant EPOCH = Instant.parse("2026-11-19T08:00:00Z");
  private static final int DEEPEST = 7;
  private static final Set<Mood> SPARSE = Set.of(Mood.SPARSE, Mood.NULLS, Mood.BARE);

  private final SpecDocument document;
  private final Mood mood;
  private final Set<String> resources = new HashSet<>();

  SpecRecords(SpecDocument document, Mood mood) {
    this.document = document;
    this.mood = mood;
    document.operations().forEach(each -> resources.add(each.resource()));
  }

  /**
   * Which record is made.
   *
   * @param resource what it is, such as device
   * @param parent of which parent; empty where there is one only
   * @param fixed ids of other things by what they are, as the question names them
   */
  record Which(String resource, String parent, int index, Map<String, String> fixed) {}

  /** A record. */
  JsonNode record(JsonNode schema, Which which) {
    return value(schema, "", "", which, 0);
  }

  private JsonNode value(JsonNode given, String name, String around, Which which, int depth) {
    JsonNode schema = document.resolve(given);
    String type = SpecSchemas.type(schema);
    // Some write an object's name where its type should be.
    if (schema.path("example").isObject() && !schema.has("properties")) {
      ObjectNode example = schema.get("example").deepCopy();
      if (example.path("id").isIntegralNumber() && resources.contains(SpecNames.singular(name))) {
        example.put("id", id("id", SpecNames.singular(name), which));
      }
      return example;
    }
    return switch (type) {
      case "object" -> depth > DEEPEST ? NODES.objectNode() : object(schema, around, which, depth);
      case "array" -> depth > DEEPEST ? NODES.arrayNode() : array(schema, name, which, depth);
      case "integer", "number" -> number(schema, type, name, around, which);
      case "boolean" -> bool(name, which);
      case "string" -> NODES.textNode(text(schema, name, around, which));
      default ->
          schema.has("example") ? schema.get("example") : NODES.textNode(name + which.index());
    };
  }

  private ObjectNode object(JsonNode schema, String around, Which which, int depth) {
    ObjectNode object = NODES.objectNode();
    Set<String> required = new HashSet<>();
    schema.path("required").forEach(each -> required.add(each.asText()));
    for (Map.Entry<String, JsonNode> each : schema.path("properties").properties()) {
      String name = each.getKey();
      JsonNode inner = document.resolve(each.getValue());
      boolean must = required.contains(name);
      boolean names = mood != Mood.BARE && identifies(name, inner, depth);
      boolean sparse = SPARSE.contains(mood) && (mood == Mood.BARE || which.index() % 2 == 1);
      if (must || names || !sparse) {
        String owner = holdsId(inner) ? SpecNames.singular(name) : around;
        JsonNode made =
            mood == Mood.NULLS && sparse && !names && isNullable(each.getValue(), inner)
                ? NODES.nullNode()
                : value(
                    each.getValue(),
                    name,
                    depth == 0 ? owner(name, inner) : owner,
                    which,
                    depth + 1);
        object.set(name, made);
      } else if (mood == Mood.NULLS) {
        object.putNull(name);
      }
    }
    return object;
  }

  /** Inside an object of another thing its id is that thing's. */
  private static String owner(String name, JsonNode inner) {
    return holdsId(inner) ? SpecNames.singular(name) : "";
  }

  private static boolean holdsId(JsonNode schema) {
    return schema.path("properties").has("id");
  }

  private static boolean isNullable(JsonNode given, JsonNode schema) {
    return given.path("nullable").asBoolean()
        || schema.path("nullable").asBoolean()
        || schema.path("x-nullable").asBoolean();
  }

  private boolean identifies(String name, JsonNode schema, int depth) {
    return SpecNames.isIdentity(name)
        || (depth == 0 && holdsId(schema) && resources.contains(SpecNames.singular(name)));
  }

  private ArrayNode array(JsonNode schema, String name, Which which, int depth) {
    ArrayNode list = NODES.arrayNode();
    if (schema.path("example").isArray() && !schema.path("items").has("properties")) {
      return ((ArrayNode) schema.get("example")).deepCopy();
    }
    int most = schema.path("maxItems").asInt(2);
    int size = depth > 4 ? 0 : Math.min(most, 1 + which.index() % 2);
    JsonNode items = document.resolve(schema.path("items"));
    for (int i = 0; i < Math.max(size, schema.path("minItems").asInt(0)); i++) {
      // Elements differ as records do.
      Which other =
          new Which(
              which.resource() + "/" + name,
              which.parent() + "/" + which.index(),
              i,
              which.fixed());
      list.add(value(items, SpecNames.singular(name), SpecNames.singular(name), other, depth + 1));
    }
    return list;
  }

  private JsonNode bool(String name, Which which) {
    // What ends a record is the exception.
    boolean rare = name.matches("(?i).*(deleted|inactive|cancelled|suspended|ondemand|disabled).*");
    boolean common = name.matches("(?i).*(isactive|active|enabled)(flag)?");
    boolean value = rare ? which.index() % 5 == 4 : common ? which.index() % 5 != 3 : odd(which);
    return mood == Mood.ODD && which.index() % 3 == 2
        ? NODES.textNode(String.valueOf(value))
        : NODES.booleanNode(value);
  }

  private static boolean odd(Which which) {
    return which.index() % 2 == 1;
  }

  private JsonNode number(JsonNode schema, String type, String name, String around, Which which) {
    if (SpecNames.isIdentity(name)) {
      long id = id(name, around, which);
      String fixed = fixed(name, around, which);
      BigDecimal value =
          fixed != null && fixed.matches("\\d+") ? new BigDecimal(fixed) : BigDecimal.valueOf(id);
      return mood == Mood.ODD ? NODES.textNode(value.toPlainString()) : NODES.numberNode(value);
    }
    List<JsonNode> words = words(schema);
    if (!words.isEmpty()) {
      return words.get(which.index() % words.size());
    }
    BigDecimal value;
    if (SpecNames.isMoment(name)) {
      boolean millis =
          schema.path("format").asText().equals("int64") || name.matches("(?i).*(ms|millis)");
      BigDecimal seconds =
          BigDecimal.valueOf(moment(name, which).toEpochMilli()).movePointLeft(millis ? 0 : 3);
      value = type.equals("integer") ? seconds.setScale(0, RoundingMode.DOWN) : seconds;
    } else {
      long least = schema.path("minimum").asLong(0);
      long whole = Math.max(least, Math.floorMod(seed(name, which), 40) + 1L);
      whole = Math.min(whole, schema.path("maximum").asLong(Long.MAX_VALUE));
      value =
          type.equals("number") && name.matches("(?i).*(price|cost|amount|total|margin|tax).*")
              ? BigDecimal.valueOf(whole * 100 + Math.floorMod(seed(name, which), 97), 2)
              : BigDecimal.valueOf(whole);
    }
    return mood == Mood.ODD && odd(which)
        ? NODES.textNode(value.toPlainString())
        : NODES.numberNode(value);
  }

  private static List<JsonNode> words(JsonNode schema) {
    List<JsonNode> words = new ArrayList<>();
    schema.path("enum").forEach(each -> words.add(each));
    words.removeIf(JsonNode::isNull);
    return words;
  }

  private String text(JsonNode schema, String name, String around, Which which) {
    String format = schema.path("format").asText("");
    if (SpecNames.isIdentity(name)) {
      return identity(schema, format, name, around, which);
    }
    List<JsonNode> words = words(schema);
    if (!words.isEmpty()) {
      return mood == Mood.ODD && which.index() % 2 == 0
          ? "a_word_of_next_year"
          : words.get(which.index() % words.size()).asText();
    }
    if (SpecNames.plain(name).matches("currency(code|type)?|.*currencycode")) {
      return "USD";
    }
    boolean plain = format.isEmpty() && !SpecNames.isMoment(name);
    if (plain && schema.path("example").isValueNode() && !name.matches("(?i).*(name|code|sku)")) {
      return schema.get("example").asText();
    }
    return switch (format) {
      case "date-time" -> dateTime(name, which);
      case "date", "yyyy-MM-dd" -> dateTime(name, which).substring(0, 10);
      case "uuid" -> uuid(which.resource() + name + which.parent() + which.index());
      case "email" -> "person" + which.index() + "@example.com";
      case "uri", "url" -> "https://example.com/" + name + "/" + which.index();
      case "ipv4" -> "192.0.2." + (which.index() % 200 + 1);
      default ->
          SpecNames.isMoment(name)
              ? dateTime(name, which)
              : cut(schema, label(name, around, which));
    };
  }

  private static String label(String name, String around, Which which) {
    return name + " " + (around.isEmpty() ? which.resource() : around) + " " + which.index();
  }

  /** Whether a text is one that no description gives. */
  static boolean isInvented(String text) {
    return text.matches("\\S+ \\S* ?\\d+");
  }

  private static String cut(JsonNode schema, String text) {
    int most = schema.path("maxLength").asInt(200);
    return text.length() <= most ? text : text.substring(0, most);
  }

  private String identity(JsonNode schema, String format, String name, String around, Which which) {
    String fixed = fixed(name, around, which);
    if (fixed != null) {
      return fixed;
    }
    long id = id(name, around, which);
    String example = schema.path("example").asText("");
    boolean unique = format.equals("uuid") || example.matches("[0-9a-fA-F]{8}-[0-9a-fA-F-]{27}");
    String plain = SpecNames.plain(name);
    return unique || plain.endsWith("uuid") || plain.endsWith("guid")
        ? uuid(String.valueOf(id))
        : example.matches("\\d+") ? String.valueOf(id) : "id-" + id;
  }

  /** The id that the question gives the thing; null where it gives none. */
  private static @Nullable String fixed(String name, String around, Which which) {
    String owner = SpecNames.owner(name);
    String thing = owner.isEmpty() ? (around.isEmpty() ? "" : around) : owner;
    return which.fixed().get(thing.isEmpty() ? "" : thing);
  }

  /**
   * The number behind an id. Another thing is one of its first three, so that there is such a one.
   */
  private long id(String name, String around, Which which) {
    String owner = SpecNames.owner(name);
    String thing = owner.isEmpty() ? around : owner;
    if (thing.isEmpty() || (thing.equals(which.resource()) && around.isEmpty())) {
      return number(which.resource(), which.parent(), which.index());
    }
    if (around.isEmpty() && which.resource().endsWith(thing)) {
      // The skuId of a subscribedSku is its own.
      return number(thing, "", which.index());
    }
    return number(thing, "", mood == Mood.SINGLE ? 0 : which.index() % 3);
  }

  private static long number(String resource, String parent, int index) {
    long of = 1L + Math.floorMod(resource.hashCode(), 190);
    long below = parent.isEmpty() ? 0 : 1L + Math.floorMod(parent.hashCode(), 90_000);
    return of * 10_000_000 + below * 100 + index + 1;
  }

  private static String uuid(String text) {
    return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private static int seed(String name, Which which) {
    return List.of(name, which.resource(), which.parent(), which.index()).hashCode();
  }

  private static Instant moment(String name, Which which) {
    boolean ahead = name.matches("(?i).*(end|expir|renew|next|warranty).*");
    // The first of each kind is a recent one.
    long days = Math.floorMod(seed(name, which), which.index() == 0 ? 30 : 300);
    Instant at = EPOCH.minus(ahead ? -days : days, ChronoUnit.DAYS);
    return at.plusMillis(Math.floorMod(seed(name, which), 3_600_000));
  }

  private String dateTime(String name, Which which) {
    Instant at = moment(name, which);
    if (mood != Mood.ODD) {
      return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }
    String local = at.toString().replaceAll("\\.\\d+", "").replace("Z", "");
    return switch (which.index() % 5) {
      case 0 -> local + ".1234567Z";
      case 1 -> local + "+02:00";
      case 2 -> local;
      case 3 -> local.substring(0, 10);
      default -> local + ".5+0000";
    };
  }
}
