package io.trueup.rulebase;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The variables that can be seen at a place in a rule. Inner scopes see outer variables, not the
 * other way round.
 */
final class Scope {
  private final @Nullable Scope outer;
  private final Map<String, Value> variables = new HashMap<>();
  private final Set<String> poisoned = new HashSet<>();

  Scope(@Nullable Scope outer) {
    this.outer = outer;
  }

  /** The variable's value; ends the reading of what asks for it when its own binding has failed. */
  Optional<Value> find(String name) {
    if (poisoned.contains(name)) {
      throw new Problems.Stop();
    }
    Value value = variables.get(name);
    if (value != null) {
      return Optional.of(value);
    }
    return outer == null ? Optional.empty() : outer.find(name);
  }

  void bind(Token variable, Value value, Problems problems) {
    if (find(variable.text()).isPresent()) {
      problems.add(
          variable,
          Fault.VARIABLE_TWICE,
          "'" + variable.text() + "' is bound already",
          "take another name; to compare with it write field == " + variable.text());
      return;
    }
    variables.put(variable.text(), value);
  }

  /** The variable's binding has failed and is reported. */
  void poison(String name) {
    if (!variables.containsKey(name)) {
      poisoned.add(name);
    }
  }

  TreeSet<String> names() {
    TreeSet<String> names = outer == null ? new TreeSet<>() : outer.names();
    names.addAll(variables.keySet());
    return names;
  }
}
