package io.trueup.rulebase;

import io.trueup.rulebase.Expression.Operator;
import io.trueup.rulebase.Sketch.Part;
import io.trueup.rulebase.Sketch.Quantifier;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds conditions that can never hold: words and policy names that nothing has, types of facts
 * that a stage never sees, and conditions that exclude each other. Where that keeps a rule from
 * ever firing it is a problem, elsewhere advice. Also finds numbers that belong into the policy.
 */
final class DeadRules {
  private final FactModel model;
  private final @Nullable Set<Class<?>> given;
  private final Set<Class<?>> concluded;
  private final @Nullable PolicyNames policy;

  /**
   * @param given types of the facts that the stage is given; null when that is not known
   * @param concluded types that rules of the stage conclude
   * @param policy null when there is no policy to look at
   */
  DeadRules(
      FactModel model,
      @Nullable Set<Class<?>> given,
      Set<Class<?>> concluded,
      @Nullable PolicyNames policy) {
    this.model = model;
    this.given = given;
    this.concluded = concluded;
    this.policy = policy;
  }

  void check(Sketch sketch, Problems problems) {
    for (Part part : sketch.parts()) {
      problems.clock().tick();
      if (!part.fromList) {
        thereAtAll(part, problems);
      }
      Map<String, Possible> paths = Possible.of(part);
      paths.values().forEach(possible -> contradictions(part, possible, problems));
      for (Sketch.Test test : part.tests) {
        Possible.Limit limit = Possible.limit(test, part.slot);
        if (limit != null) {
          words(limit, problems);
          policyName(part, limit, problems);
          number(limit, problems);
        }
        sameOnBothSides(part, test, problems);
      }
    }
    excludedByNot(sketch, problems);
  }

  private void thereAtAll(Part part, Problems problems) {
    Set<Class<?>> types = given;
    Class<?> type = part.type();
    if (types == null || isAmong(type, types) || isAmong(type, concluded)) {
      return;
    }
    String name = type.getSimpleName();
    if (model.find(name).filter(t -> !t.verbs().isEmpty()).isEmpty()) {
      never(
          part,
          part.at,
          Fault.NEVER_THERE,
          "this stage never has a fact " + name,
          "the stage has "
              + String.join(", ", new TreeSet<>(types.stream().map(Class::getSimpleName).toList())),
          problems);
    } else if (policy != null) {
      // without a policy it may be a file by itself, and the rule that concludes it in another
      problems.advise(
          part.at,
          Fault.NOT_CONCLUDED,
          "no rule of the stage concludes a fact " + name,
          "write the rule that does, or ask for something else");
    }
  }

  private static boolean isAmong(Class<?> type, Collection<Class<?>> types) {
    return types.stream().anyMatch(type::isAssignableFrom);
  }

  /** A problem where the rule cannot do without, else advice that the condition always holds. */
  private static void never(
      Part part, Token at, Fault fault, String why, String hint, Problems problems) {
    if (part.isNeeded()) {
      problems.add(at, fault, "the rule can never fire: " + why, hint);
    } else {
      problems.advise(
          at,
          Fault.SAYS_NOTHING,
          (part.quantifier == Quantifier.NOT
                  ? "this always holds and can be left out: "
                  : "this never finds anything: ")
              + why,
          hint);
    }
  }

  private static void contradictions(Part part, Possible possible, Problems problems) {
    List<Possible.Limit> against = possible.contradiction();
    if (against.isEmpty() || against.stream().anyMatch(DeadRules::hasUnknownWord)) {
      return;
    }
    Possible.Limit last = against.get(against.size() - 1);
    FactType.Field field = last.left().field();
    String why =
        against.size() > 1
            ? "'"
                + against.get(0).test().text()
                + "' and '"
                + last.test().text()
                + "' exclude each other"
            : "'" + last.test().text() + "' fits no value";
    never(
        part,
        last.test().at(),
        Fault.CONTRADICTION,
        why,
        against.size() > 1
            ? "leave one of them out, or write two rules"
            : field == null || field.words().isEmpty()
                ? ""
                : "there is " + String.join(", ", shown(field)),
        problems);
  }

  private static boolean hasUnknownWord(Possible.Limit limit) {
    FactType.Field field = limit.left().field();
    return field != null
        && !field.words().isEmpty()
        && isComparison(limit)
        && limit.values().stream()
            .anyMatch(v -> v instanceof String word && !field.words().contains(word));
  }

  private static List<String> shown(FactType.Field field) {
    return field.words().stream().filter(word -> !word.isEmpty()).toList();
  }

  private static void words(Possible.Limit limit, Problems problems) {
    FactType.Field field = limit.left().field();
    if (field == null || field.words().isEmpty() || !isComparison(limit)) {
      return;
    }
    for (Object value : limit.values()) {
      if (value instanceof String word && !field.words().contains(word)) {
        problems.add(
            limit.test().at(),
            Fault.WORD,
            "'" + word + "' is not a word of " + field.name(),
            Suggestion.among(word, shown(field)));
      }
    }
  }

  private static boolean isComparison(Possible.Limit limit) {
    return limit.operator() == null
        || limit.operator() == Operator.EQ
        || limit.operator() == Operator.NE;
  }

  private void policyName(Part part, Possible.Limit limit, Problems problems) {
    PolicyNames names = policy;
    FactType.Field field = limit.left().field();
    if (names == null
        || field == null
        || !PolicyNames.isPolicy(part.type())
        || !field.name().equals(PolicyNames.nameField(part.type()))
        || !limit.isChoice()) {
      return;
    }
    for (Object value : limit.values()) {
      if (!(value instanceof String name)) {
        continue;
      }
      Class<?> type = names.find(name).orElse(null);
      if (type == null) {
        String near = Suggestion.near(name, names.names());
        problems.add(
            limit.test().at(),
            Fault.POLICY_ABSENT,
            "policy.yml has no '" + name + "'",
            near.isEmpty() ? "write " + example(name, part.type()) + " in policy.yml" : near);
      } else if (type != part.type()) {
        problems.add(
            limit.test().at(),
            Fault.POLICY_ABSENT,
            "'" + name + "' of policy.yml is " + PolicyNames.shown(type),
            "match "
                + type.getSimpleName()
                + "( "
                + PolicyNames.nameField(type)
                + " == \""
                + name
                + "\" )");
      }
    }
  }

  private static String example(String name, Class<?> type) {
    return switch (type.getSimpleName()) {
      case "Threshold" -> name + ": 3";
      case "PolicySwitch" -> name + ": true";
      case "Listed" -> name + ": and a line - ... for each value";
      default -> name + ": \"text\"";
    };
  }

  /** In a table the column is the number's name. */
  private static void number(Possible.Limit limit, Problems problems) {
    if (TableRules.isTable(problems.file())) {
      return;
    }
    for (Object value : limit.values()) {
      if (value instanceof Number number
          && Values.decimal(number).abs().compareTo(BigDecimal.ONE) > 0) {
        problems.advise(
            limit.test().at(),
            Fault.WRITTEN_NUMBER,
            "the number " + number + " is written into the rule",
            "give it a name in policy.yml and match Threshold( name == \"...\", $limit : value )");
      }
    }
  }

  private static void sameOnBothSides(Part part, Sketch.Test test, Problems problems) {
    if (!(test.value().relation() instanceof Value.Compared compared) || compared.negated()) {
      return;
    }
    Slot.Layout layout = Slot.Layout.of(part.slot, test.value().slots());
    if (!compared.left().code().key(layout).equals(compared.right().code().key(layout))) {
      return;
    }
    switch (compared.operator()) {
      case LT, GT, NE ->
          never(
              part,
              test.at(),
              Fault.CONTRADICTION,
              "'" + test.text() + "' compares a value with itself",
              "bind the other value in another pattern",
              problems);
      case EQ, LE, GE ->
          problems.advise(
              test.at(),
              Fault.SAYS_NOTHING,
              "'" + test.text() + "' compares a value with itself",
              "leave it out");
      default -> {}
    }
  }

  /** A fact is asked for, and at the same time that there is none such. */
  private static void excludedByNot(Sketch sketch, Problems problems) {
    for (Part not : sketch.parts()) {
      if (not.quantifier != Quantifier.NOT) {
        continue;
      }
      for (Part needed : sketch.parts()) {
        if (needed.isNeeded()
            && needed.type() == not.type()
            && new Implication(needed, not, Map.of()).holds()) {
          problems.add(
              not.at,
              Fault.CONTRADICTION,
              "the rule can never fire: it asks for a "
                  + needed.type().getSimpleName()
                  + " in line "
                  + needed.at.line()
                  + " and here that there is none",
              "say in which field the two differ, for instance id != $other");
          break;
        }
      }
    }
  }
}
