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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Stage 2: every usage is counted, excluded or unaccounted. */
final class UsageMapping {
  static final Stage STAGE = Stage.SERVICE_MAPPING;

  /** Parts whose facts are held at once. */
  private static final int AT_ONCE = 2_000;

  /** Parts that are looked at first; then twice as many, as more and more cases are known. */
  private static final int FIRST = 64;

  /**
   * Usage that counts towards something.
   *
   * @param given what it counts towards; null when its group tells it
   * @param idleReason why it is an inactive seat, empty when it is in use
   * @param records how many records it has
   * @param committed whether it counts only because it was committed to
   */
  record Tallied(
      String companyId,
      UsageGroup group,
      @Nullable Counted given,
      String idleReason,
      List<RuleInfo> rules,
      int records,
      boolean committed) {
    static Tallied of(
        String companyId,
        UsageGroup group,
        Counted given,
        String idleReason,
        List<RuleInfo> rules) {
      return new Tallied(
          companyId, group, given, idleReason, rules, group.records().length, given.committed());
    }

    Counted counted() {
      return given != null ? given : group.counted();
    }
  }

  /**
   * One company's usage after the stage.
   *
   * @param groups all its usage, each with its fate
   * @param tallies what it counts towards
   */
  record Mapped(String companyId, List<UsageGroup> groups, Tallies tallies) {}

  private final RuleBase rules;
  private final List<Object> policy;
  private final Billing billing;
  private final Mappings mappings;
  private final Fold fold;
  private final DecisionsOf decisions;
  private final @Nullable Cases cases;
  private final Optional<UsageAlike> alike;

  UsageMapping(
      RuleBundle bundle,
      Billing billing,
      Mappings mappings,
      Fold fold,
      DecisionsOf decisions,
      Optional<UsageAlike> alike,
      @Nullable Cases cases) {
    this.rules = bundle.rules(STAGE);
    this.policy = bundle.policy();
    this.billing = billing;
    this.mappings = mappings;
    this.fold = fold;
    this.decisions = decisions;
    this.alike = alike;
    this.cases = cases;
  }

  /**
   * Usage that rules look at together.
   *
   * @param companyId empty for usage that is nobody's, of which each account is kept apart
   * @param records positions in the run's usage, ascending
   */
  record Part(String companyId, String status, String link, int[] records) {}

  /**
   * A part whose cases were looked up.
   *
   * @param verdicts one for each usage; none when the part is to be evaluated by itself
   */
  private record Looked(
      Part part,
      List<Folded> folded,
      List<PositionLines> positions,
      List<UsageAlike.Alike> verdicts) {
    /** Whether no case has to be waited for. */
    boolean isSettled() {
      for (UsageAlike.Alike one : verdicts) {
        if (!one.verdict().isSettled()) {
          return false;
        }
      }
      return true;
    }

    Step step() {
      return new Step(this, null);
    }

    /** Whether every case is known; where not, the part is evaluated by itself. */
    boolean isKnown() {
      if (verdicts.size() < folded.size()) {
        return false;
      }
      for (UsageAlike.Alike one : verdicts) {
        if (!one.verdict().isKnown()) {
          return false;
        }
      }
      return true;
    }
  }

  /** What became of the usage, part by part. */
  List<Mapped> map(List<Part> parts, Workers workers, RunNotes notes) {
    notes.by(STAGE, cases);
    List<Mapped> mapped = new ArrayList<>(parts.size());
    int to;
    for (int from = 0; from < parts.size(); from = to) {
      to = Math.min(parts.size(), from + Math.min(AT_ONCE, Math.max(FIRST, from)));
      Cases.Round round = cases == null ? null : cases.round();
      List<Step> steps =
          workers.map(
              parts.subList(from, to),
              part -> {
                Looked looked = look(part, round, notes.folding());
                return looked.isSettled() ? new Step(null, settle(looked, notes)) : looked.step();
              });
      if (cases != null && round != null) {
        workers.map(round.batches(), cases::decide).forEach(notes::fired);
      }
      workers
          .map(steps, step -> step.open() == null ? step.mapped() : settle(step.open(), notes))
          .forEach(one -> mapped.add(Objects.requireNonNull(one)));
    }
    return mapped;
  }

  /** A part that is settled, or one that waits until its cases are decided. */
  private record Step(@Nullable Looked open, @Nullable Mapped mapped) {}

  private Looked look(Part part, Cases.@Nullable Round round, FoldNotes notes) {
    String companyId = part.companyId();
    List<PositionLines> positions =
        companyId.isEmpty() ? List.of() : billing.positionsFor(companyId);
    Selections selections = new Selections(mappings, part, positions);
    if (round != null) {
      try (Cases.Desk desk = round.desk()) {
        if (decisionsOf(companyId, positions).stream().noneMatch(desk::concerns)) {
          List<Folded> folded = fold.fold(part, selections, desk, notes);
          return new Looked(part, folded, positions, find(folded, desk));
        }
      }
    }
    return new Looked(part, fold.fold(part, selections, null, notes), positions, List.of());
  }

  private List<UsageAlike.Alike> find(List<Folded> all, Cases.Desk desk) {
    List<UsageAlike.Alike> found = new ArrayList<>(all.size());
    if (alike.isPresent()) {
      UsageAlike.Client client = alike.get().client(desk);
      all.forEach(one -> found.add(client.find(one)));
    } else {
      all.forEach(one -> found.add(UsageAlike.byItself(one, desk)));
    }
    return found;
  }

  private Mapped settle(Looked looked, RunNotes notes) {
    notes.folded(looked.folded().size());
    if (cases == null || !looked.isKnown()) {
      return evaluate(looked, notes);
    }
    UsageFates fates = new UsageFates(looked.part().companyId(), looked.positions());
    try (Cases.Desk open = cases.desk()) {
      for (int i = 0; i < looked.folded().size(); i++) {
        UsageAlike.Alike known = looked.verdicts().get(i);
        notes.used(known.verdict());
        fates.add(looked.folded().get(i), known);
      }
    }
    return fates.mapped();
  }

  /** A part by itself, with all that rules may look at. */
  private Mapped evaluate(Looked looked, RunNotes notes) {
    String companyId = looked.part().companyId();
    List<Folded> folded = looked.folded();
    List<Object> facts = new ArrayList<>(policy);
    facts.addAll(decisionsOf(companyId, looked.positions()));
    looked.positions().forEach(position -> facts.add(position.toFact()));
    folded.forEach(one -> facts.addAll(one.facts()));
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
    UsageFates fates = new UsageFates(companyId, looked.positions());
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
