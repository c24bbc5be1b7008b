package io.trueup.platform.db;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads JSON that the service itself stored. */
public final class StoredJson {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private StoredJson() {}

  /** The document. */
  public static JsonNode read(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what is stored is JSON", e);
    }
  }

  /** A number; null when there is none of that name. */
  public static @Nullable BigDecimal decimal(JsonNode of, String name) {
    JsonNode value = of.path(name);
    return value.isNumber() ? value.decimalValue() : null;
  }

  /** A text; empty when there is none of that name. */
  public static String text(JsonNode of, String name) {
    JsonNode value = of.path(name);
    return value.isNull() ? "" : value.asText("");
  }

  /** All texts of a list. */
  public static List<String> texts(JsonNode of, String name) {
    List<String> texts = new ArrayList<>();
    of.path(name).forEach(each -> texts.add(each.asText()));
    return texts;
  }
}
