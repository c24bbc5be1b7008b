package io.trueup.rulebase;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.drools.model.Drools;
import org.drools.model.PatternDSL;
import org.drools.model.Rule;
import org.drools.model.RuleItemBuilder;
import org.drools.model.Variable;
import org.drools.model.consequences.ConsequenceImpl;
import org.drools.model.functions.BlockN;

/** Turns one rule into rules of the canonical model, one for each alternative. */
final class RuleCompiler {
  private final Assembly assembly;
  private final Problems problems;

  RuleCompiler(Assembly assembly, Problems problems) {
    this.assembly = assembly;
    this.problems = problems;
  }

  /** A rule whose patterns can still be added to. */
  record Draft(String drlPackage, String name, List<RuleItemBuilder<?>> items) {
    Rule build() {
      return PatternDSL.rule(drlPackage, name).build(items.toArray(RuleItemBuilder[]::new));
    }
  }

  /**
   * @param source the file's text
   * @param order the rule's place in the rule base
   * @return incomplete when there are problems
   */
  List<Draft> compile(RuleText text, String source, RuleInfo info, String drlPackage, int order) {
    assembly.begin(info, order);
    List<Draft> rules = new ArrayList<>();
    List<List<Condition>> branches;
    try {
      branches =
          new Alternatives(assembly.limits().alternativesPerRule(), problems).of(text.conditions());
    } catch (Problems.Stop reported) {
      return rules;
    }
    for (int i = 0; i < branches.size(); i++) {
      String name = i == 0 ? info.name() : info.name() + " (alternative " + (i + 1) + ")";
      assembly.places().alternative();
      Scope scope = new Scope(null);
      Sketch sketch = new Sketch(info, text.nameAt(), source);
      ConditionBuilder builder = new ConditionBuilder(assembly, problems, sketch);
      List<RuleItemBuilder<?>> items = new ArrayList<>();
      builder.build(branches.get(i), scope).forEach(item -> items.add(() -> item));
      List<ConclusionCompiler.Call> calls = new ArrayList<>();
      for (RuleText.Call call : text.conclusions()) {
        ConclusionCompiler.Call compiled =
            new ConclusionCompiler(assembly, problems, sketch)
                .compile(call, scope, builder.matched());
        if (compiled != null) {
          calls.add(compiled);
        }
      }
      if (!problems.isEmpty()) {
        continue;
      }
      assembly.sketched(sketch);
      ConsequenceImpl consequence =
          consequence(
              new Firer(assembly.running(), info, order, calls),
              builder.matched().stream().map(Slot::variable).toArray(Variable[]::new));
      items.add(() -> consequence);
      rules.add(new Draft(drlPackage, name, items));
    }
    return rules;
  }

  private static ConsequenceImpl consequence(Firer firer, Variable<?>[] variables) {
    return new ConsequenceImpl(firer, variables, true, false, "java");
  }

  /** What runs when a rule fires. */
  private record Firer(
      Running running, RuleInfo info, int order, List<ConclusionCompiler.Call> calls)
      implements BlockN {
    private static final long serialVersionUID = 1L;

    @Override
    public void execute(Object... droolsAndSlots) {
      Evaluation evaluation = running.evaluation();
      evaluation.fuel().fired();
      // Drools uses its array again for the next firing
      Object[] slots = Arrays.copyOfRange(droolsAndSlots, 1, droolsAndSlots.length);
      Object first = slots.length > 0 ? slots[0] : null;
      Object[] more = slots.length > 1 ? Arrays.copyOfRange(slots, 1, slots.length) : Term.NO_MORE;
      Evaluation.Fired fired = new Evaluation.Fired(order, info, slots, calls);
      Meter meter = evaluation.meter();
      if (meter != null) {
        meter.fires(order);
      }
      for (ConclusionCompiler.Call call : calls) {
        Object conclusion;
        try {
          long start = meter == null ? 0 : System.nanoTime();
          conclusion = call.conclude(first, more);
          if (meter != null) {
            meter.concluded(order, start);
          }
        } catch (Fuel.Spent spent) {
          throw spent;
        } catch (RuntimeException failure) {
          throw new Fuel.Spent(
              "rule "
                  + info.id()
                  + " could not conclude "
                  + call.verb().name()
                  + ": "
                  + failure.getMessage());
        }
        evaluation.bounded(call.verb().longestText(conclusion));
        evaluation.conclude((Drools) droolsAndSlots[0], fired, conclusion);
      }
    }
  }
}
