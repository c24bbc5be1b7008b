package io.trueup.rulebase;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.drools.core.common.ReteEvaluator;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieBase;
import org.kie.api.runtime.KieSession;

/**
 * The rules of one stage, ready to be evaluated. Immutable and safe for many threads: each
 * evaluation has a session of its own.
 */
public final class RuleBase {
  private final KieBase kieBase;
  private final Running running;
  private final Gates gates;
  private final Set<Class<?>> matched;
  private final Feedback.Mode mode;
  private final Limits limits;
  private final List<RuleInfo> rules;
  private final Map<Class<?>, Map<String, Set<String>>> reads;
  private final List<Sketch> sketches;
  private final Places places;
  private final @Nullable Meters meters;

  RuleBase(KieBase kieBase, Assembly assembly, Gates gates, List<RuleInfo> rules) {
    this.kieBase = kieBase;
    this.gates = gates;
    this.matched = assembly.feedback().matched();
    this.running = assembly.running();
    this.mode = assembly.feedback().mode();
    this.limits = assembly.limits();
    this.rules = List.copyOf(rules);
    this.reads = new HashMap<>(assembly.reads());
    this.sketches = List.copyOf(assembly.sketches());
    this.places = assembly.places();
    this.meters = null;
  }

  private RuleBase(RuleBase other, Meters meters) {
    this.kieBase = other.kieBase;
    this.gates = other.gates;
    this.matched = other.matched;
    this.running = other.running;
    this.mode = other.mode;
    this.limits = other.limits;
    this.rules = other.rules;
    this.reads = other.reads;
    this.sketches = other.sketches;
    this.places = other.places;
    this.meters = meters;
  }

  /** The same rules, with nothing measured yet; what they take from now on is. */
  RuleBase metered() {
    return new RuleBase(this, new Meters(places, rules));
  }

  /**
   * What the rules took in evaluations that are over.
   *
   * @throws IllegalStateException when the bundle is not {@linkplain RuleBundle#metered metered}
   */
  public Metered measured() {
    if (meters == null) {
      throw new IllegalStateException("nobody measured these rules");
    }
    return meters.metered();
  }

  /**
   * Builds the rules of one stage. Rules with problems never throw: every problem of every file is
   * returned.
   *
   * @param drlPackage the package that each file must name
   */
  public static Compiled compile(
      String drlPackage, List<RuleSource> sources, FactModel model, Limits limits) {
    RuleBaseCompiler.Bundle bundle =
        new RuleBaseCompiler.Bundle(
            model,
            limits,
            new Readings(0),
            new CheckClock(limits),
            new Lint(limits.bundleRules()),
            null);
    return new RuleBaseCompiler(drlPackage, bundle, null)
        .compile(sources.stream().map(Source::new).toList());
  }

  /**
   * What the rules conclude from these facts.
   *
   * @param facts in the order that decides the order of conclusions; the same object twice counts
   *     once, equal objects count each
   */
  public Outcome evaluate(Collection<?> facts) {
    return evaluate(facts, limits);
  }

  /** The same under other limits; those on the size of rules do not matter here. */
  public Outcome evaluate(Collection<?> facts, Limits workLimits) {
    Result result = fire(facts, workLimits);
    return new Outcome(
        result.ordered().stream().map(Ordering.Ordered::conclusion).toList(),
        result.stopped().isEmpty(),
        result.stopped(),
        result.firings());
  }

  /** What an evaluation gave, with the way back to the rules that fired. */
  record Result(List<Ordering.Ordered> ordered, String stopped, long firings) {}

  Result fire(Collection<?> facts) {
    return fire(facts, limits);
  }

  private Result fire(Collection<?> facts, Limits workLimits) {
    if (meters == null) {
      return fire(facts, new Evaluation(workLimits, mode));
    }
    Meter meter = meters.take();
    long start = System.nanoTime();
    try {
      Result result = fire(facts, new Evaluation(workLimits, mode, meter));
      meter.held(result.ordered());
      return result;
    } finally {
      meter.evaluated(start);
      meters.giveBack(meter);
    }
  }

  private Result fire(Collection<?> facts, Evaluation evaluation) {
    running.start(evaluation);
    KieSession session = kieBase.newKieSession();
    try {
      String stopped = "";
      try {
        evaluation.open(gates.open(facts));
        Map<Class<?>, Boolean> wanted = new HashMap<>();
        for (Object fact : facts) {
          if (wanted.computeIfAbsent(fact.getClass(), this::isMatched)) {
            session.insert(fact);
          }
        }
        session.fireAllRules();
      } catch (RuntimeException failure) {
        stopped = why(failure);
      } catch (StackOverflowError tooDeep) {
        stopped = "stopped: conclusions rest on each other too deeply";
      }
      return new Result(
          new Ordering(facts).order(evaluation.holding((ReteEvaluator) session)),
          stopped,
          evaluation.fuel().firings());
    } finally {
      session.dispose();
      running.end();
    }
  }

  /** What the rules look at and conclude. */
  List<Sketch> sketches() {
    return sketches;
  }

  Running running() {
    return running;
  }

  Limits limits() {
    return limits;
  }

  Feedback.Mode mode() {
    return mode;
  }

  /** Facts that no pattern asks for need not be handed over. */
  private boolean isMatched(Class<?> type) {
    return matched.stream().anyMatch(pattern -> pattern.isAssignableFrom(type));
  }

  /**
   * The reason within Drools' wrappings; a failure of another kind is a fault of the program and is
   * thrown.
   */
  private static String why(RuntimeException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof Fuel.Spent spent) {
        return "stopped: " + spent.why();
      }
    }
    throw failure;
  }

  /**
   * The fields of a fact type that some condition or conclusion of these rules reads, sorted; of a
   * map of named values only the names that are asked for, {@code attributes[name]}. Handing a
   * whole fact to a verb or comparing it as a whole reads no field.
   */
  public Set<String> fieldsRead(Class<?> fact) {
    return new TreeSet<>(reads.getOrDefault(fact, Map.of()).keySet());
  }

  /** The ids of the rules that read a field of a fact type, sorted. */
  public Set<String> readers(Class<?> fact, String field) {
    return new TreeSet<>(reads.getOrDefault(fact, Map.of()).getOrDefault(field, Set.of()));
  }

  /** The rules in the order of files and lines. */
  public List<RuleInfo> rules() {
    return rules;
  }
}
