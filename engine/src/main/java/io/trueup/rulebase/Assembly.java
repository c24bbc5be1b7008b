package io.trueup.rulebase;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the rules of one rule base share while it is built. */
final class Assembly {
  private final FactModel model;
  private final Limits limits;
  private final Running running = new Running();
  private final Map<String, Integer> indexes = new HashMap<>();
  private final Map<Class<?>, TreeSet<String>> reads = new HashMap<>();
  private final Feedback feedback = new Feedback();
  private final List<Sketch> sketches = new ArrayList<>();

  Assembly(FactModel model, Limits limits) {
    this.model = model;
    this.limits = limits;
  }

  FactModel model() {
    return model;
  }

  Limits limits() {
    return limits;
  }

  Running running() {
    return running;
  }

  Feedback feedback() {
    return feedback;
  }

  /**
   * One number for each different thing that is indexed, so that Drools knows which nodes can share
   * an index.
   */
  int index(String key) {
    return indexes.computeIfAbsent(key, k -> indexes.size());
  }

  void sketched(Sketch sketch) {
    sketches.add(sketch);
  }

  /** What each alternative of each rule looks at, in the order of files and lines. */
  List<Sketch> sketches() {
    return sketches;
  }

  void reads(Value value) {
    for (Value.FieldUse use : value.uses()) {
      reads.computeIfAbsent(use.type(), t -> new TreeSet<>()).add(use.field());
    }
  }

  Map<Class<?>, Set<String>> reads() {
    Map<Class<?>, Set<String>> copy = new HashMap<>();
    reads.forEach((type, fields) -> copy.put(type, java.util.Collections.unmodifiableSet(fields)));
    return copy;
  }

  /** The types of a model by name, for messages. */
  static TreeMap<String, FactType> sorted(FactModel model) {
    TreeMap<String, FactType> sorted = new TreeMap<>();
    model.typeNames().forEach(n -> model.find(n).ifPresent(t -> sorted.put(n, t)));
    return sorted;
  }
}
