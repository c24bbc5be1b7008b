package io.trueup.rulebase;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
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

  private final RuleBase rules;
  private final CaseModel model;
  private final List<Object> always;
  private final Set<Object> alwaysSame;
  private final CaseReads reads;
  private final Map<Class<?>, Look> looks = new HashMap<>();
  private final Map<Key, Verdict> known = new ConcurrentHashMap<>();

  /** What of a fact goes into the key. */
  private record Look(
      Term[] tests, Function<Object, @Nullable Object>[] open, Name[] names) {}

  private record Name(int domain, Function<Object, @Nullable Object> reader) {}

  /** What two cases have in common when rules cannot tell them apart. */
  private static final class Key {
    private final Object[] parts;
    private final int hash;

    Key(Object[] parts) {
      this.parts = parts;
      this.hash = Arrays.hashCode(parts);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key key && key.hash == hash && Arrays.equals(key.parts, parts);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }

  private Cases(RuleBase rules, CaseModel model, Collection<?> always, CaseReads reads) {
    this.rules = rules;
    this.model = model;
    this.always = List.copyOf(always);
    this.reads = reads;
    this.alwaysSame = Collections.newSetFromMap(new IdentityHashMap<>());
    alwaysSame.addAll(always);
    Map<String, Integer> domains = new HashMap<>();
    for (Class<?> type : model.facts()) {
      looks.put(type, look(type, domains));
    }
    this.named = new Object[domains.size()][];
    domains.forEach(
        (domain, number) -> {
          Set<Object> names = new HashSet<>(reads.named(domain));
          names.add("");
          named[number] = names.toArray();
        });
  }

  private final Object[][] named;

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

  /** Why rules cannot be decided case by case: a rule and what it does, each once. */
  public static List<String> whyNot(RuleBase rules, CaseModel model) {
    return List.copyOf(new CaseReads(rules.sketches(), model).whyNot());
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private Look look(Class<?> type, Map<String, Integer> domains) {
    Set<String> open = new HashSet<>(reads.open(type).keySet());
    List<Name> names = new ArrayList<>();
    for (String field : reads.joined(type)) {
      if (!open.contains(field) && !model.separating().contains(model.domain(type, field))) {
        int domain = domains.computeIfAbsent(model.domain(type, field), d -> domains.size());
        names.add(new Name(domain, reader(type, field)));
      }
    }
    // Names that conditions on conclusions write out are looked at wherever they come from.
    model
        .identities()
        .getOrDefault(type, Map.of())
        .forEach(
            (field, domain) -> {
              boolean known = names.stream().anyMatch(n -> domains.get(domain) == (Integer) n.domain());
              if (!known && !open.contains(field) && !reads.named(domain).isEmpty()) {
                names.add(
                    new Name(
                        domains.computeIfAbsent(domain, d -> domains.size()),
                        reader(type, field)));
              }
            });
    return new Look(
        reads.tests(type).toArray(Term[]::new),
        open.stream().sorted().map(field -> reader(type, field)).toArray(Function[]::new),
        names.toArray(Name[]::new));
  }

  private Function<Object, @Nullable Object> reader(Class<?> type, String field) {
    int bracket = field.indexOf('[');
    String plain = bracket < 0 ? field : field.substring(0, bracket);
    FactType.Field found =
        java.util.Objects.requireNonNull(
            model.model().find(type).orElseThrow().fields().get(plain), plain);
    if (bracket < 0) {
      return found.reader();
    }
    String key = field.substring(bracket + 1, field.length() - 1);
    return fact -> found.reader().apply(fact) instanceof Map<?, ?> map ? map.get(key) : null;
  }

  private static boolean fits(Sketch.Part part, Object fact) {
    for (Sketch.Test test : part.tests) {
      Value value = test.value();
      if (value.slots().size() == 1
          && value.slots().contains(part.slot)
          && !value
              .code()
              .place(Slot.Layout.of(part.slot, value.slots()))
              .holds(fact, null, Term.NO_MORE)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Conditions on nothing but a field, by which its values can be told apart; null when the value
   * itself matters.
   */
  public @Nullable Probe probe(Class<?> type, String field) {
    List<Term> tests = reads.testsOf(type, field);
    return tests == null ? null : new Probe(tests.toArray(Term[]::new));
  }

  /** Conditions on one field. */
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
      return bits(tests, fact);
    }
  }

  private static Object bits(Term[] tests, Object fact) {
    long bits = 0;
    long[] more = null;
    for (int i = 0; i < tests.length; i++) {
      if (tests[i].holds(fact, null, Term.NO_MORE)) {
        if (i < Long.SIZE) {
          bits |= 1L << i;
        } else {
          more = more == null ? new long[tests.length / Long.SIZE + 1] : more;
          more[i / Long.SIZE] |= 1L << i;
        }
      }
    }
    if (more == null) {
      return bits;
    }
    more[0] = bits;
    return Arrays.toString(more);
  }

  /** Fields that count as they are, with the rules that read them so: what costs folding. */
  public Map<String, Set<String>> open(Class<?> type) {
    return reads.open(type);
  }

  /** How many different cases there were. */
  public int size() {
    return known.size();
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
    private final Object[][] seen = new Object[named.length][];
    private final int[] seenCount = new int[named.length];

    private final Round round;

    private Desk(Round round) {
      this.round = round;
      rules.running().start(new Evaluation(rules.limits(), rules.mode()));
      for (int i = 0; i < seen.length; i++) {
        seen[i] = new Object[8];
      }
    }

    /** The verdict on a case, which may be waiting to be decided. */
    public Verdict find(List<Object> facts) {
      Key key = key(facts);
      Verdict verdict = known.get(key);
      if (verdict == null) {
        Verdict fresh = new Verdict(rules, facts);
        verdict = known.putIfAbsent(key, fresh);
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
      for (Sketch sketch : rules.sketches()) {
        for (Sketch.Part part : sketch.parts()) {
          if (part.type().isInstance(fact) && fits(part, fact)) {
            return true;
          }
        }
      }
      return false;
    }

    /** Which conditions on a field hold of a fact. */
    public Object told(Probe probe, Object fact) {
      return probe.of(fact);
    }

    private Key key(List<Object> facts) {
      int size = 0;
      for (Object fact : facts) {
        Look look = look(fact);
        size += 2 + look.open().length + look.names().length;
      }
      Object[] parts = new Object[size];
      Arrays.fill(seenCount, 0);
      int at = 0;
      for (Object fact : facts) {
        Look look = look(fact);
        parts[at++] = fact.getClass();
        parts[at++] = bits(look.tests(), fact);
        for (Function<Object, @Nullable Object> open : look.open()) {
          parts[at++] = open.apply(fact);
        }
        for (Name name : look.names()) {
          parts[at++] = number(name.domain(), name.reader().apply(fact));
        }
      }
      return new Key(parts);
    }

    private Look look(Object fact) {
      Look look = looks.get(fact.getClass());
      if (look == null) {
        throw new IllegalArgumentException(fact.getClass() + " is no fact of a case");
      }
      return look;
    }

    /** A name by the order in which it was met, or itself where rules write it out. */
    private Object number(int domain, @Nullable Object name) {
      Object value = name == null ? "" : name;
      for (Object one : named[domain]) {
        if (one.equals(value)) {
          return one;
        }
      }
      Object[] names = seen[domain];
      int count = seenCount[domain];
      for (int i = 0; i < count; i++) {
        if (names[i].equals(value)) {
          return i;
        }
      }
      if (count == names.length) {
        names = Arrays.copyOf(names, count * 2);
        seen[domain] = names;
      }
      names[count] = value;
      seenCount[domain] = count + 1;
      return count;
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
      List<Object> own = java.util.Objects.requireNonNull(batch.get(i).waiting());
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
        if (java.util.Objects.requireNonNull(ofConclusions.get(one.fact())) < 0) {
          int owner = owner(one, owners, ofConclusions);
          if (owner >= 0) {
            ofConclusions.put(one.fact(), owner);
            more = true;
          }
        }
      }
    }
    for (Ordering.Ordered one : result.ordered()) {
      int owner = java.util.Objects.requireNonNull(ofConclusions.get(one.fact()));
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
