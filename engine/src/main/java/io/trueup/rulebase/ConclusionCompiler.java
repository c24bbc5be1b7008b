package io.trueup.rulebase;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Resolves the verbs of a rule's then part. */
final class ConclusionCompiler {
  private final Assembly assembly;
  private final Problems problems;
  private final Sketch sketch;

  ConclusionCompiler(Assembly assembly, Problems problems, Sketch sketch) {
    this.assembly = assembly;
    this.problems = problems;
    this.sketch = sketch;
  }

  /**
   * One verb with its arguments, ready to be called over the slots of a match.
   *
   * @param whole whether it is given whole facts and written-out values only, no fields
   */
  record Call(
      FactType.VerbForm verb,
      List<Term> arguments,
      List<Function<Object, Object>> changes,
      boolean whole) {
    /** Concludes from all that matched. */
    Object conclude(@Nullable Object[] slots) {
      return conclude(
          slots.length > 0 ? slots[0] : null,
          slots.length > 1 ? Arrays.copyOfRange(slots, 1, slots.length) : Term.NO_MORE);
    }

    Object conclude(@Nullable Object first, Object[] more) {
      Object[] values = new Object[arguments.size()];
      for (int i = 0; i < values.length; i++) {
        Object value = arguments.get(i).value(null, first, more);
        values[i] = value == null ? null : changes.get(i).apply(value);
      }
      try {
        Object conclusion = (Object) verb.call().invokeExact(values);
        if (conclusion == null) {
          throw new IllegalStateException(verb.name() + " concluded nothing");
        }
        return conclusion;
      } catch (RuntimeException | Error failure) {
        throw failure;
      } catch (Throwable failure) {
        throw new IllegalStateException(failure);
      }
    }
  }

  /** Null when it is refused. */
  @Nullable Call compile(RuleText.Call call, Scope scope, List<Slot> slots) {
    try {
      FactType type = conclusionType(call.type());
      List<FactType.VerbForm> forms = type.verbs().get(call.verb().text());
      if (forms == null) {
        throw problems.stop(
            call.verb(),
            Fault.VERB,
            "'" + call.verb().text() + "' is not a verb of " + type.name(),
            Suggestion.among(call.verb().text(), type.verbs().keySet()));
      }
      Typing typing = new Typing(assembly, problems, scope, null);
      List<Value> arguments = new ArrayList<>();
      for (Expression argument : call.arguments()) {
        arguments.add(plain(argument, typing));
      }
      assembly.feedback().concludes(type.javaClass());
      Slot.Layout layout = new Slot.Layout(null, slots);
      Call chosen = choose(call, forms, arguments, layout);
      sketch.concludes(type.javaClass(), call.verb().text(), arguments, layout);
      return chosen;
    } catch (Problems.Stop reported) {
      return null;
    }
  }

  private FactType conclusionType(Token name) {
    return assembly
        .model()
        .find(name.text())
        .filter(t -> !t.verbs().isEmpty())
        .orElseThrow(
            () ->
                problems.stop(
                    name,
                    Fault.VERB,
                    "'" + name.text() + "' is nothing that rules can conclude",
                    Suggestion.among(
                        name.text(),
                        assembly.model().conclusions().stream().map(FactType::name).toList())));
  }

  private Value plain(Expression argument, Typing typing) {
    if (!(argument instanceof Expression.Literal) && !(argument instanceof Expression.Path)) {
      throw problems.stop(
          argument.at(),
          Fault.ARGUMENT,
          "a verb takes variables, their fields and values, nothing calculated",
          "hand over the fields themselves; texts are not joined, numbers are calculated in the when part");
    }
    Value value = typing.value(argument);
    if (value.type().kind() == ValueType.Kind.NOTHING) {
      throw problems.stop(argument.at(), Fault.ARGUMENT, "a verb takes no null", "leave it out");
    }
    return value;
  }

  private Call choose(
      RuleText.Call call,
      List<FactType.VerbForm> forms,
      List<Value> arguments,
      Slot.Layout layout) {
    Call best = null;
    int bestFit = -1;
    for (FactType.VerbForm form : forms) {
      int fit = fit(form, arguments);
      if (fit > bestFit) {
        bestFit = fit;
        best = call(form, call, arguments, layout);
      }
    }
    if (best == null) {
      throw refusal(call, forms, arguments);
    }
    arguments.forEach(assembly::reads);
    return best;
  }

  /** Negative when it does not fit, else the more the better. */
  private static int fit(FactType.VerbForm form, List<Value> arguments) {
    if (form.parameters().size() != arguments.size()) {
      return -1;
    }
    int fit = 0;
    for (int i = 0; i < arguments.size(); i++) {
      Value argument = arguments.get(i);
      Class<?> parameter = form.parameters().get(i);
      if (change(parameter, argument) == null) {
        return -1;
      }
      fit += parameter == argument.type().raw() ? 2 : parameter == Object.class ? 0 : 1;
    }
    return fit;
  }

  private Call call(
      FactType.VerbForm form, RuleText.Call call, List<Value> arguments, Slot.Layout layout) {
    List<Term> terms = new ArrayList<>();
    List<Function<Object, Object>> changes = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      Value argument = arguments.get(i);
      Class<?> parameter = form.parameters().get(i);
      if (argument.literal() instanceof String text && isWritten(parameter)) {
        argument =
            new Typing(assembly, problems, new Scope(null), null)
                .constantOf(call.arguments().get(i).at(), parameter, text);
      }
      Function<Object, Object> change = change(parameter, argument);
      terms.add(argument.code().place(layout));
      changes.add(change == null ? v -> v : change);
    }
    return new Call(
        form, terms, changes, arguments.stream().allMatch(argument -> argument.uses().isEmpty()));
  }

  private Problems.Stop refusal(
      RuleText.Call call, List<FactType.VerbForm> forms, List<Value> arguments) {
    String shown =
        String.join(" or ", forms.stream().map(f -> shown(call.verb().text(), f)).toList());
    for (FactType.VerbForm form : forms) {
      if (form.parameters().size() != arguments.size()) {
        continue;
      }
      for (int i = 0; i < arguments.size(); i++) {
        if (change(form.parameters().get(i), arguments.get(i)) == null) {
          return problems.stop(
              call.arguments().get(i).at(),
              Fault.ARGUMENT,
              arguments.get(i).type().shown()
                  + " does not fit "
                  + form.parameters().get(i).getSimpleName(),
              "it is " + shown);
        }
      }
    }
    return problems.stop(
        call.verb(),
        Fault.ARGUMENTS,
        "'" + call.verb().text() + "' does not take " + arguments.size() + " values",
        "it is " + shown);
  }

  private static String shown(String verb, FactType.VerbForm form) {
    return verb
        + "( "
        + String.join(", ", form.parameters().stream().map(Class::getSimpleName).toList())
        + " )";
  }

  /** How a value becomes a parameter; null when it does not. */
  private static @Nullable Function<Object, Object> change(Class<?> parameter, Value argument) {
    ValueType type = argument.type();
    if (parameter == BigDecimal.class && type.isNumber()) {
      return Values::decimal;
    }
    boolean whole = type.kind() == ValueType.Kind.WHOLE;
    if ((parameter == int.class || parameter == Integer.class) && whole) {
      return v -> Math.toIntExact(((Number) v).longValue());
    }
    if ((parameter == long.class || parameter == Long.class) && whole) {
      return v -> ((Number) v).longValue();
    }
    if (parameter == boolean.class || parameter == Boolean.class) {
      return type.kind() == ValueType.Kind.TRUTH ? v -> v : null;
    }
    if (isWritten(parameter) && argument.literal() instanceof String) {
      return v -> v;
    }
    return !parameter.isPrimitive() && parameter.isAssignableFrom(type.raw()) ? v -> v : null;
  }

  private static boolean isWritten(Class<?> parameter) {
    return parameter.isEnum() || ValueType.of(parameter).kind() == ValueType.Kind.DATE;
  }
}
