package io.trueup.stage;

import io.trueup.facts.Selection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Why a company's usage may be counted: the mappings that select it, and the positions they serve.
 */
final class Selections {
  private record Use(PositionLines position, String role) {}

  private final Mappings mappings;
  private final String companyId;
  private final Map<Integer, List<Use>> uses;
  private final Set<String> billed = new HashSet<>();
  private final Map<Integer, Boolean> unbilled = new HashMap<>();
  private int next;

  Selections(Mappings mappings, String companyId, List<PositionLines> positions) {
    this.mappings = mappings;
    this.companyId = companyId;
    this.uses = uses(positions);
    positions.forEach(position -> billed.add(position.productCode()));
  }

  /** Which mapping is used by which positions, and as what. */
  private Map<Integer, List<Use>> uses(List<PositionLines> positions) {
    Map<Integer, List<Use>> uses = new HashMap<>();
    for (PositionLines position : positions) {
      String company = position.companyId();
      position.mapping().ifPresent(m -> use(uses, m, position, "count"));
      mappings
          .first("check", company, position.productCode())
          .ifPresent(m -> use(uses, m, position, "check"));
      if (mappings.anyComponents()) {
        Map<String, Mapping> best = new TreeMap<>();
        mappings
            .components(company, position.productCode())
            .forEach(m -> best.putIfAbsent(m.fact().productCode(), m));
        best.values().forEach(m -> use(uses, m, position, "component"));
      }
    }
    return uses;
  }

  private static void use(
      Map<Integer, List<Use>> uses, Mapping mapping, PositionLines position, String role) {
    uses.computeIfAbsent(mapping.index(), k -> new ArrayList<>()).add(new Use(position, role));
  }

  /** What selects a usage, numbered on from the one before. */
  List<Selection> of(Fold.Folded one) {
    List<Selection> found = new ArrayList<>();
    if (!one.usage.link().equals("linked")) {
      return found;
    }
    boolean bestTaken = false;
    for (int i = 0; i < one.selected.matches().size(); i++) {
      Mappings.Match match = one.selected.matches().get(i);
      Mapping mapping = match.mapping();
      boolean idle = one.idle.get(i);
      List<Use> used = uses.get(mapping.index());
      if (used != null) {
        for (Use use : used) {
          String product =
              use.role().equals("component")
                  ? mapping.fact().productCode()
                  : use.position().productCode();
          found.add(
              new Selection(
                  next++,
                  one.usage.id(),
                  use.position().companyId(),
                  mapping.fact().mappingId(),
                  product,
                  use.position().key(),
                  use.role(),
                  mapping.fact().count(),
                  true,
                  match.accepted(),
                  idle,
                  false));
        }
      } else if (mapping.fact().role().equals("count") && standsForUnbilled(mapping)) {
        boolean best = match.accepted() && !bestTaken;
        bestTaken |= best;
        found.add(
            new Selection(
                next++,
                one.usage.id(),
                companyId,
                mapping.fact().mappingId(),
                mapping.productFor(one.selected.shape()),
                "",
                "count",
                mapping.fact().count(),
                false,
                match.accepted(),
                idle,
                best));
      }
    }
    return found;
  }

  private boolean standsForUnbilled(Mapping mapping) {
    return unbilled.computeIfAbsent(
        mapping.index(), i -> mappings.standsForUnbilled(mapping, companyId, billed));
  }
}
