package io.trueup.pages;

import io.trueup.connector.Setting;
import io.trueup.integration.ConnectorForm;
import io.trueup.integration.FormCheck.Wrong;
import io.trueup.integration.Integration;
import io.trueup.integration.IntegrationSpec;
import io.trueup.secret.Credentials;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * The fields of a system's form, made from its connector's settings. What was typed comes back,
 * credentials never do.
 *
 * @param errors what is wrong, by field
 */
public record ConnectionForm(
    ConnectorForm connector,
    FormInput input,
    List<Field> settings,
    List<Field> credentials,
    List<Choice> intervals,
    Map<String, String> errors) {
  private static final List<String> USUAL = List.of("1h", "4h", "12h", "1d", "7d");

  /**
   * A field.
   *
   * @param name of the form's field
   * @param help where to find its value
   * @param standard what holds where it is left empty; empty for nothing
   * @param kept what is known of a credential that is there already; empty for none
   * @param removable whether it may be taken away
   * @param error what is wrong with it; empty for nothing
   */
  public record Field(
      String name,
      String title,
      String help,
      boolean required,
      List<String> values,
      boolean list,
      String example,
      String standard,
      String value,
      String kept,
      boolean removable,
      String error) {}

  /** A choice, with what it is called. */
  public record Choice(String value, String text) {}

  /** A new system's. */
  static ConnectionForm of(
      ConnectorForm connector, FormInput input, Collection<String> typed, List<Wrong> wrong) {
    return make(
        connector,
        input,
        wrong,
        (name, setting) -> typed.contains(name) ? "Typed before; leave empty to keep it." : "",
        (name, setting) -> false);
  }

  /** Of a system that is there. */
  static ConnectionForm of(
      ConnectorForm connector,
      FormInput input,
      List<Credentials.Kept> kept,
      List<Wrong> wrong,
      Said said) {
    Map<String, String> known = new LinkedHashMap<>();
    kept.forEach(each -> known.put(each.name(), said.of(each)));
    return make(
        connector,
        input,
        wrong,
        (name, setting) -> known.getOrDefault(name, ""),
        (name, setting) -> known.containsKey(name) && !setting.required());
  }

  /** Says when a credential was set and by whom. */
  @FunctionalInterface
  interface Said {
    String of(Credentials.Kept kept);
  }

  private static ConnectionForm make(
      ConnectorForm connector,
      FormInput input,
      List<Wrong> wrong,
      BiFunction<String, Setting, String> kept,
      BiFunction<String, Setting, Boolean> removable) {
    Map<String, String> errors = new LinkedHashMap<>();
    wrong.forEach(each -> errors.putIfAbsent(each.field(), text(each)));
    List<Field> settings = new ArrayList<>();
    connector
        .settings()
        .forEach(
            (name, setting) ->
                settings.add(
                    field(
                        "settings." + name,
                        setting,
                        input.settings().getOrDefault(name, ""),
                        "",
                        false,
                        errors)));
    List<Field> credentials = new ArrayList<>();
    connector
        .credentials()
        .forEach(
            (name, setting) ->
                credentials.add(
                    field(
                        "credentials." + name,
                        setting,
                        "",
                        kept.apply(name, setting),
                        removable.apply(name, setting),
                        errors)));
    return new ConnectionForm(connector, input, settings, credentials, intervals(input), errors);
  }

  private static Field field(
      String name,
      Setting setting,
      String value,
      String kept,
      boolean removable,
      Map<String, String> errors) {
    String standard = setting.defaultValue();
    String example = setting.example();
    return new Field(
        name,
        setting.title(),
        setting.description(),
        setting.required(),
        setting.values(),
        setting.list(),
        example == null ? "" : example,
        standard == null ? "" : standard,
        value,
        kept,
        removable,
        errors.getOrDefault(name, ""));
  }

  private static String text(Wrong wrong) {
    String message = wrong.message();
    if (message.startsWith("is missing")) {
      return "This is needed.";
    }
    String all =
        wrong.allowed().isEmpty()
            ? message
            : message + "; use one of " + String.join(", ", wrong.allowed());
    return SystemHealth.sentence("It " + all);
  }

  private static List<Choice> intervals(FormInput input) {
    List<Choice> choices = new ArrayList<>();
    List<String> all = new ArrayList<>(USUAL);
    if (input.interval().isPresent() && !all.contains(input.every())) {
      all.add(input.every());
    }
    all.stream()
        .map(each -> new Choice(each, SystemHealth.sentence(words(each)).replace(".", "")))
        .forEach(choices::add);
    choices.add(new Choice(FormInput.BY_HAND, "Only when somebody asks"));
    return choices;
  }

  private static String words(String every) {
    return io.trueup.integration.Every.find(every).map(Systems::every).orElse(every);
  }

  /** What a system is now, as its form has it. */
  static FormInput input(Integration system) {
    java.time.Duration every = system.every();
    return new FormInput(
        system.integrationId(),
        system.name(),
        system.settings(),
        Map.of(),
        List.of(),
        every == null ? FormInput.BY_HAND : io.trueup.integration.Every.text(every),
        Integer.toString(system.maxAgeHours()),
        false,
        "",
        Long.toString(system.version()));
  }

  /** What a new system is before anything was typed. */
  static FormInput fresh(ConnectorForm connector) {
    return new FormInput(
        "",
        connector.name(),
        Map.of(),
        Map.of(),
        List.of(),
        io.trueup.integration.Every.text(IntegrationSpec.DEFAULT_EVERY),
        Integer.toString(IntegrationSpec.DEFAULT_MAX_AGE_HOURS),
        true,
        "",
        "");
  }
}
