package io.trueup.compare;

import io.trueup.rulebase.RuleBundle.Stage;
import io.trueup.stage.DiscrepancyRow;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Says which changes of the rules made a difference. */
final class Attribution {
  private final Side from;
  private final Side to;
  private final Suspects suspects;
  private final Upstream upstream;

  Attribution(Side from, Side to, Suspects suspects, Upstream upstream) {
    this.from = from;
    this.to = to;
    this.suspects = suspects;
    this.upstream = upstream;
  }

  /**
   * What made it.
   *
   * @param certain whether it was these; otherwise one or more of them
   */
  record Causes(List<RuleChange> changes, boolean certain) {}

  /** What made each of them. */
  Map<Pair, Causes> of(Collection<Pair> pairs) {
    Map<Pair, Causes> causes = new IdentityHashMap<>();
    Map<String, Set<RuleChange>> bySubject = new HashMap<>();
    for (Pair pair : pairs) {
      Causes found = of(pair);
      causes.put(pair, found);
      if (found.certain()) {
        subjects(pair)
            .forEach(
                s -> bySubject.computeIfAbsent(s, k -> new TreeSet<>()).addAll(found.changes()));
      }
    }
    // What rests on another conclusion about the same product has that one's causes.
    causes.replaceAll(
        (pair, found) -> {
          Set<RuleChange> near = new TreeSet<>();
          subjects(pair).forEach(s -> near.addAll(bySubject.getOrDefault(s, Set.of())));
          return found.certain() || near.isEmpty() ? found : new Causes(List.copyOf(near), true);
        });
    return causes;
  }

  private static List<String> subjects(Pair pair) {
    return pair.rows()
        .filter(row -> !row.productCode().isEmpty())
        .map(row -> row.companyId() + "|" + row.productCode())
        .distinct()
        .toList();
  }

  private Causes of(Pair pair) {
    List<RuleChange> all = suspects.all();
    if (all.size() <= 1) {
      // What differs between the two sides can have no other reason.
      return new Causes(all, true);
    }
    Set<RuleChange> found = new TreeSet<>();
    if (!pair.sameUsage()) {
      pair.rows().forEach(row -> found.addAll(counting(row)));
    }
    if (found.isEmpty() || ruledOtherwise(pair)) {
      pair.rows().forEach(row -> found.addAll(suspects.of(row.ruleIds(), Stage.DISCREPANCIES)));
    }
    if (found.isEmpty()) {
      pair.rows().forEach(row -> found.addAll(suspects.of(row.ruleIds())));
    }
    return found.isEmpty() ? new Causes(all, false) : new Causes(List.copyOf(found), true);
  }

  /** Changes behind what was counted. */
  private Set<RuleChange> counting(DiscrepancyRow row) {
    Set<RuleChange> found = new TreeSet<>(upstream.behind(row));
    found.addAll(suspects.of(row.ruleIds(), Stage.SERVICE_MAPPING));
    for (Side side : List.of(from, to)) {
      String preset = side.presets().get(row.evidence().mappingId());
      if (preset != null) {
        found.addAll(suspects.ofPreset(preset.toLowerCase(Locale.ROOT)));
      }
    }
    return found;
  }

  /** Whether the last stage says something else, and not only of other quantities. */
  private static boolean ruledOtherwise(Pair pair) {
    DiscrepancyRow before = pair.before();
    DiscrepancyRow after = pair.after();
    return before != null
        && after != null
        && !(before.classification().equals(after.classification())
            && before.reason().equals(after.reason()));
  }
}
