package io.trueup.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.trueup.connector.SpecOperation.Parameter;
import io.trueup.connector.SpecRecords.Mood;
import io.trueup.connector.SpecRecords.Which;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Answers with lists, page by page, in the way that a description shows. */
final class SpecLists {
  /** The parameter in addresses of next pages that this vendor gives out itself. */
  static final String OWN = "trueup-spec-page";

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Set<String> NO_RECORDS =
      Set.of("errors", "error", "links", "warnings", "messages", "meta", "facets");

  private final SpecDocument document;
  private final SpecRecords records;
  private final Mood mood;
  private final boolean small;

  /** What was given out of each list that was asked for. */
  private final Map<String, Served> served = new TreeMap<>();

  private record Served(int all, BitSet given) {}

  /**
   * @param small whether every list is a short one
   */
  SpecLists(SpecDocument document, Mood mood, boolean small) {
    this.document = document;
    this.mood = mood;
    this.small = small;
    this.records = new SpecRecords(document, mood);
  }

  /**
   * A question for a list.
   *
   * @param texts parameters of the address and of the body, by name
   * @param parent which list of several
   * @param fixed ids of other things that the question names
   * @param self the address without this vendor's own parameter
   */
  record Wanted(
      SpecOperation operation,
      Map<String, String> texts,
      String parent,
      Map<String, String> fixed,
      String self) {}

  /**
   * An answer.
   *
   * @param next where the next page is; empty at the end
   */
  record Page(JsonNode body, String next) {}

  /** Lists that were not asked to their end, in words. */
  synchronized List<String> unfinished() {
    return served.entrySet().stream()
        .filter(each -> each.getValue().given().cardinality() < each.getValue().all())
        .map(
            each ->
                "of "
                    + each.getValue().all()
                    + " records of "
                    + each.getKey()
                    + " only "
                    + each.getValue().given().cardinality()
                    + " were fetched")
        .toList();
  }

  /** Answers a question that has a described answer. */
  synchronized Page answer(Wanted wanted, JsonNode answer) {
    JsonNode schema = document.resolve(answer);
    if (SpecSchemas.type(schema).equals("array")) {
      return page(wanted, schema, "");
    }
    String list = wanted.operation().ownId().isPresent() ? "" : list(schema);
    return list.isEmpty()
        ? new Page(
            records.record(schema, new Which(wanted.operation().resource(), "", 0, wanted.fixed())),
            "")
        : page(wanted, schema, list);
  }

  /** The pointer of the list of records in an answer; empty where there is none. */
  private String list(JsonNode schema) {
    String any = "";
    for (Map.Entry<String, JsonNode> each : schema.path("properties").properties()) {
      JsonNode inner = document.resolve(each.getValue());
      if (!SpecSchemas.type(inner).equals("array")
          || NO_RECORDS.contains(SpecNames.plain(each.getKey()))) {
        continue;
      }
      if (SpecSchemas.type(document.resolve(inner.path("items"))).equals("object")
          && (!schema.path("properties").has("id"))) {
        return "/" + each.getKey();
      }
      any = any.isEmpty() && isEnvelope(schema) ? "/" + each.getKey() : any;
    }
    for (String name : List.of("data", "result", "results", "response", "_embedded")) {
      JsonNode inner = document.resolve(schema.path("properties").path(name));
      String below = SpecSchemas.type(inner).equals("object") ? list(inner) : "";
      if (!below.isEmpty()) {
        return "/" + name + below;
      }
    }
    return any;
  }

  private static boolean isEnvelope(JsonNode schema) {
    JsonNode properties = schema.path("properties");
    return !properties.has("id")
        && (properties.size() == 1
            || properties.has("meta")
            || properties.has("paging")
            || properties.has("pagination"));
  }

  /** Whether the next page is asked for by a text that is no address. */
  private static boolean takesToken(SpecOperation operation) {
    return operation.parameters().stream()
        .anyMatch(
            each -> {
              String plain = SpecNames.plain(each.name());
              return SpecNames.CURSOR.contains(plain)
                  || (SpecNames.OFFSET.contains(plain)
                      && SpecSchemas.type(each.schema()).equals("string"));
            });
  }

  /** How a list is cut into pages. */
  private record Cut(int all, int size, int from, boolean marked) {}

  private Page page(Wanted wanted, JsonNode schema, String list) {
    Cut cut = cut(wanted, schema, list);
    int to = Math.min(cut.all(), cut.from() + cut.size());
    String key = wanted.operation().method() + " " + wanted.operation().path() + wanted.parent();
    Served of = served.computeIfAbsent(key, k -> new Served(cut.all(), new BitSet()));
    if (cut.from() < to) {
      of.given().set(cut.from(), to);
    }
    JsonNode array =
        list.isEmpty()
            ? schema
            : document.resolve(pointed(schema, list.substring(1).split("/", -1)));
    ArrayNode items = NODES.arrayNode();
    for (int i = cut.from(); i < to; i++) {
      items.add(
          records.record(
              array.path("items"),
              new Which(wanted.operation().resource(), wanted.parent(), i, wanted.fixed())));
    }
    String next =
        to < cut.all()
            ? wanted.self() + (wanted.self().contains("?") ? "&" : "?") + OWN + "=" + to
            : "";
    if (list.isEmpty()) {
      return new Page(items, next);
    }
    SpecEnvelope envelope =
        new SpecEnvelope(
            document,
            cut.all(),
            Math.min(cut.size(), 1_000_000),
            cut.from(),
            items,
            next,
            takesToken(wanted.operation()));
    return new Page(envelope.made(schema, list.substring(1), ""), next);
  }

  private JsonNode pointed(JsonNode schema, String[] names) {
    JsonNode at = schema;
    for (String name : names) {
      at = document.resolve(at).path("properties").path(name);
    }
    return at;
  }

  private Cut cut(Wanted wanted, JsonNode schema, String list) {
    SpecOperation operation = wanted.operation();
    List<String> names =
        new java.util.ArrayList<>(operation.parameters().stream().map(Parameter::name).toList());
    if (operation.body() != null && !operation.form()) {
      document
          .resolve(operation.body())
          .path("properties")
          .fieldNames()
          .forEachRemaining(names::add);
    }
    String asked = wanted.texts().getOrDefault(SpecNames.first(names, SpecNames.SIZE), "");
    boolean sized = asked.matches("\\d{1,5}");
    boolean marked = !list.isEmpty() && hasMarker(schema, 0);
    boolean leads =
        marked
            || (!SpecNames.first(names, Set.of("pageid")).isEmpty()
                && !wanted.texts().containsKey("page"));
    boolean leaf = !small && wanted.parent().isEmpty() && !document.hasChildren(operation);
    int requested = sized ? Math.max(1, Integer.parseInt(asked)) : Integer.MAX_VALUE;
    int size =
        leads || (mood == Mood.CAPPED && !list.isEmpty() && pages(names))
            ? Math.min(2, requested)
            : requested;
    int all =
        switch (mood) {
          case EMPTY -> 0;
          case SINGLE -> 1;
          case FULL -> leaf && sized && !leads ? 2 * requested + 1 : 5;
          default -> 5;
        };
    return new Cut(all, size, from(wanted, names, size), leads);
  }

  /** Whether one can ask for a page. */
  private static boolean pages(List<String> names) {
    return !(SpecNames.first(names, SpecNames.PAGE).isEmpty()
        && SpecNames.first(names, SpecNames.OFFSET).isEmpty());
  }

  private int from(Wanted wanted, List<String> names, int size) {
    Map<String, String> texts = wanted.texts();
    String own = texts.getOrDefault(OWN, "");
    String token = texts.getOrDefault(SpecNames.first(names, SpecNames.CURSOR), "");
    String page = texts.getOrDefault(SpecNames.first(names, SpecNames.PAGE), "");
    String offset = texts.getOrDefault(SpecNames.first(names, SpecNames.OFFSET), "");
    if (own.matches("\\d+")) {
      return Integer.parseInt(own);
    }
    if (token.startsWith("from-")) {
      return Integer.parseInt(token.substring(5));
    }
    if (!token.isEmpty()) {
      // The last id that was seen: its place is in its last digits.
      String digits = token.replaceAll("\\D", "");
      return digits.isEmpty() ? 0 : (int) (Long.parseLong(digits) % 100_000);
    }
    if (offset.matches("(from-)?\\d+")) {
      return Integer.parseInt(offset.replace("from-", ""));
    }
    if (!page.matches("\\d+")) {
      return 0;
    }
    int first = countsFromZero(wanted.operation()) ? 0 : 1;
    long from = Math.max(0, Long.parseLong(page) - first) * (long) size;
    return (int) Math.min(from, Integer.MAX_VALUE / 2);
  }

  private static boolean countsFromZero(SpecOperation operation) {
    return operation.parameters().stream()
        .filter(each -> SpecNames.PAGE.contains(SpecNames.plain(each.name())))
        .anyMatch(
            each ->
                each.schema().path("default").asText("").equals("0")
                    || each.schema().path("minimum").asText("").equals("0")
                    || each.description().matches("(?is).*(zero|0)[- ](based|indexed).*"));
  }

  /** Whether an answer says where the next page is: an address or a token. */
  private boolean hasMarker(JsonNode schema, int depth) {
    for (Map.Entry<String, JsonNode> each : schema.path("properties").properties()) {
      JsonNode inner = document.resolve(each.getValue());
      String type = SpecSchemas.type(inner);
      String name = each.getKey();
      if ((type.equals("string") && (SpecNames.isNextAddress(name) || SpecNames.isNextToken(name)))
          || (type.equals("object")
              && depth < 2
              && (name.equals("cursor") || hasMarker(inner, depth + 1)))) {
        return true;
      }
    }
    return false;
  }
}
