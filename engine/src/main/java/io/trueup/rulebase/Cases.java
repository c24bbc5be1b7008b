package io.trueup.rulebase;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Rules that look at one case at a time, decided once for all cases that they cannot tell apart.
 * Drools decides the first of such cases, and the others are looked up: their conclusions are made
 * by the same verbs from their own facts.
 *
 * <p>Safe for many threads; each uses a {@link Desk} of its own.
 */
public final class Cases {
  /** Cases in one evaluation: enough to share its cost, few enough to stay within its limits. */
  private static final int BATCH = 100;

  /**
   * More cases than this are decided but not remembered: rules that fold badly must not fill the
   * memory.
   */
  public static final int MOST = 200_000;

  private final RuleBase rules;
  private final CaseModel model;
  private final List<Object> always;
  private final Set<Object> alwaysSame;
  private final CaseReads reads;
  private final CaseKeys keys;
  private final List<Asked> asked;
  private final Map<CaseKeys.Key, Verdict> known = new ConcurrentHashMap<>();

  private Cases(RuleBase rules, CaseModel model, Collection<?> always, CaseReads reads) {
    this.rules = rules;
    this.model = model;
    this.always = List.copyOf(always);
    this.reads = reads;
    this.alwaysSame = Collections.newSetFromMap(new IdentityHashMap<>());
    alwaysSame.addAll(always);
    this.keys = new CaseKeys(model, reads);
    this.asked = asked(rules.sketches(), model);
  }

  /**
   * The rules of a stage case by case.
   *
   * @param always facts that are there in every evaluation
   * @return empty when some rule looks further than a case; {@link #whyNot} says which
   */
  public static Optional<Cases> of(RuleBase rules, CaseModel model, Collection<?> always) {
    CaseReads reads = new CaseReads(rules.sketches(), model);
    return reads.whyNot().isEmpty()
        ? Optional.of(new Cases(rules, model, always, reads))
        : Optional.empty();
  }

  /**
   * The same, where facts that are always there are few and tell cases apart: a condition that
   * compares with one of them counts by whether it holds.
   */
  public static Optional<Cases> beside(RuleBase rules, CaseModel model, Collection<?> always) {
    rules.running().start(new Evaluation(rules.limits(), rules.mode()));
    try {
      CaseReads reads = new CaseReads(rules.sketches(), model, new Beside(always));
      return reads.whyNot().isEmpty()
          ? Optional.of(new Cases(rules, model, always, reads))
          : Optional.empty();
    } finally {
      rules.running().end();
    }
  }

  /** Why rules cannot be decided case by case: a rule and what it does, each once. */
  public static List<String> whyNot(RuleBase rules, CaseModel model) {
    return List.copyOf(new CaseReads(rules.sketches(), model).whyNot());
  }

  /** What each pattern asks of a fact of some type alone, for facts that are mostly not there. */
  private static List<Asked> asked(List<Sketch> sketches, CaseModel model) {
    List<Asked> asked = new ArrayList<>();
    for (Sketch sketch : sketches) {
      for (Sketch.Part part : sketch.parts()) {
        if (model.absent().stream().anyMatch(part.type()::isAssignableFrom)) {
          List<Term> alone = new ArrayList<>();
          for (Sketch.Test test : part.tests) {
            Set<Slot> slots = test.value().slots();
            if (slots.size() == 1 && slots.contains(part.slot)) {
              alone.add(test.value().code().place(Slot.Layout.of(part.slot, slots)));
            }
          }
          asked.add(new Asked(part.type(), alone));
        }
      }
    }
    return asked;
  }

  private record Asked(Class<?> type, List<Term> alone) {
    boolean fits(Object fact) {
      return type.isInstance(fact)
          && alone.stream().allMatch(term -> term.holds(fact, null, Term.NO_MORE));
    }
  }

  /**
   * Conditions on nothing but a field, by which its values can be told apart; null when the value
   * itself matters.
   */
  public @Nullable Probe probe(Class<?> type, String field) {
    List<Term> tests = reads.testsOf(type, field);
    return tests == null ? null : new Probe(tests.toArray(Term[]::new));
  }

  /**
   * Conditions on nothing but some names of one fact. What they tell, beside which of the names are
   * equal, is all that rules see of these; null when the names themselves matter.
   */
  public @Nullable Probe probe(Class<?> type, Set<String> names) {
    List<Term> tests = reads.testsOfNames(type, names);
    return tests == null ? null : new Probe(tests.toArray(Term[]::new));
  }

  /** Conditions on one field, or on a few names. */
  public static final class Probe {
    private final Term[] tests;

    private Probe(Term[] tests) {
      this.tests = tests;
    }

    /** Whether any value is told from another. */
    public boolean isBlind() {
      return tests.length == 0;
    }

    /** Which conditions hold of a fact; equal for facts that they do not tell apart. */
    Object of(Object fact) {
      return CaseKeys.bits(tests, fact);
    }
  }

  /** Fields that count as they are, with the rules that read them so: what costs folding. */
  public Map<String, Set<String>> open(Class<?> type) {
    return reads.open(type);
  }

  /** A round of looking cases up and deciding those that nobody knew; for several threads. */
  public Round round() {
    return new Round();
  }

  /** A place to ask about cases that are known; for one thread, to be closed. */
  public Desk desk() {
    return new Desk(new Round());
  }

  /** Cases that were looked up together, of which the new ones are then decided. */
  public final class Round {
    private final ConcurrentLinkedQueue<Verdict> waiting = new ConcurrentLinkedQueue<>();

    private Round() {}

    /** A place to look cases up; for one thread, to be closed. */
    public Desk desk() {
      return new Desk(this);
    }

    /** Cases that wait, in batches for {@link Cases#decide}; each may be done by another thread. */
    public List<List<Verdict>> batches() {
      List<List<Verdict>> batches = new ArrayList<>();
      List<Verdict> batch = new ArrayList<>();
      for (Verdict next = waiting.poll(); next != null; next = waiting.poll()) {
        batch.add(next);
        if (batch.size() == BATCH) {
          batches.add(batch);
          batch = new ArrayList<>();
        }
      }
      if (!batch.isEmpty()) {
        batches.add(batch);
      }
      return batches;
    }
  }

  /** Looks cases up. */
  public final class Desk implements AutoCloseable {
    private final CaseKeys.Names names = keys.names();
    private final Round round;

    private Desk(Round round) {
      this.round = round;
      rules.running().start(new Evaluation(rules.limits(), rules.mode()));
    }

    /** The verdict on a case, which may be waiting to be decided. */
    public Verdict find(List<Object> facts) {
      CaseKeys.Key key = keys.key(facts, names);
      Verdict verdict = known.get(key);
      if (verdict == null) {
        Verdict fresh = new Verdict(rules, facts, known.size() < MOST);
        verdict = fresh.isRemembered() ? known.putIfAbsent(key, fresh) : null;
        if (verdict == null) {
          round.waiting.add(fresh);
          verdict = fresh;
        }
      }
      return verdict;
    }

    /**
     * Whether rules that are idle otherwise may look at a fact of {@link CaseModel#absent}: a case
     * beside which it stands is to be evaluated with it.
     */
    public boolean concerns(Object fact) {
      return asked.stream().anyMatch(one -> one.fits(fact));
    }

    /** Which conditions on a field hold of a fact. */
    public Object told(Probe probe, Object fact) {
      return probe.of(fact);
    }

    @Override
    public void close() {
      rules.running().end();
    }
  }

  /** Decides a batch; how often rules fired. */
  public long decide(List<Verdict> batch) {
    try {
      return evaluate(batch);
    } finally {
      // Whoever waits goes on, and evaluates by itself what was not decided.
      batch.forEach(Verdict::undecided);
    }
  }

  private long evaluate(List<Verdict> batch) {
    List<Object> facts = new ArrayList<>(always);
    List<List<Object>> cases = new ArrayList<>(batch.size());
    Map<Object, Integer> owners = new IdentityHashMap<>();
    for (int i = 0; i < batch.size(); i++) {
      List<Object> own = Objects.requireNonNull(batch.get(i).waiting());
      List<Object> numbered = model.numbered().apply(i, own);
      cases.add(numbered);
      facts.addAll(numbered);
      for (Object fact : numbered) {
        owners.put(fact, i);
      }
    }
    RuleBase.Result result = rules.fire(facts);
    if (!result.stopped().isEmpty()) {
      return result.firings();
    }
    List<List<Ordering.Ordered>> conclusions = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      conclusions.add(new ArrayList<>());
    }
    Map<Object, Integer> ofConclusions = new HashMap<>();
    for (Ordering.Ordered one : result.ordered()) {
      ofConclusions.put(one.fact(), -1);
    }
    boolean more = true;
    while (more) {
      more = false;
      for (Ordering.Ordered one : result.ordered()) {
        if (Objects.requireNonNull(ofConclusions.get(one.fact())) < 0) {
          int owner = owner(one, owners, ofConclusions);
          if (owner >= 0) {
            ofConclusions.put(one.fact(), owner);
            more = true;
          }
        }
      }
    }
    for (Ordering.Ordered one : result.ordered()) {
      int owner = Objects.requireNonNull(ofConclusions.get(one.fact()));
      if (owner >= 0) {
        conclusions.get(owner).add(one);
      }
    }
    rules.running().start(new Evaluation(rules.limits(), rules.mode()));
    try {
      for (int i = 0; i < batch.size(); i++) {
        batch.get(i).decided(cases.get(i), alwaysSame, conclusions.get(i));
      }
    } finally {
      rules.running().end();
    }
    return result.firings();
  }

  private static int owner(
      Ordering.Ordered one, Map<Object, Integer> owners, Map<Object, Integer> ofConclusions) {
    for (Object slot : one.because().get(0).slots()) {
      Integer owner = slot == null ? null : owners.get(slot);
      if (owner == null && slot != null) {
        owner = ofConclusions.get(slot);
      }
      if (owner != null && owner >= 0) {
        return owner;
      }
    }
    return -1;
  }
}
