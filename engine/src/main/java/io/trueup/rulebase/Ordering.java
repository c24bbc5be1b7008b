package io.trueup.rulebase;

import io.trueup.rulebase.Evaluation.Fired;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts conclusions and firings in an order that depends on the rules' order and the facts' order
 * only: first by rule, then by the facts that matched, pattern by pattern. A conclusion that
 * matched as a fact counts as standing behind all given facts, in the order of its own reasons.
 */
final class Ordering {
  private static final long BEHIND_FACTS = 1L << 32;
  // what rests on a longer chain is ordered by its text
  private static final int MAX_LEVELS = 50;
  private static final long UNKNOWN = Long.MAX_VALUE;
  private static final Comparator<Keyed> BY_KEY =
      Comparator.<Keyed>comparingInt(k -> k.fired.order())
          .thenComparing(Keyed::key, Arrays::compare);

  private final Map<Object, Long> places = new IdentityHashMap<>();
  private final Map<Object, Long> ranks = new HashMap<>();

  private record Keyed(Fired fired, long[] key) {}

  Ordering(Collection<?> facts) {
    long place = 0;
    for (Object fact : facts) {
      places.putIfAbsent(fact, place++);
    }
  }

  /** A conclusion with the firings that support it, in their order. */
  record Ordered(Object fact, List<Fired> because) {
    Conclusion conclusion() {
      return new Conclusion(fact, because.stream().map(Ordering::firing).toList());
    }
  }

  List<Ordered> order(Map<Object, List<Fired>> holding) {
    rank(holding);
    List<Map.Entry<Object, List<Keyed>>> all = new ArrayList<>();
    holding.forEach((fact, fired) -> all.add(Map.entry(fact, sorted(fired))));
    all.sort(
        Comparator.<Map.Entry<Object, List<Keyed>>, Keyed>comparing(
                e -> e.getValue().get(0), BY_KEY)
            .thenComparing(e -> e.getKey().toString()));
    List<Ordered> result = new ArrayList<>(all.size());
    for (Map.Entry<Object, List<Keyed>> entry : all) {
      result.add(new Ordered(entry.getKey(), entry.getValue().stream().map(Keyed::fired).toList()));
    }
    return result;
  }

  /** Gives conclusions that others rest on a place, those that rest on given facts alone first. */
  private void rank(Map<Object, List<Fired>> holding) {
    Set<Object> restedOn = new LinkedHashSet<>();
    for (List<Fired> because : holding.values()) {
      for (Fired fired : because) {
        for (Object slot : fired.slots()) {
          if (slot != null && !places.containsKey(slot) && holding.containsKey(slot)) {
            restedOn.add(slot);
          }
        }
      }
    }
    for (int level = 0; level < MAX_LEVELS && !restedOn.isEmpty(); level++) {
      List<Map.Entry<Object, Keyed>> known = new ArrayList<>();
      for (Object fact : restedOn) {
        Keyed first = sorted(holding.getOrDefault(fact, List.of())).get(0);
        if (Arrays.stream(first.key).noneMatch(k -> k == UNKNOWN)) {
          known.add(Map.entry(fact, first));
        }
      }
      if (known.isEmpty()) {
        return;
      }
      known.sort(
          Comparator.<Map.Entry<Object, Keyed>, Keyed>comparing(Map.Entry::getValue, BY_KEY)
              .thenComparing(e -> e.getKey().toString()));
      for (Map.Entry<Object, Keyed> entry : known) {
        ranks.put(entry.getKey(), BEHIND_FACTS + ranks.size());
        restedOn.remove(entry.getKey());
      }
    }
  }

  private List<Keyed> sorted(List<Fired> fired) {
    List<Keyed> keyed = new ArrayList<>(fired.size());
    for (Fired one : fired) {
      long[] key = new long[one.slots().length];
      for (int i = 0; i < key.length; i++) {
        key[i] = place(one.slots()[i]);
      }
      keyed.add(new Keyed(one, key));
    }
    keyed.sort(BY_KEY);
    return keyed;
  }

  private long place(@Nullable Object slot) {
    if (slot == null || slot instanceof Totals) {
      return -1;
    }
    Long place = places.get(slot);
    if (place == null) {
      place = ranks.get(slot);
    }
    if (place != null) {
      return place;
    }
    return slot instanceof Record ? UNKNOWN : slot.toString().hashCode();
  }

  private static Firing firing(Fired fired) {
    return firing(fired.rule(), fired.slots());
  }

  static Firing firing(RuleInfo rule, @Nullable Object[] slots) {
    List<Object> matched = new ArrayList<>(slots.length);
    for (Object slot : slots) {
      if (slot instanceof Totals totals) {
        matched.addAll(totals.counted());
      } else if (slot != null) {
        matched.add(slot);
      }
    }
    return new Firing(rule, matched);
  }
}
