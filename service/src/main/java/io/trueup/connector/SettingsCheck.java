package io.trueup.connector;

import io.trueup.folder.CellCheck;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whether what an integration says fits what its connector asks for. */
final class SettingsCheck {
  private SettingsCheck() {}

  static List<String> faults(
      Connector connector, Map<String, String> settings, Iterable<String> credentialNames) {
    List<String> faults = new ArrayList<>();
    Set<String> credentials = new LinkedHashSet<>();
    credentialNames.forEach(credentials::add);
    unknown("setting", settings.keySet(), connector.settings().keySet(), connector, faults);
    unknown("credential", credentials, connector.credentials().keySet(), connector, faults);
    connector
        .settings()
        .forEach(
            (name, setting) -> {
              String value = settings.getOrDefault(name, "");
              if (value.isBlank() && setting.required()) {
                faults.add("the setting " + name + " (" + setting.title() + ") is missing");
              } else if (!value.isBlank()
                  && !setting.values().isEmpty()
                  && !setting.values().contains(value)) {
                faults.add(
                    "the setting " + name + " is none of " + String.join(", ", setting.values()));
              }
            });
    connector
        .credentials()
        .forEach(
            (name, credential) -> {
              if (credential.required() && !credentials.contains(name)) {
                faults.add("the credential " + name + " (" + credential.title() + ") is missing");
              }
            });
    return faults;
  }

  private static void unknown(
      String what, Set<String> given, Set<String> known, Connector connector, List<String> faults) {
    for (String name : given) {
      if (!known.contains(name)) {
        String meant =
            CellCheck.nearest(name, known).map(near -> "; did you mean " + near + "?").orElse("");
        faults.add(connector.name() + " has no " + what + " " + Texts.cut(name, 60) + meant);
      }
    }
  }

  /**
   * The settings with their defaults, in which other settings are filled in.
   *
   * @throws IllegalArgumentException when a default names what is not there
   */
  static Map<String, Object> complete(Connector connector, Map<String, String> settings) {
    Map<String, Object> whole = new LinkedHashMap<>();
    connector
        .settings()
        .forEach(
            (name, setting) -> {
              String given = settings.getOrDefault(name, "").strip();
              if (given.isEmpty()) {
                String standard = setting.defaultValue() == null ? "" : setting.defaultValue();
                given = Requests.address(standard, whole);
              }
              whole.put(name, given);
            });
    return whole;
  }
}
