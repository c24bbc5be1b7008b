package io.trueup.stage;

import io.trueup.facts.Counted;
import io.trueup.facts.Decision;
import io.trueup.rulebase.Cases;
import io.trueup.rulebase.Conclusion;
import io.trueup.rulebase.Outcome;
import io.trueup.rulebase.RuleBase;
import io.trueup.rulebase.RuleBundle;
import io.trueup.rulebase.RuleBundle.Stage;
import io.trueup.rulebase.RuleInfo;
import io.trueup.rulebase.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Stage 2: every usage is counted, excluded or unaccounted. */
final class UsageMapping {
  static final Stage STAGE = Stage.SERVICE_MAPPING;

  /** Parts whose facts are held at once. */
  private static final int AT_ONCE = 2_000;

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

  private final RuleBase rules;
  private final List<Object> policy;
  private final Billing billing;
  private final Mappings mappings;
  private final Fold fold;
  private final DecisionsOf decisions;
  private final @Nullable Cases cases;

  UsageMapping(
      RuleBundle bundle,
      Billing billing,
      Mappings mappings,
      Fold fold,
      DecisionsOf decisions,
      @Nullable Cases cases) {
    this.rules = bundle.rules(STAGE);
    this.policy = bundle.policy();
    this.billing = billing;
    this.mappings = mappings;
    this.fold = fold;
    this.decisions = decisions;
    this.cases = cases;
  }

  /**
   * Usage that rules look at together.
   *
   * @param companyId empty for usage that is nobody's, of which each account is kept apart
   * @param records positions in the run's usage, ascending
   */
  record Part(String companyId, String status, String link, int[] records) {}

  /** A part whose cases were looked up. */
  private record Looked(
      Part part,
      List<Fold.Folded> folded,
      List<PositionLines> positions,
      List<List<Object>> cases,
      List<Verdict> verdicts) {
    /** Whether every case is known; where not, the part is evaluated by itself. */
    boolean isKnown() {
      return verdicts.size() == folded.size() && verdicts.stream().allMatch(Verdict::isKnown);
    }
  }

  /** What became of the usage, part by part. */
  List<Mapped> map(List<Part> parts, Workers workers, RunNotes notes) {
    notes.by(STAGE, cases);
    List<Mapped> mapped = new ArrayList<>(parts.size());
    for (int from = 0; from < parts.size(); from += AT_ONCE) {
      List<Part> some = parts.subList(from, Math.min(parts.size(), from + AT_ONCE));
      Cases.Round round = cases == null ? null : cases.round();
      List<Looked> looked = workers.map(some, part -> look(part, round, notes.folding()));
      if (cases != null && round != null) {
        workers.map(round.batches(), cases::decide).forEach(notes::fired);
      }
      mapped.addAll(workers.map(looked, one -> settle(one, notes)));
    }
    return mapped;
  }

  private Looked look(Part part, Cases.@Nullable Round round, FoldNotes notes) {
    String companyId = part.companyId();
    List<PositionLines> positions =
        companyId.isEmpty() ? List.of() : billing.positionsFor(companyId);
    if (round == null) {
      return new Looked(part, fold(part, null, notes), positions, List.of(), List.of());
    }
    try (Cases.Desk desk = round.desk()) {
      boolean concerned = false;
      for (Decision decision : decisionsOf(companyId, positions)) {
        concerned |= desk.concerns(decision);
      }
      if (!concerned) {
        List<Fold.Folded> folded = fold(part, desk, notes);
        Selections selections = new Selections(mappings, companyId, positions);
        List<List<Object>> facts = new ArrayList<>(folded.size());
        List<Verdict> verdicts = new ArrayList<>(folded.size());
        for (Fold.Folded one : folded) {
          List<Object> own = new ArrayList<>();
          own.add(one.usage);
          own.addAll(selections.of(one));
          facts.add(own);
          verdicts.add(desk.find(own));
        }
        return new Looked(part, folded, positions, facts, verdicts);
      }
    }
    return new Looked(part, fold(part, null, notes), positions, List.of(), List.of());
  }

  private List<Fold.Folded> fold(Part part, Cases.@Nullable Desk desk, FoldNotes notes) {
    return fold.fold(
        part.records(),
        part.companyId().isEmpty(),
        part.companyId(),
        part.status(),
        part.link(),
        desk,
        notes);
  }

  private Mapped settle(Looked looked, RunNotes notes) {
    notes.folded(looked.folded().size());
    if (cases == null || !looked.isKnown()) {
      return evaluate(looked, notes);
    }
    UsageFates fates = new UsageFates(looked.part().companyId());
    try (Cases.Desk open = cases.desk()) {
      for (int i = 0; i < looked.folded().size(); i++) {
        notes.used(looked.verdicts().get(i));
        fates.add(looked.folded().get(i), looked.verdicts().get(i), looked.cases().get(i));
      }
    }
    return fates.mapped();
  }

  /** A part by itself, with all that rules may look at. */
  private Mapped evaluate(Looked looked, RunNotes notes) {
    String companyId = looked.part().companyId();
    List<Fold.Folded> folded = looked.folded();
    List<Object> facts = new ArrayList<>(policy);
    facts.addAll(decisionsOf(companyId, looked.positions()));
    looked.positions().forEach(position -> facts.add(position.toFact()));
    Selections selections = new Selections(mappings, companyId, looked.positions());
    for (Fold.Folded one : folded) {
      facts.add(one.usage);
      facts.addAll(selections.of(one));
    }
    Outcome outcome = rules.evaluate(facts);
    notes.evaluated(STAGE, outcome);
    List<List<Conclusion>> byUsage = new ArrayList<>(folded.size());
    folded.forEach(one -> byUsage.add(new ArrayList<>()));
    for (Conclusion conclusion : outcome.conclusions()) {
      int usage = UsageFates.usageId(conclusion.fact());
      if (usage >= 0 && usage < folded.size()) {
        byUsage.get(usage).add(conclusion);
      }
    }
    UsageFates fates = new UsageFates(companyId);
    for (int i = 0; i < folded.size(); i++) {
      fates.add(folded.get(i), byUsage.get(i));
    }
    return fates.mapped();
  }

  /**
   * Decisions about the company and about those that pay for it. One for all companies is told of
   * each of them, so that a rule can always ask for the company that pays.
   */
  private List<Decision> decisionsOf(String companyId, List<PositionLines> positions) {
    TreeSet<String> payers = new TreeSet<>(List.of(companyId));
    positions.forEach(position -> payers.add(position.companyId()));
    List<Decision> about = new ArrayList<>(decisions.all());
    payers.forEach(payer -> about.addAll(decisions.only(payer)));
    if (about.isEmpty()) {
      return about;
    }
    about.sort(Comparator.comparing(Decision::decisionId));
    List<Decision> found = new ArrayList<>();
    for (Decision decision : about) {
      if (decision.companyId().isEmpty()) {
        payers.forEach(payer -> found.add(decision.about(payer)));
      } else {
        found.add(decision);
      }
    }
    return found;
  }
}
