package io.trueup.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What stands around the records of a page: where the next one is, how many there are.
 *
 * @param all records of the whole list
 * @param size records that a page holds at most
 * @param from the place of the page's first record, from 0
 * @param items the page's records
 * @param next the address of the next page; empty at the end
 * @param tokens whether the next page is asked for by a text that is no address
 */
record SpecEnvelope(
    SpecDocument document,
    int all,
    int size,
    int from,
    ArrayNode items,
    String next,
    boolean tokens) {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /**
   * An envelope.
   *
   * @param list the pointer of the list of records in it without the first slash; empty for none
   * @param inside the name of the object that it is; empty for the answer itself
   */
  ObjectNode made(JsonNode schema, String list, String inside) {
    ObjectNode envelope = NODES.objectNode();
    String first = list.contains("/") ? list.substring(0, list.indexOf('/')) : list;
    for (Map.Entry<String, JsonNode> each : schema.path("properties").properties()) {
      JsonNode inner = document.resolve(each.getValue());
      String name = each.getKey();
      if (name.equals(first)) {
        envelope.set(
            name,
            list.equals(first) ? items : made(inner, list.substring(first.length() + 1), name));
      } else if (SpecSchemas.type(inner).equals("object")) {
        envelope.set(name, name.equals("cursor") ? cursor() : made(inner, "", name));
      } else {
        // In an object of that name all things said are said of pages.
        String said = inside.equals("pages") && name.equals("total") ? "totalPages" : name;
        JsonNode value = mark(said, SpecSchemas.type(inner), inner);
        if (value != null) {
          envelope.set(name, value);
        }
      }
    }
    return envelope;
  }

  private ObjectNode cursor() {
    ObjectNode cursor = NODES.objectNode();
    if (!next.isEmpty()) {
      cursor.put("name", "from-" + to());
    }
    return cursor.put("count", items.size()).put("offset", to());
  }

  private @Nullable JsonNode mark(String name, String type, JsonNode schema) {
    String plain = SpecNames.plain(name);
    boolean more = !next.isEmpty();
    boolean text = type.equals("string");
    if (SpecNames.isNextToken(name) || (tokens && name.equals("next"))) {
      return more ? NODES.textNode("from-" + to()) : null;
    }
    if (SpecNames.isNextAddress(name)) {
      return more && text ? NODES.textNode(next) : null;
    }
    if (SpecNames.isBefore(name)) {
      return null;
    }
    Map<String, Integer> numbers = new HashMap<>();
    SpecNames.TOTAL.forEach(each -> numbers.put(each, all));
    SpecNames.PAGES.forEach(each -> numbers.put(each, (all + size - 1) / size));
    SpecNames.PAGE.forEach(each -> numbers.put(each, from / size));
    SpecNames.SIZE.forEach(each -> numbers.put(each, size));
    SpecNames.OFFSET.forEach(each -> numbers.put(each, from));
    numbers.put("number", from / size);
    numbers.put("count", items.size());
    numbers.put("requestcount", size);
    if (numbers.containsKey(plain)
        && (text || type.isEmpty() || type.equals("integer") || type.equals("number"))) {
      int number = numbers.get(plain);
      return text ? NODES.textNode(String.valueOf(number)) : NODES.numberNode(number);
    }
    if (SpecNames.MORE.contains(plain) && type.equals("boolean")) {
      return NODES.booleanNode(more);
    }
    if (plain.equals("success") && type.equals("boolean")) {
      return NODES.booleanNode(true);
    }
    return text && !schema.has("enum") && !plain.contains("error")
        ? NODES.textNode(name)
        : type.equals("array") ? NODES.arrayNode() : null;
  }

  /** The place of the first record that is not in it. */
  private int to() {
    return from + items.size();
  }
}
