package io.trueup.stage;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * How far records would have folded without a field, gathered from all threads of a run: sums over
 * companies, so that neither their order nor their division into batches matters.
 */
final class FoldNotes {
  private final Map<String, LongAdder> without = new ConcurrentHashMap<>();

  /** Notes that a company's records would have folded to so many usages. */
  void without(String field, int usages) {
    without.computeIfAbsent(field, f -> new LongAdder()).add(usages);
  }

  void add(FoldNotes part) {
    part.without.forEach(
        (field, usages) -> without.computeIfAbsent(field, f -> new LongAdder()).add(usages.sum()));
  }

  /** Usages by field that would be left without it, by name. */
  Map<String, Long> without() {
    Map<String, Long> all = new TreeMap<>();
    without.forEach((field, usages) -> all.put(field, usages.sum()));
    return all;
  }
}
