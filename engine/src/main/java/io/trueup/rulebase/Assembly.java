package io.trueup.rulebase;

import java.util.ArrayList;
import java.util.Collections;
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
  private final Map<Class<?>, TreeMap<String, TreeSet<String>>> reads = new HashMap<>();
  private final Feedback feedback = new Feedback();
  private final List<Sketch> sketches = new ArrayList<>();
  private final Places places = new Places();
  private String rule = "";

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

  /** Where rules spend their time. */
  Places places() {
    return places;
  }

  /**
   * What follows is of this rule.
   *
   * @param order the rule's place in the rule base
   */
  void begin(RuleInfo info, int order) {
    rule = info.id();
    places.begin(info, order);
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
      reads
          .computeIfAbsent(use.type(), t -> new TreeMap<>())
          .computeIfAbsent(use.field(), f -> new TreeSet<>())
          .add(rule);
    }
  }

  /** The fields that are read, by type, each with the ids of the rules that read it. */
  Map<Class<?>, Map<String, Set<String>>> reads() {
    Map<Class<?>, Map<String, Set<String>>> copy = new HashMap<>();
    reads.forEach((type, fields) -> copy.put(type, Collections.unmodifiableMap(fields)));
    return copy;
  }

  /** The types of a model by name, for messages. */
  static TreeMap<String, FactType> sorted(FactModel model) {
    TreeMap<String, FactType> sorted = new TreeMap<>();
    model.typeNames().forEach(n -> model.find(n).ifPresent(t -> sorted.put(n, t)));
    return sorted;
  }
}
