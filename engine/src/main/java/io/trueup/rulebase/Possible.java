package io.trueup.rulebase;

import io.trueup.rulebase.Expression.Operator;
import io.trueup.rulebase.ValueType.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The values that a field can have where several conditions with written-out values hold of it. It
 * errs on the side of thinking too much possible: what it calls impossible is so.
 */
final class Possible {
  /**
   * A condition on one path with written-out values.
   *
   * @param path the same for the same path
   * @param operator null for one of several values
   * @param values the value, or the several
   */
  record Limit(
      Value left,
      String path,
      @Nullable Operator operator,
      boolean negated,
      List<@Nullable Object> values,
      Sketch.Test test) {
    boolean admits(@Nullable Object candidate) {
      Operator asked = operator;
      if (asked == null) {
        return values.stream().anyMatch(v -> Values.same(candidate, v)) != negated;
      }
      Object value = values.get(0);
      return switch (asked) {
        case EQ -> Values.same(candidate, value) != negated;
        case NE -> Values.same(candidate, value) == negated;
        case LT, LE, GT, GE ->
            candidate != null && value != null && ordered(asked, candidate, value);
        case MATCHES -> true;
        default -> Comparisons.test(asked, candidate, value) != negated;
      };
    }

    private static boolean ordered(Operator asked, Object candidate, Object value) {
      int sign = Values.compare(candidate, value);
      return switch (asked) {
        case LT -> sign < 0;
        case LE -> sign <= 0;
        case GT -> sign > 0;
        default -> sign >= 0;
      };
    }

    /** Whether only the written-out values are left. */
    boolean isChoice() {
      return !negated && (operator == null || operator == Operator.EQ);
    }
  }

  private final List<Limit> limits = new ArrayList<>();
  private @Nullable Set<@Nullable Object> candidates;

  /** By path, what is left of it. */
  static Map<String, Possible> of(Sketch.Part part) {
    Map<String, Possible> paths = new TreeMap<>();
    for (Sketch.Test test : part.tests) {
      Limit limit = limit(test, part.slot);
      if (limit != null) {
        paths.computeIfAbsent(limit.path(), p -> new Possible()).add(limit);
      }
    }
    return paths;
  }

  /** The test as a limit on one path; null when it is none. */
  static @Nullable Limit limit(Sketch.Test test, Slot self) {
    return limit(test, test.value(), self, false);
  }

  private static @Nullable Limit limit(Sketch.Test test, Value value, Slot self, boolean reversed) {
    Value.Relation relation = value.relation();
    if (relation instanceof Value.Reversed not && !reversed) {
      return limit(test, not.of(), self, true);
    }
    if (relation == null) {
      return value.field() != null && value.type().kind() == Kind.TRUTH
          ? limit(test, value, self, Operator.EQ, false, List.of(!reversed))
          : null;
    }
    if (relation instanceof Value.Among among) {
      return limit(
          test,
          among.left(),
          self,
          null,
          among.negated() != reversed,
          Collections.unmodifiableList(
              new ArrayList<>(among.options().stream().map(Value::literal).toList())));
    }
    if (!(relation instanceof Value.Compared compared)) {
      return null;
    }
    boolean turned = compared.left().constant() && !compared.right().constant();
    Value left = turned ? compared.right() : compared.left();
    Value right = turned ? compared.left() : compared.right();
    Operator operator = turned ? compared.operator().turned() : compared.operator();
    boolean orderReversed = reversed && operator.isOrder();
    if (!right.constant()
        || left.constant()
        || orderReversed
        || (turned && !isTurnable(operator))) {
      return null;
    }
    return limit(
        test,
        left,
        self,
        operator,
        compared.negated() != reversed,
        Collections.singletonList(right.literal()));
  }

  private static boolean isTurnable(Operator operator) {
    return operator == Operator.EQ || operator == Operator.NE || operator.isOrder();
  }

  private static @Nullable Limit limit(
      Sketch.Test test,
      Value left,
      Slot self,
      @Nullable Operator operator,
      boolean negated,
      List<@Nullable Object> values) {
    if (left.slots().size() != 1 || !left.slots().contains(self)) {
      return null;
    }
    String path = left.code().key(new Slot.Layout(self, List.of()));
    return new Limit(left, path, operator, negated, values, test);
  }

  private void add(Limit limit) {
    limits.add(limit);
    FactType.Field field = limit.left().field();
    Set<@Nullable Object> some = candidates;
    if (limit.isChoice()) {
      some = meet(some, limit.values());
    }
    if (field != null && !field.words().isEmpty()) {
      some = meet(some, field.words());
    } else if (limit.left().type().kind() == Kind.TRUTH && some == null) {
      List<@Nullable Object> truths = new ArrayList<>(List.of(true, false));
      truths.add(null);
      some = meet(null, truths);
    }
    if (some != null) {
      some.removeIf(candidate -> !limits.stream().allMatch(l -> l.admits(candidate)));
    }
    candidates = some;
  }

  private static Set<@Nullable Object> meet(
      @Nullable Set<@Nullable Object> some, Collection<? extends @Nullable Object> others) {
    if (some == null) {
      return new LinkedHashSet<>(others);
    }
    some.removeIf(one -> others.stream().noneMatch(other -> Values.same(one, other)));
    return some;
  }

  /** The condition that fits nothing, or two that exclude each other; else empty. */
  List<Limit> contradiction() {
    if (!isImpossible()) {
      return List.of();
    }
    for (int last = 0; last < limits.size(); last++) {
      for (int first = 0; first <= last; first++) {
        Possible two = new Possible();
        two.add(limits.get(first));
        if (first < last) {
          two.add(limits.get(last));
        }
        if (two.isImpossible()) {
          return first < last
              ? List.of(limits.get(first), limits.get(last))
              : List.of(limits.get(first));
        }
      }
    }
    return List.of(limits.get(0), limits.get(limits.size() - 1));
  }

  boolean isImpossible() {
    Set<@Nullable Object> some = candidates;
    if (some != null) {
      return some.isEmpty();
    }
    Object least = bound(true);
    Object most = bound(false);
    if (least == null || most == null) {
      return false;
    }
    int sign = Values.compare(least, most);
    return sign > 0
        || (sign == 0 && (isOpen(least) || isOpen(most)))
        || isBetweenNeighbours(least, most);
  }

  /** No whole number lies strictly between two neighbours. */
  private boolean isBetweenNeighbours(Object least, Object most) {
    return limits.get(0).left().type().kind() == Kind.WHOLE
        && Values.isWhole(least)
        && Values.isWhole(most)
        && isOpen(least)
        && isOpen(most)
        && ((Number) most).longValue() - ((Number) least).longValue() == 1;
  }

  /** Whether the bound itself is not possible. */
  private boolean isOpen(Object bound) {
    return limits.stream()
        .anyMatch(l -> l.operator() != null && l.operator().isOrder() && !l.admits(bound));
  }

  /** The greatest lower or the smallest upper bound; null when there is none. */
  private @Nullable Object bound(boolean lower) {
    Object best = null;
    for (Limit limit : limits) {
      Operator operator = limit.operator();
      Object value = limit.values().get(0);
      boolean such =
          operator != null
              && value != null
              && (lower
                  ? operator == Operator.GT || operator == Operator.GE
                  : operator == Operator.LT || operator == Operator.LE);
      if (such && (best == null || Values.compare(value, best) * (lower ? 1 : -1) > 0)) {
        best = value;
      }
    }
    return best;
  }

  /** Whether whatever is possible here also satisfies {@code other}. */
  boolean implies(Limit other) {
    if (other.operator() == Operator.MATCHES) {
      return limits.stream().anyMatch(l -> same(l, other));
    }
    Set<@Nullable Object> some = candidates;
    if (some != null) {
      return !some.isEmpty() && some.stream().allMatch(other::admits);
    }
    Operator operator = other.operator();
    Object value = other.values().get(0);
    if (operator == null || !operator.isOrder() || value == null) {
      return limits.stream().anyMatch(l -> same(l, other));
    }
    Object bound = bound(operator == Operator.GT || operator == Operator.GE);
    return bound != null && (other.admits(bound) || (isOpen(bound) && Values.same(bound, value)));
  }

  private static boolean same(Limit one, Limit other) {
    return one.operator() == other.operator()
        && one.negated() == other.negated()
        && Objects.equals(
            one.values().stream().map(Values::canonical).toList(),
            other.values().stream().map(Values::canonical).toList());
  }
}
