package io.trueup.app;

import static java.util.stream.Collectors.joining;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A table of floors: which package below {@code io.trueup} may use which. An edge counts onward:
 * what a floor's floor may use, it may use too.
 */
final class Floors {
  private static final String ROOT = "io.trueup.";

  private final Map<String, Set<String>> below = new LinkedHashMap<>();

  /** A package, and the packages directly below it. */
  Floors floor(String name, String... lower) {
    Set<String> edges = new TreeSet<>();
    for (String each : lower) {
      if (!below.containsKey(each)) {
        throw new IllegalArgumentException(name + " stands on " + each + ", which is not below it");
      }
      edges.add(each);
      edges.addAll(below.getOrDefault(each, Set.of()));
    }
    if (below.put(name, edges) != null) {
      throw new IllegalArgumentException(name + " is in the table twice");
    }
    return this;
  }

  /** Every class lives on a floor of the table and uses only what is below it. */
  ArchCondition<JavaClass> hold() {
    return new ArchCondition<>("use only the floors below") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        Floors.this.check(type, events);
      }
    };
  }

  private void check(JavaClass type, ConditionEvents events) {
    String floor = floorOf(type).orElseThrow();
    Set<String> allowed = below.get(floor);
    if (allowed == null) {
      events.add(SimpleConditionEvent.violated(type, type.getName() + " is on no floor"));
      return;
    }
    for (Dependency use : type.getDirectDependenciesFromSelf()) {
      floorOf(use.getTargetClass())
          .filter(target -> !target.equals(floor) && !allowed.contains(target))
          .ifPresent(
              target ->
                  events.add(
                      SimpleConditionEvent.violated(
                          use,
                          "%s may use [%s], not %s: %s"
                              .formatted(floor, text(allowed), target, use.getDescription()))));
    }
  }

  private static String text(Set<String> floors) {
    return floors.stream().collect(joining(", "));
  }

  private static Optional<String> floorOf(JavaClass type) {
    String name = type.getPackageName();
    if (!name.startsWith(ROOT)) {
      return Optional.empty();
    }
    return Optional.of(name.substring(ROOT.length()).split("\\.", -1)[0]);
  }
}
