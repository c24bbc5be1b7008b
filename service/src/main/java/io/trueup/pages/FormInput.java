package io.trueup.pages;

import io.trueup.integration.ConnectorForm;
import io.trueup.integration.Every;
import io.trueup.integration.FormCheck;
import io.trueup.integration.FormCheck.Wrong;
import io.trueup.integration.IntegrationSpec;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What somebody typed into a system's form.
 *
 * @param credentials those that were typed now
 * @param removed credentials that are to be taken away
 * @param every as it was typed
 * @param maxAge as it was typed
 * @param pending where credentials are kept that were typed before
 * @param version of the system that the form was made from
 */
public record FormInput(
    String id,
    String name,
    Map<String, String> settings,
    Map<String, String> credentials,
    List<String> removed,
    String every,
    String maxAge,
    boolean syncNow,
    String pending,
    String version) {
  /** What {@code every} says for a system that is on no schedule. */
  static final String BY_HAND = "never";

  private static final int LONGEST_SLUG = 50;

  public FormInput {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    credentials = Map.copyOf(credentials);
    removed = List.copyOf(removed);
  }

  static FormInput of(MultivaluedMap<String, String> form, ConnectorForm connector) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (String name : connector.settings().keySet()) {
      String typed = text(form, "settings." + name).strip();
      if (!typed.isEmpty()) {
        settings.put(name, typed);
      }
    }
    Map<String, String> credentials = new LinkedHashMap<>();
    for (String name : connector.credentials().keySet()) {
      String typed = text(form, "credentials." + name);
      if (!typed.isBlank()) {
        credentials.put(name, typed.strip());
      }
    }
    return new FormInput(
        text(form, "integration_id").strip(),
        text(form, "name").strip(),
        settings,
        credentials,
        connector.credentials().keySet().stream()
            .filter(name -> !text(form, "remove." + name).isEmpty())
            .toList(),
        text(form, "every"),
        text(form, "max_age_hours").strip(),
        !text(form, "sync").isEmpty(),
        text(form, "pending"),
        text(form, "version"));
  }

  private static String text(MultivaluedMap<String, String> form, String name) {
    String value = form.getFirst(name);
    return value == null ? "" : value;
  }

  /** The time between syncs; empty when it is by hand, or no such time. */
  Optional<Duration> interval() {
    return Every.find(every);
  }

  /** What is wrong beside what {@link FormCheck} looks at. */
  List<Wrong> wrong() {
    return interval().isPresent() || every.equals(BY_HAND)
        ? List.of()
        : List.of(new Wrong("every", Every.RULE, List.of()));
  }

  private @Nullable Duration intervalOrNull() {
    return interval().orElse(null);
  }

  /** Whole hours; one that is none is no number that is allowed. */
  private int hours() {
    return maxAge.matches("\\d{1,6}") ? Integer.parseInt(maxAge) : -1;
  }

  IntegrationSpec spec(String integrationId, ConnectorForm connector, boolean enabled) {
    return new IntegrationSpec(
        integrationId, connector.id(), name, settings, enabled, intervalOrNull(), hours());
  }

  /** The id that was typed, or one made of the name that none of these has. */
  String idBeside(Collection<String> taken) {
    if (!id.isEmpty()) {
      return id;
    }
    String slug =
        name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
    String begin =
        slug.isEmpty() ? "system" : slug.substring(0, Math.min(slug.length(), LONGEST_SLUG));
    String found = begin;
    for (int i = 2; taken.contains(found); i++) {
      found = begin + "-" + i;
    }
    return found;
  }

  /** The version that the form was made from. */
  @Nullable Long madeFrom() {
    return version.matches("\\d{1,18}") ? Long.valueOf(version) : null;
  }
}
