package io.trueup.app;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.trueup.integration.DeclaredIntegrations.Declared;
import io.trueup.integration.Every;
import io.trueup.integration.IntegrationSpec;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One entry of the configuration's {@code integrations}. */
public final class IntegrationSection {
  /** What a credential begins with whose value stands in a file. */
  private static final String FILE = "file:";

  /** What {@code every} says for an integration that is synced by hand only. */
  private static final String BY_HAND = "never";

  @JsonProperty @NotBlank String id = "";
  @JsonProperty @NotBlank String connector = "";
  @JsonProperty @NotNull String name = "";
  @JsonProperty @NotNull Map<String, JsonNode> settings = new LinkedHashMap<>();
  @JsonProperty @NotNull Map<String, JsonNode> credentials = new LinkedHashMap<>();
  @JsonProperty @NotNull String every = Every.text(IntegrationSpec.DEFAULT_EVERY);

  @JsonProperty("max_age_hours")
  int maxAgeHours = IntegrationSpec.DEFAULT_MAX_AGE_HOURS;

  @JsonProperty boolean enabled = true;

  /**
   * What it declares.
   *
   * @param problems what cannot be understood of it is added here, one line each
   */
  Declared declared(List<String> problems) {
    String where = "integrations." + id + ": ";
    Optional<Duration> time = Every.find(every);
    if (time.isEmpty() && !every.equals(BY_HAND)) {
      problems.add(where + "every " + Every.RULE + ", or never");
    }
    Map<String, String> texts = new LinkedHashMap<>();
    settings.forEach(
        (key, value) ->
            text(value)
                .ifPresentOrElse(
                    text -> texts.put(key, text),
                    () -> problems.add(where + "settings." + key + " must be a text or a list")));
    Map<String, String> secrets = new LinkedHashMap<>();
    credentials.forEach(
        (key, value) ->
            credential(where, key, value, problems).ifPresent(s -> secrets.put(key, s)));
    @Nullable Duration scheduled = time.orElse(null);
    return new Declared(
        new IntegrationSpec(id, connector, name, texts, enabled, scheduled, maxAgeHours), secrets);
  }

  private static Optional<String> text(JsonNode value) {
    if (value.isValueNode()) {
      return Optional.of(value.isNull() ? "" : value.asText());
    }
    if (!value.isArray()) {
      return Optional.empty();
    }
    List<String> parts = new ArrayList<>();
    for (JsonNode each : value) {
      if (!each.isValueNode()) {
        return Optional.empty();
      }
      parts.add(each.asText());
    }
    return Optional.of(String.join(";", parts));
  }

  private static Optional<String> credential(
      String where, String name, JsonNode value, List<String> problems) {
    String text = value.isValueNode() && !value.isNull() ? value.asText() : "";
    if (text.isBlank()) {
      problems.add(where + "credentials." + name + " is empty: is its environment variable set?");
      return Optional.empty();
    }
    if (!text.startsWith(FILE)) {
      return Optional.of(text);
    }
    Path file = Path.of(text.substring(FILE.length()));
    try {
      String content = Files.readString(file).replaceAll("\\R\\z", "");
      if (content.isBlank()) {
        problems.add(where + "credentials." + name + ": the file " + file + " is empty");
        return Optional.empty();
      }
      return Optional.of(content);
    } catch (IOException e) {
      problems.add(where + "credentials." + name + ": the file " + file + " cannot be read");
      return Optional.empty();
    }
  }
}
