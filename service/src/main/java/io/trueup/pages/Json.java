package io.trueup.pages;

import com.fasterxml.jackson.databind.JsonNode;
import io.trueup.platform.db.StoredJson;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads JSON that the service itself stored. */
final class Json {
  private Json() {}

  static JsonNode read(String text) {
    return StoredJson.read(text);
  }

  static @Nullable BigDecimal decimal(JsonNode of, String name) {
    return StoredJson.decimal(of, name);
  }

  static String text(JsonNode of, String name) {
    return StoredJson.text(of, name);
  }

  static List<String> texts(JsonNode of, String name) {
    return StoredJson.texts(of, name);
  }
}
