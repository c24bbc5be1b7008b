package io.trueup.rulebase;

import io.trueup.facts.Listed;
import io.trueup.facts.PolicySwitch;
import io.trueup.facts.PolicyText;
import io.trueup.facts.Threshold;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The names of policy.yml, each with the fact that it becomes; an empty list has its name too. */
record PolicyNames(Map<String, Class<?>> types) {
  private static final Map<Class<?>, String> SHOWN =
      Map.of(
          Threshold.class, "a number",
          PolicyText.class, "a text",
          PolicySwitch.class, "true or false",
          Listed.class, "a list");

  PolicyNames {
    types = Collections.unmodifiableMap(new TreeMap<>(types));
  }

  static boolean isPolicy(Class<?> type) {
    return SHOWN.containsKey(type);
  }

  /** The field by which a rule names what it asks for. */
  static String nameField(Class<?> type) {
    return type == Listed.class ? "list" : "name";
  }

  Set<String> names() {
    return types.keySet();
  }

  Optional<Class<?>> find(String name) {
    return Optional.ofNullable(types.get(name));
  }

  static String shown(Class<?> type) {
    return SHOWN.getOrDefault(type, type.getSimpleName());
  }
}
