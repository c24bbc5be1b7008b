package io.trueup.rulebase;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What rules conclude from a case, told for the case that was decided and for every other that they
 * cannot tell from it. Immutable once it is decided.
 */
public final class Verdict {
  /** Where a matched fact is found again in another case. */
  private sealed interface Place {}

  private record OfCase(int index) implements Place {}

  private record OfConclusion(int index) implements Place {}

  private record Always(@Nullable Object fact) implements Place {}

  private record Fire(RuleInfo rule, List<Place> places) {}

  private record Made(Class<?> type, ConclusionCompiler.Call call, List<Fire> because) {}

  private final RuleBase rules;
  private final boolean remembered;
  private final AtomicReference<@Nullable Object> plan = new AtomicReference<>();
  private volatile @Nullable List<Object> waiting;
  private volatile @Nullable List<Made> made;

  /**
   * @param remembered whether cases that are alike will find it
   */
  Verdict(RuleBase rules, List<Object> facts, boolean remembered) {
    this.rules = rules;
    this.remembered = remembered;
    this.waiting = facts;
  }

  /** The facts of the case that is to be decided; null once it is. */
  @Nullable List<Object> waiting() {
    return waiting;
  }

  /**
   * Takes what was concluded.
   *
   * @param facts of the case as it was decided
   * @param always facts that stand beside every case
   */
  void decided(List<Object> facts, Set<Object> always, List<Ordering.Ordered> conclusions) {
    made = translated(facts, always, conclusions);
    undecided();
  }

  /** Nobody has to wait for it any longer; unless it is decided it cannot be told for others. */
  synchronized void undecided() {
    waiting = null;
    notifyAll();
  }

  /**
   * Whether it can be told; where not, each case is to be evaluated by itself. Waits for another
   * thread that is deciding it.
   */
  public boolean isKnown() {
    if (waiting != null) {
      await();
    }
    return made != null;
  }

  /** Whether nobody has to wait for it. */
  public boolean isSettled() {
    return waiting == null;
  }

  private synchronized void await() {
    try {
      while (waiting != null) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a case was decided", e);
    }
  }

  private static @Nullable List<Made> translated(
      List<Object> facts, Set<Object> always, List<Ordering.Ordered> conclusions) {
    List<Made> all = new ArrayList<>(conclusions.size());
    for (Ordering.Ordered one : conclusions) {
      List<Fire> because = new ArrayList<>();
      for (Evaluation.Fired fired : one.because()) {
        List<Place> places = new ArrayList<>();
        for (Object slot : fired.slots()) {
          Place place = place(slot, facts, always, conclusions);
          if (place == null) {
            return null;
          }
          places.add(place);
        }
        because.add(new Fire(fired.rule(), places));
      }
      ConclusionCompiler.Call call = call(one);
      if (call == null) {
        return null;
      }
      all.add(new Made(one.fact().getClass(), call, because));
    }
    return all;
  }

  private static @Nullable Place place(
      @Nullable Object slot,
      List<Object> facts,
      Set<Object> always,
      List<Ordering.Ordered> conclusions) {
    for (int i = 0; i < facts.size(); i++) {
      if (facts.get(i) == slot) {
        return new OfCase(i);
      }
    }
    for (int i = 0; i < conclusions.size(); i++) {
      if (conclusions.get(i).fact().equals(slot)) {
        return new OfConclusion(i);
      }
    }
    return slot == null || always.contains(slot) ? new Always(slot) : null;
  }

  /** The verb that made a conclusion. */
  private static ConclusionCompiler.@Nullable Call call(Ordering.Ordered one) {
    Evaluation.Fired fired = one.because().get(0);
    for (ConclusionCompiler.Call call : fired.calls()) {
      if (call.conclude(fired.slots()).equals(one.fact())) {
        return call;
      }
    }
    return null;
  }

  private List<Made> made() {
    List<Made> known = made;
    if (known == null) {
      throw new IllegalStateException("the case was not decided");
    }
    return known;
  }

  /** Whether cases that are alike find it; where there are too many, each has its own. */
  public boolean isRemembered() {
    return remembered;
  }

  /** Whether these rules decided. */
  public boolean isBy(RuleBase base) {
    return rules == base;
  }

  /** How many conclusions hold. */
  public int size() {
    return made().size();
  }

  /** The type of a conclusion, in their order. */
  public Class<?> type(int conclusion) {
    return made().get(conclusion).type();
  }

  /** The rules that a conclusion rests on, firing by firing. */
  public List<RuleInfo> rules(int conclusion) {
    return made().get(conclusion).because().stream().map(Fire::rule).toList();
  }

  /** Whether a conclusion is made of whole facts and values that its rule writes out. */
  public boolean isOfWholeFacts(int conclusion) {
    return made().get(conclusion).call().whole();
  }

  /** Something worked out from this verdict once, and the same for every case. */
  @SuppressWarnings("unchecked")
  public <T> T plan(Function<Verdict, T> planned) {
    Object known = plan.get();
    if (known == null) {
      known = planned.apply(this);
      plan.set(known);
    }
    return (T) known;
  }

  /** What a conclusion is in a case. */
  public Object fact(int conclusion, List<Object> facts) {
    Made one = made().get(conclusion);
    return one.call().conclude(slots(one.because().get(0), facts));
  }

  /** All conclusions in a case, with what they rest on. */
  public List<Conclusion> conclusions(List<Object> facts) {
    List<Conclusion> all = new ArrayList<>(size());
    for (int i = 0; i < size(); i++) {
      List<Firing> because = new ArrayList<>();
      for (Fire fire : made().get(i).because()) {
        because.add(Ordering.firing(fire.rule(), slots(fire, facts)));
      }
      all.add(new Conclusion(fact(i, facts), because));
    }
    return all;
  }

  private @Nullable Object[] slots(Fire fire, List<Object> facts) {
    @Nullable Object[] slots = new Object[fire.places().size()];
    for (int i = 0; i < slots.length; i++) {
      Place place = fire.places().get(i);
      if (place instanceof OfCase own) {
        slots[i] = facts.get(own.index());
      } else if (place instanceof OfConclusion other) {
        slots[i] = fact(other.index(), facts);
      } else {
        slots[i] = ((Always) place).fact();
      }
    }
    return slots;
  }
}
