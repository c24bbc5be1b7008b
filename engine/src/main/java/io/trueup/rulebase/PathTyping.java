package io.trueup.rulebase;

import io.trueup.rulebase.Value.FieldUse;
import io.trueup.rulebase.ValueType.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Resolves paths: variables, fields, keys and the few methods there are. */
final class PathTyping {
  private static final List<String> TEXT_METHODS =
      List.of(
          "toLowerCase",
          "toUpperCase",
          "trim",
          "startsWith",
          "endsWith",
          "contains",
          "isEmpty",
          "length");

  private final FactModel model;
  private final Running running;
  private final Problems problems;
  private final Scope scope;
  private final @Nullable Value self;
  private final Typing typing;

  PathTyping(
      Assembly assembly, Problems problems, Scope scope, @Nullable Value self, Typing typing) {
    this.model = assembly.model();
    this.running = assembly.running();
    this.problems = problems;
    this.scope = scope;
    this.self = self;
    this.typing = typing;
  }

  Value resolve(Expression.Path path) {
    Token root = path.root();
    List<Expression.Step> steps = path.steps();
    Value value;
    if (root == null) {
      Optional<Value> choice = choice(steps);
      if (choice.isPresent()) {
        return choice.get();
      }
      value = step(ownFact(steps.get(0).at()), steps.get(0), true);
      steps = steps.subList(1, steps.size());
    } else if (root.is("this")) {
      value = ownFact(root);
    } else {
      value =
          scope
              .find(root.text())
              .orElseThrow(
                  () ->
                      problems.stop(
                          root,
                          Fault.VARIABLE,
                          "the variable '" + root.text() + "' is not bound here",
                          Suggestion.among(root.text(), scope.names())));
    }
    for (Expression.Step step : steps) {
      value = step(value, step, false);
    }
    return value;
  }

  private Value ownFact(Token at) {
    if (self == null) {
      throw problems.stop(
          at,
          Fault.VARIABLE,
          "'" + at.text() + "' is no variable",
          scope.names().contains("$" + at.text())
              ? "write $" + at.text()
              : "write a bound variable such as $usage, a path of it, or a value");
    }
    return self;
  }

  /** {@code Kind.LICENCE}, unless the pattern has a field of that name. */
  private Optional<Value> choice(List<Expression.Step> steps) {
    if (steps.size() < 2 || steps.get(0).arguments() != null || steps.get(1).arguments() != null) {
      return Optional.empty();
    }
    String name = steps.get(0).at().text();
    if (self != null && fields(self.type()).containsKey(name)) {
      return Optional.empty();
    }
    return model
        .findChoice(name)
        .map(
            type -> {
              if (steps.size() > 2) {
                throw problems.stop(
                    steps.get(2).at(),
                    Fault.METHOD,
                    "a choice has no fields",
                    "compare it with ==");
              }
              return typing.constantOf(steps.get(1).at(), type, steps.get(1).at().text());
            });
  }

  private Map<String, FactType.Field> fields(ValueType type) {
    return type.kind() == Kind.FACT
        ? model.find(type.raw()).map(FactType::fields).orElse(Map.of())
        : Map.of();
  }

  private Value step(Value value, Expression.Step step, boolean first) {
    Expression key = step.key();
    if (key != null) {
      return keyed(value, step.at(), typing.value(key));
    }
    List<Expression> arguments = step.arguments();
    return switch (value.type().kind()) {
      case FACT -> field(value, step, first);
      case TEXT -> textMethod(value, step.at(), arguments);
      case LIST, MAP -> listMethod(value, step.at(), arguments);
      case WHOLE, DECIMAL -> numberMethod(value, step.at(), arguments);
      default ->
          throw problems.stop(
              step.at(),
              Fault.METHOD,
              "'" + step.at().text() + "' cannot be asked of " + value.type().shown(),
              "compare it as it is");
    };
  }

  private Value field(Value value, Expression.Step step, boolean first) {
    Token at = step.at();
    Map<String, FactType.Field> fields = fields(value.type());
    FactType.Field field = fields.get(at.text());
    List<Expression> arguments = step.arguments();
    boolean called = arguments != null;
    if (arguments != null && arguments.isEmpty()) {
      // name() and getName() are other spellings of the field
      field = fields.get(withoutGet(at.text()));
      called = field == null;
    }
    if (field != null && !called) {
      return value.field(field, new FieldUse(value.type().raw(), field.name()));
    }
    String typeName = value.type().raw().getSimpleName();
    if (called) {
      throw problems.stop(
          at,
          Fault.METHOD,
          "'" + at.text() + "' cannot be called",
          first && value.type().kind() == Kind.FACT
              ? "a condition reads fields of " + typeName + " and compares them"
              : "paths lead through fields: " + String.join(", ", new TreeSet<>(fields.keySet())));
    }
    List<String> words = new ArrayList<>(fields.keySet());
    if (first && scope.find("$" + at.text()).isPresent()) {
      throw problems.stop(
          at,
          Fault.FIELD,
          "'" + at.text() + "' is not a field of " + typeName,
          "did you mean the variable '$" + at.text() + "'?");
    }
    throw problems.stop(
        at,
        Fault.FIELD,
        "'" + at.text() + "' is not a field of " + typeName,
        Suggestion.among(at.text(), words));
  }

  private static String withoutGet(String name) {
    if (name.startsWith("get") && name.length() > 3) {
      return name.substring(3, 4).toLowerCase(Locale.ROOT) + name.substring(4);
    }
    return name;
  }

  private Value keyed(Value value, Token at, Value key) {
    ValueType element = value.type().element();
    if (value.type().kind() != Kind.MAP || element == null) {
      throw problems.stop(
          at,
          Fault.METHOD,
          "[ ] looks up named values, but this is " + value.type().shown(),
          "write attributes[\"name\"], or contains for a list");
    }
    if (key.type().kind() != Kind.TEXT) {
      throw problems.stop(
          at, Fault.COMPARISON, "the name in [ ] must be a text", "put it in quotes");
    }
    Value joined =
        Value.join(
            element,
            "key",
            List.of(value, key),
            parts ->
                (own, other, more) ->
                    parts[0].value(own, other, more) instanceof Map<?, ?> map
                        ? map.get(parts[1].value(own, other, more))
                        : null);
    List<FieldUse> uses = new ArrayList<>(joined.uses());
    narrow(uses, value, key);
    return new Value(element, joined.code(), joined.slots(), uses, false, null);
  }

  /** Reading one named value of a map is not reading the whole map. */
  static void narrow(List<FieldUse> uses, Value map, Value key) {
    if (key.constant() && key.literal() != null && !map.uses().isEmpty()) {
      FieldUse whole = map.uses().get(map.uses().size() - 1);
      uses.remove(whole);
      uses.add(new FieldUse(whole.type(), whole.field() + "[" + key.literal() + "]"));
    }
  }

  private Value textMethod(Value value, Token at, @Nullable List<Expression> arguments) {
    String name = at.text();
    if (!TEXT_METHODS.contains(name)) {
      throw problems.stop(
          at,
          Fault.METHOD,
          "'" + name + "' cannot be asked of a text",
          Suggestion.among(name, TEXT_METHODS));
    }
    if (arguments == null) {
      throw problems.stop(
          at, Fault.METHOD, "'" + name + "' is called with brackets", "write " + name + "()");
    }
    boolean takesText =
        name.startsWith("starts") || name.startsWith("ends") || name.equals("contains");
    if (arguments.size() != (takesText ? 1 : 0)) {
      throw problems.stop(
          at,
          Fault.ARGUMENTS,
          "'" + name + "' takes " + (takesText ? "one text" : "nothing") + " in its brackets",
          "");
    }
    if (takesText) {
      Value argument = typing.value(arguments.get(0));
      if (argument.type().kind() != Kind.TEXT) {
        throw problems.stop(
            arguments.get(0).at(),
            Fault.COMPARISON,
            "'" + name + "' takes a text",
            "put it in quotes");
      }
      return Value.join(
          ValueType.TRUTH,
          name,
          List.of(value, argument),
          parts ->
              (own, other, more) ->
                  parts[0].value(own, other, more) instanceof String text
                          && parts[1].value(own, other, more) instanceof String part
                      ? (Object) asked(name, running.fuel().over(text, part), part)
                      : null);
    }
    return switch (name) {
      case "toLowerCase" -> value.map(ValueType.TEXT, name, v -> text(v).toLowerCase(Locale.ROOT));
      case "toUpperCase" -> value.map(ValueType.TEXT, name, v -> text(v).toUpperCase(Locale.ROOT));
      case "trim" -> value.map(ValueType.TEXT, name, v -> text(v).trim());
      case "isEmpty" -> value.map(ValueType.TRUTH, name, v -> v.toString().isEmpty());
      default -> value.map(ValueType.WHOLE, name, v -> (long) v.toString().length());
    };
  }

  private String text(Object value) {
    return running.fuel().over(value.toString(), "");
  }

  static boolean asked(String name, String text, String part) {
    return switch (name) {
      case "startsWith" -> text.startsWith(part);
      case "endsWith" -> text.endsWith(part);
      default -> text.contains(part);
    };
  }

  private Value listMethod(Value value, Token at, @Nullable List<Expression> arguments) {
    boolean none = arguments == null || arguments.isEmpty();
    if (at.text().equals("size") && none) {
      return value.map(ValueType.WHOLE, "size", v -> (long) size(v));
    }
    if (at.text().equals("isEmpty") && none && arguments != null) {
      return value.map(ValueType.TRUTH, "isEmpty", v -> size(v) == 0);
    }
    throw problems.stop(
        at,
        Fault.METHOD,
        "'" + at.text() + "' cannot be asked of " + value.type().shown(),
        value.type().kind() == Kind.MAP
            ? "write attributes[\"name\"], or contains \"name\""
            : "write contains, memberOf, size or isEmpty()");
  }

  private static int size(Object value) {
    return value instanceof Collection<?> list ? list.size() : ((Map<?, ?>) value).size();
  }

  private Value numberMethod(Value value, Token at, @Nullable List<Expression> arguments) {
    if (arguments == null || arguments.isEmpty()) {
      switch (at.text()) {
        case "intValue", "longValue":
          return value.map(ValueType.WHOLE, "whole", Values::truncated);
        case "doubleValue":
          return value;
        default:
          break;
      }
    }
    throw problems.stop(
        at,
        Fault.METHOD,
        "'" + at.text() + "' cannot be asked of a number",
        "compare it, or calculate with + - *");
  }
}
