package io.trueup.integration;

import io.trueup.connector.Setting;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Holds what somebody filled in against what a connector asks for. */
public final class FormCheck {
  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
  private static final int LONGEST_SETTING = 4_000;
  private static final int LONGEST_CREDENTIAL = 20_000;

  private FormCheck() {}

  /**
   * Something that is wrong. Texts never hold a value of a credential.
   *
   * @param field where, such as {@code settings.region}
   * @param message what is wrong and what to do, without a full stop
   * @param allowed the values it may have, where they can be listed
   */
  public record Wrong(String field, String message, List<String> allowed) {
    public Wrong {
      allowed = List.copyOf(allowed);
    }

    @Override
    public String toString() {
      return field
          + " "
          + message
          + (allowed.isEmpty() ? "" : "; use one of " + String.join(", ", allowed));
    }
  }

  /** What is wrong with an integration, its credentials aside; empty when nothing is. */
  public static List<Wrong> check(IntegrationSpec spec, ConnectorCatalogue catalogue) {
    List<Wrong> wrong = new ArrayList<>();
    if (!ID.matcher(spec.integrationId()).matches()) {
      wrong.add(
          new Wrong(
              "integration_id",
              "must be 1 to 63 lower-case letters, digits and hyphens, not beginning with a hyphen",
              List.of()));
    }
    if (spec.name().length() > 200) {
      wrong.add(new Wrong("name", "must be at most 200 characters", List.of()));
    }
    if (spec.maxAgeHours() < 1 || spec.maxAgeHours() > 8784) {
      wrong.add(new Wrong("max_age_hours", "must be a whole number from 1 to 8784", List.of()));
    }
    Optional<ConnectorForm> form = catalogue.find(spec.connector());
    if (form.isEmpty()) {
      wrong.add(
          new Wrong(
              "connector",
              "names no connector"
                  + suggestion(
                      spec.connector(), catalogue.list().stream().map(ConnectorForm::id).toList())
                  + "; `trueup connectors list` shows them",
              List.of()));
    } else {
      wrong.addAll(
          values("settings", spec.settings(), form.get().settings(), LONGEST_SETTING, false));
      wrong.addAll(missing("settings", spec.settings().keySet(), form.get().settings()));
    }
    return wrong;
  }

  /**
   * What is wrong with credentials that are to be set; empty when nothing is.
   *
   * @param credentials values by name
   * @param there names of those that are set already
   */
  public static List<Wrong> checkCredentials(
      Map<String, String> credentials, Collection<String> there, ConnectorForm form) {
    List<Wrong> wrong =
        new ArrayList<>(
            values("credentials", credentials, form.credentials(), LONGEST_CREDENTIAL, true));
    List<String> all = new ArrayList<>(there);
    all.addAll(credentials.keySet());
    wrong.addAll(missing("credentials", all, form.credentials()));
    return wrong;
  }

  /** Names of required credentials that are not there. */
  public static List<String> missingCredentials(Collection<String> there, ConnectorForm form) {
    return form.credentials().entrySet().stream()
        .filter(each -> each.getValue().required() && !there.contains(each.getKey()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static List<Wrong> values(
      String part,
      Map<String, String> values,
      Map<String, Setting> declared,
      int longest,
      boolean secret) {
    List<Wrong> wrong = new ArrayList<>();
    values.forEach(
        (name, value) -> {
          String field = part + "." + name;
          Setting setting = declared.get(name);
          if (setting == null) {
            wrong.add(
                new Wrong(
                    field,
                    "is not known to the connector" + suggestion(name, declared.keySet()),
                    List.copyOf(declared.keySet())));
          } else if (value.length() > longest || value.indexOf('\0') >= 0) {
            wrong.add(
                new Wrong(
                    field,
                    "must be at most " + longest + " characters, none of them NUL",
                    List.of()));
          } else if (setting.required() && value.isBlank()) {
            wrong.add(new Wrong(field, "must not be empty", List.of()));
          } else if (!secret && !value.isBlank() && !setting.values().isEmpty()) {
            String unknown =
                parts(setting, value).stream()
                    .filter(each -> !setting.values().contains(each))
                    .findFirst()
                    .orElse("");
            if (!unknown.isEmpty()) {
              wrong.add(
                  new Wrong(
                      field,
                      "has a value that it may not have" + suggestion(unknown, setting.values()),
                      setting.values()));
            }
          }
        });
    return wrong;
  }

  private static List<String> parts(Setting setting, String value) {
    return setting.list()
        ? List.of(value.split("\\s*;\\s*", -1)).stream().filter(each -> !each.isBlank()).toList()
        : List.of(value);
  }

  private static List<Wrong> missing(
      String part, Collection<String> there, Map<String, Setting> declared) {
    List<Wrong> wrong = new ArrayList<>();
    declared.forEach(
        (name, setting) -> {
          if (setting.required() && !there.contains(name)) {
            wrong.add(
                new Wrong(part + "." + name, "is missing: " + lower(setting.title()), List.of()));
          }
        });
    return wrong;
  }

  private static String lower(String title) {
    return title.length() > 1 && Character.isUpperCase(title.charAt(1))
        ? title
        : title.substring(0, Math.min(1, title.length())).toLowerCase(java.util.Locale.ROOT)
            + title.substring(Math.min(1, title.length()));
  }

  /** {@code , did you mean x?}, where something is near; else nothing. */
  static String suggestion(String given, Collection<String> known) {
    String wanted = bare(given);
    return known.stream()
        .filter(each -> distance(wanted, bare(each)) <= Math.max(1, each.length() / 3))
        .min(java.util.Comparator.comparingInt(each -> distance(wanted, bare(each))))
        .map(each -> ", did you mean " + each + "?")
        .orElse("");
  }

  private static String bare(String name) {
    return name.toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }

  /** How many letters must be put in, taken out or changed. */
  private static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int i = 0; i <= other.length(); i++) {
      row[i] = i;
    }
    for (int i = 1; i <= one.length(); i++) {
      int corner = row[0];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int above = row[j];
        row[j] =
            Math.min(
                Math.min(row[j] + 1, row[j - 1] + 1),
                corner + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1));
        corner = above;
      }
    }
    return row[other.length()];
  }
}
