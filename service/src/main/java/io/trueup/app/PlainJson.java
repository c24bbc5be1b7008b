package io.trueup.app;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

/** What commands print with {@code --json}: records as the interface spells them. */
final class PlainJson {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
          .addModules(new JavaTimeModule(), new Jdk8Module())
          .build();

  private PlainJson() {}

  /** One document of several lines. */
  static String document(Object value) {
    return text(value, true);
  }

  /** One line. */
  static String line(Object value) {
    return text(value, false);
  }

  private static String text(Object value, boolean pretty) {
    try {
      return (pretty ? JSON.writerWithDefaultPrettyPrinter() : JSON.writer())
          .writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("plain values", e);
    }
  }
}
