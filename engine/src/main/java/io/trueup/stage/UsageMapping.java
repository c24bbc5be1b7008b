package io.trueup.stage;

import io.trueup.facts.Counted;
import io.trueup.facts.Decision;
import io.trueup.facts.Exclusion;
import io.trueup.facts.IdleSeat;
import io.trueup.facts.NotCounted;
import io.trueup.facts.Selection;
import io.trueup.facts.Unaccounted;
import io.trueup.rulebase.Conclusion;
import io.trueup.rulebase.Outcome;
import io.trueup.rulebase.RuleBase;
import io.trueup.rulebase.RuleBundle;
import io.trueup.rulebase.RuleBundle.Stage;
import io.trueup.rulebase.RuleInfo;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Stage 2: every usage is counted, excluded or unaccounted. */
final class UsageMapping {
  static final Stage STAGE = Stage.SERVICE_MAPPING;

  /**
   * Usage that counts towards something.
   *
   * @param idleReason why it is an inactive seat, empty when it is in use
   */
  record Tallied(
      String companyId,
      UsageGroup group,
      Counted counted,
      String idleReason,
      List<RuleInfo> rules) {}

  /**
   * One company's usage after the stage.
   *
   * @param groups all its usage, each with its fate
   * @param tallied what counts, and towards what
   */
  record Mapped(String companyId, List<UsageGroup> groups, List<Tallied> tallied) {}

  private record Use(PositionLines position, String role) {}

  private final RuleBase rules;
  private final List<Object> policy;
  private final Billing billing;
  private final Mappings mappings;
  private final Fold fold;
  private final List<Decision> decisions;
  private final RunNotes notes;

  UsageMapping(
      RuleBundle bundle,
      Billing billing,
      Mappings mappings,
      Fold fold,
      List<Decision> decisions,
      RunNotes notes) {
    this.rules = bundle.rules(STAGE);
    this.policy = bundle.policy();
    this.billing = billing;
    this.mappings = mappings;
    this.fold = fold;
    this.decisions = decisions;
    this.notes = notes;
  }

  /** Usage of accounts that are linked to no company; each account is kept apart. */
  Mapped mapUnlinked(int[] records, String link) {
    return conclude("", fold.fold(records, true, "", "", link), List.of(), Map.of());
  }

  /** Usage of all accounts linked to one company. */
  Mapped map(String companyId, String status, int[] records) {
    List<PositionLines> positions = billing.positionsFor(companyId);
    return conclude(
        companyId,
        fold.fold(records, false, companyId, status, "linked"),
        positions,
        uses(positions));
  }

  /** Which mapping is used by which positions, and as what. */
  private Map<Integer, List<Use>> uses(List<PositionLines> positions) {
    Map<Integer, List<Use>> uses = new HashMap<>();
    for (PositionLines position : positions) {
      String company = position.companyId();
      position.mapping().ifPresent(m -> use(uses, m, position, "count"));
      mappings.billing("check", company, position.productCode()).stream()
          .findFirst()
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

  private Mapped conclude(
      String companyId,
      List<Fold.Folded> folded,
      List<PositionLines> positions,
      Map<Integer, List<Use>> uses) {
    List<Object> facts = new ArrayList<>(policy);
    facts.addAll(decisionsOf(companyId, positions));
    Set<String> billed = new HashSet<>();
    for (PositionLines position : positions) {
      facts.add(position.toFact());
      billed.add(position.productCode());
    }
    int selections = 0;
    for (Fold.Folded one : folded) {
      facts.add(one.usage);
      for (Selection selection : selections(companyId, one, billed, uses, selections)) {
        facts.add(selection);
        selections++;
      }
    }
    Outcome outcome = rules.evaluate(facts);
    notes.evaluated(STAGE, outcome);
    notes.folded(folded.size());
    return settle(companyId, folded, outcome);
  }

  /**
   * Decisions about the company and about those that pay for it. One for all companies is told of
   * each of them, so that a rule can always ask for the company that pays.
   */
  private List<Decision> decisionsOf(String companyId, List<PositionLines> positions) {
    if (decisions.isEmpty()) {
      return List.of();
    }
    TreeSet<String> payers = new TreeSet<>(List.of(companyId));
    positions.forEach(position -> payers.add(position.companyId()));
    List<Decision> found = new ArrayList<>();
    for (Decision decision : decisions) {
      if (decision.companyId().isEmpty()) {
        payers.forEach(payer -> found.add(decision.about(payer)));
      } else if (payers.contains(decision.companyId())) {
        found.add(decision);
      }
    }
    return found;
  }

  private List<Selection> selections(
      String companyId,
      Fold.Folded one,
      Set<String> billed,
      Map<Integer, List<Use>> uses,
      int firstId) {
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
                  firstId + found.size(),
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
      } else if (mapping.fact().role().equals("count")
          && mappings.standsForUnbilled(mapping, companyId, billed)) {
        boolean best = match.accepted() && !bestTaken;
        bestTaken |= best;
        found.add(
            new Selection(
                firstId + found.size(),
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

  private static Mapped settle(String companyId, List<Fold.Folded> folded, Outcome outcome) {
    int size = folded.size();
    List<List<Conclusion>> byUsage = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      byUsage.add(new ArrayList<>());
    }
    for (Conclusion conclusion : outcome.conclusions()) {
      int usage = usageId(conclusion.fact());
      if (usage >= 0 && usage < size) {
        byUsage.get(usage).add(conclusion);
      }
    }
    List<UsageGroup> groups = new ArrayList<>(size);
    List<Tallied> tallied = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      Fold.Folded one = folded.get(i);
      List<Conclusion> conclusions = byUsage.get(i);
      UsageGroup group = new UsageGroup(one.usage, one.selected, one.records, fate(conclusions));
      groups.add(group);
      for (Conclusion conclusion : of(Counted.class, conclusions)) {
        if (group.fate().outcome().equals(Fate.COUNTED)) {
          tallied.add(tally(companyId, group, conclusion, conclusions));
        }
      }
    }
    return new Mapped(companyId, groups, tallied);
  }

  private static int usageId(Object fact) {
    if (fact instanceof Counted c) {
      return c.usageId();
    } else if (fact instanceof Exclusion e) {
      return e.usageId();
    } else if (fact instanceof Unaccounted u) {
      return u.usageId();
    } else if (fact instanceof NotCounted n) {
      return n.usageId();
    } else if (fact instanceof IdleSeat s) {
      return s.usageId();
    }
    return -1;
  }

  private static Fate fate(List<Conclusion> conclusions) {
    List<Conclusion> exclusions = of(Exclusion.class, conclusions);
    if (!exclusions.isEmpty()) {
      String reason = ((Exclusion) exclusions.get(0).fact()).reason();
      return fate(Fate.EXCLUDED, reason, List.of(), exclusions);
    }
    List<Conclusion> counts = of(Counted.class, conclusions);
    if (!counts.isEmpty()) {
      List<Counted> counted = counts.stream().map(c -> (Counted) c.fact()).toList();
      boolean billed = counted.stream().anyMatch(c -> !c.positionKey().isEmpty());
      return fate(Fate.COUNTED, billed ? "" : "no_billing_line", counted, counts);
    }
    List<Conclusion> left = of(NotCounted.class, conclusions);
    if (!left.isEmpty()) {
      String reason = ((NotCounted) left.get(0).fact()).reason();
      return fate(Fate.EXCLUDED, reason, List.of(), left);
    }
    List<Conclusion> open = of(Unaccounted.class, conclusions);
    return open.isEmpty()
        ? fate(Fate.UNACCOUNTED, "no_rule_decided", List.of(), List.of())
        : fate(Fate.UNACCOUNTED, ((Unaccounted) open.get(0).fact()).reason(), List.of(), open);
  }

  private static Fate fate(
      String outcome, String reason, List<Counted> counted, List<Conclusion> because) {
    return new Fate(outcome, reason, counted, Rules.of(because), decisionIds(because));
  }

  private static List<String> decisionIds(List<Conclusion> because) {
    return Rules.decisionIds(because.stream().flatMap(c -> c.because().stream()).toList());
  }

  private static Tallied tally(
      String companyId, UsageGroup group, Conclusion conclusion, List<Conclusion> all) {
    Counted counted = (Counted) conclusion.fact();
    List<Conclusion> idle =
        of(IdleSeat.class, all).stream()
            .filter(
                c ->
                    ((IdleSeat) c.fact()).positionKey().equals(counted.positionKey())
                        && ((IdleSeat) c.fact()).productCode().equals(counted.productCode()))
            .toList();
    return new Tallied(
        companyId,
        group,
        counted,
        idle.isEmpty() ? "" : ((IdleSeat) idle.get(0).fact()).reason(),
        Rules.together(Rules.of(conclusion), Rules.of(idle)));
  }

  /** Conclusions of one type, the one of the smallest rule id first. */
  private static List<Conclusion> of(Class<?> type, List<Conclusion> conclusions) {
    List<Conclusion> such = new ArrayList<>();
    for (Conclusion conclusion : conclusions) {
      if (type.isInstance(conclusion.fact())) {
        such.add(conclusion);
      }
    }
    if (such.size() > 1) {
      such.sort(
          Comparator.comparing((Conclusion c) -> Rules.of(c).get(0).id())
              .thenComparing(c -> c.fact().toString()));
    }
    return such;
  }
}
