package io.trueup.stage;

import io.trueup.facts.Selection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Why a company's usage may be counted: the mappings that select it, and the positions they serve.
 */
final class Selections {
  private record Use(PositionLines position, String role) {}

  /**
   * Why usage of a shape may be counted.
   *
   * @param match the number of the mapping among those that select the shape
   * @param position the position it would count for; null when none uses the mapping
   * @param best whether the mapping is the most specific of those that no position uses
   */
  record Choice(
      int match,
      Mapping mapping,
      @Nullable PositionLines position,
      String productCode,
      String role,
      boolean accepted,
      boolean best) {
    String positionKey() {
      return position == null ? "" : position.key();
    }
  }

  /** The choices that usage of some shapes has, in a fixed order. */
  static final class Choices {
    static final Choices NONE = new Choices("", List.of());

    private final String companyId;
    private final List<Choice> all;

    private Choices(String companyId, List<Choice> all) {
      this.companyId = companyId;
      this.all = all;
    }

    /** The company whose usage it is. */
    String companyId() {
      return companyId;
    }

    int size() {
      return all.size();
    }

    Choice get(int number) {
      return all.get(number);
    }

    /** The company that would pay: of the position, else of the usage. */
    String payer(Choice choice) {
      return choice.position() == null ? companyId : choice.position().companyId();
    }

    /** What selects a usage. */
    List<Selection> of(Folded one) {
      List<Selection> found = new ArrayList<>(all.size());
      for (Choice choice : all) {
        found.add(
            new Selection(
                one.firstSelection() + found.size(),
                one.id(),
                payer(choice),
                choice.mapping().fact().mappingId(),
                choice.productCode(),
                choice.positionKey(),
                choice.role(),
                choice.mapping().fact().count(),
                choice.position() != null,
                choice.accepted(),
                one.idle().get(choice.match()),
                choice.best()));
      }
      return found;
    }
  }

  private final Mappings mappings;
  private final String companyId;
  private final boolean linked;
  private final Map<Integer, List<Use>> uses;
  private final Set<String> billed = new HashSet<>();
  private final Map<Integer, Boolean> unbilled = new HashMap<>();
  private final Map<Integer, Choices> choices = new HashMap<>();

  /**
   * @param positions those that the company's usage can count towards
   */
  Selections(Mappings mappings, UsageMapping.Part part, List<PositionLines> positions) {
    this.mappings = mappings;
    this.companyId = part.companyId();
    this.linked = part.link().equals("linked");
    this.uses = uses(positions);
    positions.forEach(position -> billed.add(position.productCode()));
  }

  /** Which mapping is used by which positions, and as what. */
  private Map<Integer, List<Use>> uses(List<PositionLines> positions) {
    Map<Integer, List<Use>> uses = new HashMap<>();
    for (PositionLines position : positions) {
      String company = position.companyId();
      position.mapping().ifPresent(m -> use(uses, m, position, "count"));
      if (mappings.anyChecks()) {
        mappings
            .first("check", company, position.productCode())
            .ifPresent(m -> use(uses, m, position, "check"));
      }
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
    uses.computeIfAbsent(mapping.index(), k -> new ArrayList<>(2)).add(new Use(position, role));
  }

  /** Why usage of a shape may be counted. */
  Choices choices(Mappings.Selected selected) {
    if (!linked || selected.matches().isEmpty()) {
      return Choices.NONE;
    }
    Choices known = choices.get(selected.matching());
    if (known == null) {
      known = new Choices(companyId, choose(selected));
      choices.put(selected.matching(), known);
    }
    return known;
  }

  private List<Choice> choose(Mappings.Selected selected) {
    List<Choice> found = new ArrayList<>();
    boolean bestTaken = false;
    for (int i = 0; i < selected.matches().size(); i++) {
      Mappings.Match match = selected.matches().get(i);
      Mapping mapping = match.mapping();
      List<Use> used = uses.get(mapping.index());
      if (used != null) {
        for (Use use : used) {
          String product =
              use.role().equals("component")
                  ? mapping.fact().productCode()
                  : use.position().productCode();
          found.add(
              new Choice(i, mapping, use.position(), product, use.role(), match.accepted(), false));
        }
      } else if (mapping.fact().role().equals("count") && standsForUnbilled(mapping)) {
        boolean best = match.accepted() && !bestTaken;
        bestTaken |= best;
        String product = mapping.productFor(selected.shape());
        found.add(new Choice(i, mapping, null, product, "count", match.accepted(), best));
      }
    }
    return found;
  }

  private boolean standsForUnbilled(Mapping mapping) {
    return unbilled.computeIfAbsent(
        mapping.index(), i -> mappings.standsForUnbilled(mapping, companyId, billed));
  }
}
