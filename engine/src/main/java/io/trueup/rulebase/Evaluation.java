package io.trueup.rulebase;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.drools.core.common.EqualityKey;
import org.drools.core.common.ReteEvaluator;
import org.drools.core.common.TruthMaintenanceSystem;
import org.drools.core.common.TruthMaintenanceSystemFactory;
import org.drools.model.Drools;
import org.drools.tms.LogicalDependency;
import org.drools.tms.SimpleMode;
import org.drools.tms.TruthMaintenanceSystemEqualityKey;
import org.drools.tms.beliefsystem.BeliefSet;
import org.jspecify.annotations.Nullable;
import org.kie.api.runtime.rule.RuleContext;

/** One evaluation: its fuel, and what rules concluded in it. Used by one thread. */
final class Evaluation {
  /**
   * A rule that fired.
   *
   * @param order the rule's place in the rule base
   * @param slots what matched
   * @param calls what it concludes from that
   */
  record Fired(
      int order, RuleInfo rule, @Nullable Object[] slots, List<ConclusionCompiler.Call> calls) {}

  private final Limits limits;
  private final Fuel fuel;
  private final Feedback.Mode mode;
  private final Map<Object, List<Fired>> recorded = new LinkedHashMap<>();
  private final Map<Object, Fired> byMatch = new IdentityHashMap<>();
  private BitSet gates = new BitSet();
  private final @Nullable Meter meter;
  private int concluded;

  Evaluation(Limits limits, Feedback.Mode mode) {
    this(limits, mode, null);
  }

  /**
   * @param meter takes what rules cost; null when nobody asks
   */
  Evaluation(Limits limits, Feedback.Mode mode, @Nullable Meter meter) {
    this.limits = limits;
    this.fuel = new Fuel(limits);
    this.mode = mode;
    this.meter = meter;
  }

  @Nullable Meter meter() {
    return meter;
  }

  /** Says which gates the facts open. */
  void open(BitSet open) {
    this.gates = open;
  }

  boolean isOpen(int gate) {
    return gates.get(gate);
  }

  Fuel fuel() {
    return fuel;
  }

  void conclude(Drools drools, Fired fired, Object conclusion) {
    if (mode == Feedback.Mode.JUSTIFY) {
      count(++concluded);
      byMatch.put(((RuleContext) drools).getMatch(), fired);
      drools.logicalInsert(conclusion);
      return;
    }
    List<Fired> because = recorded.get(conclusion);
    if (because != null) {
      because.add(fired);
      return;
    }
    count(recorded.size() + 1);
    because = new ArrayList<>(1);
    because.add(fired);
    recorded.put(conclusion, because);
    if (mode == Feedback.Mode.INSERT) {
      drools.insert(conclusion);
    }
  }

  /** Ends the evaluation when a conclusion's text has grown too long. */
  void bounded(int characters) {
    if (characters > limits.conclusionCharacters()) {
      throw new Fuel.Spent(
          "a conclusion holds a text of more than "
              + limits.conclusionCharacters()
              + " characters");
    }
  }

  private void count(int conclusions) {
    if (conclusions > limits.conclusions()) {
      throw new Fuel.Spent("rules made more than " + limits.conclusions() + " conclusions");
    }
  }

  /** What holds now, each with the firings that support it. */
  Map<Object, List<Fired>> holding(ReteEvaluator session) {
    if (mode != Feedback.Mode.JUSTIFY) {
      return recorded;
    }
    Map<Object, List<Fired>> holding = new LinkedHashMap<>();
    if (byMatch.isEmpty()) {
      return holding;
    }
    TruthMaintenanceSystem justifications =
        TruthMaintenanceSystemFactory.get().getOrCreateTruthMaintenanceSystem(session);
    for (EqualityKey key : justifications.getEqualityKeys()) {
      BeliefSet<?> beliefs = ((TruthMaintenanceSystemEqualityKey) key).getBeliefSet();
      if (beliefs == null || beliefs.isEmpty()) {
        continue;
      }
      Object fact = beliefs.getFactHandle().getObject();
      Object belief = beliefs.getFirst();
      while (belief instanceof SimpleMode justified) {
        LogicalDependency<SimpleMode> dependency = justified.getObject();
        Fired fired = byMatch.get(dependency.getJustifier());
        if (fired != null) {
          holding.computeIfAbsent(fact, f -> new ArrayList<>(1)).add(fired);
        }
        belief = justified.getNext();
      }
    }
    return holding;
  }
}
