package io.trueup.pages;

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
final class Json {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private Json() {}

  static JsonNode read(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what is stored is JSON", e);
    }
  }

  static @Nullable BigDecimal decimal(JsonNode of, String name) {
    JsonNode value = of.path(name);
    return value.isNumber() ? value.decimalValue() : null;
  }

  static String text(JsonNode of, String name) {
    return of.path(name).asText("");
  }

  static List<String> texts(JsonNode of, String name) {
    List<String> texts = new ArrayList<>();
    of.path(name).forEach(each -> texts.add(each.asText()));
    return texts;
  }
}
