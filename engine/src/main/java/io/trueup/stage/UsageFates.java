package io.trueup.stage;

import io.trueup.facts.Counted;
import io.trueup.facts.Exclusion;
import io.trueup.facts.IdleSeat;
import io.trueup.facts.NotCounted;
import io.trueup.facts.Unaccounted;
import io.trueup.rulebase.Conclusion;
import io.trueup.rulebase.RuleInfo;
import io.trueup.rulebase.Verdict;
import io.trueup.stage.UsageMapping.Tallied;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From what rules concluded about a usage to what became of it. */
final class UsageFates {
  private final String companyId;
  private final List<UsageGroup> groups = new ArrayList<>();
  private final Tallies tallies;

  /**
   * @param positions those that the company's usage can count towards
   */
  UsageFates(String companyId, List<PositionLines> positions) {
    this.companyId = companyId;
    this.tallies = new Tallies(companyId, positions);
  }

  UsageMapping.Mapped mapped() {
    return new UsageMapping.Mapped(companyId, groups, tallies);
  }

  /** The number of the usage that a conclusion is about, -1 when it is about none. */
  static int usageId(Object fact) {
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

  /** Settles a usage by all that was concluded about it. */
  void add(Folded one, List<Conclusion> conclusions) {
    UsageGroup group = new UsageGroup(one, fate(conclusions));
    groups.add(group);
    for (Conclusion conclusion : of(Counted.class, conclusions)) {
      if (group.fate().outcome().equals(Fate.COUNTED)) {
        tallies.add(tally(companyId, group, conclusion, conclusions));
      }
    }
  }

  /** The same by what is known of usage like it. */
  void add(Folded one, UsageAlike.Alike alike) {
    ToldFate told = alike.told(one);
    if (told == null) {
      byFacts(one, alike.verdict(), one.facts());
      return;
    }
    UsageGroup group = new UsageGroup(one, told);
    groups.add(group);
    if (told.fate() == null) {
      String idle = told.idleReason();
      Plan plan = told.plan();
      tallies.add(
          new Tallied(
              companyId,
              group,
              null,
              idle,
              idle.isEmpty() ? plan.rules() : plan.withIdle(),
              one.records().length,
              told.committed()));
    }
  }

  private void byFacts(Folded one, Verdict verdict, List<Object> facts) {
    Plan plan = verdict.plan(Plan::of);
    Object fact = !plan.simple() || plan.decides() < 0 ? null : verdict.fact(plan.decides(), facts);
    if (!plan.simple()) {
      add(one, verdict.conclusions(facts));
    } else if (fact instanceof Counted counted) {
      count(one, plan, counted, plan.idleReason(verdict, facts, counted));
    } else {
      groups.add(new UsageGroup(one, plan.fate(fact)));
    }
  }

  private void count(Folded one, Plan plan, Counted counted, String idle) {
    UsageGroup group = new UsageGroup(one, plan.fate(counted));
    groups.add(group);
    tallies.add(
        Tallied.of(
            companyId, group, counted, idle, idle.isEmpty() ? plan.rules() : plan.withIdle()));
  }

  /**
   * Which of a verdict's conclusions decide.
   *
   * @param simple whether there is at most one of each kind, so that nothing has to be put in order
   * @param decides the conclusion that decides, -1 when there is none
   * @param idle that it is an inactive seat, -1 when none
   * @param rules of the conclusion that decides
   * @param withIdle the same with those of the inactive seat
   */
  record Plan(
      boolean simple, int decides, int idle, List<RuleInfo> rules, List<RuleInfo> withIdle) {
    static final Plan NONE = new Plan(false, -1, -1, List.of(), List.of());

    private static final List<Class<?>> DECIDING =
        List.of(Exclusion.class, Counted.class, NotCounted.class, Unaccounted.class);

    static Plan of(Verdict verdict) {
      int[] at = {-1, -1, -1, -1};
      int idle = -1;
      boolean simple = true;
      for (int i = 0; i < verdict.size(); i++) {
        int kind = DECIDING.indexOf(verdict.type(i));
        if (kind >= 0) {
          simple &= at[kind] < 0;
          at[kind] = i;
        } else if (verdict.type(i) == IdleSeat.class) {
          simple &= idle < 0;
          idle = i;
        }
      }
      int decides = -1;
      for (int kind = at.length - 1; kind >= 0; kind--) {
        decides = at[kind] >= 0 ? at[kind] : decides;
      }
      List<RuleInfo> rules =
          decides < 0 ? List.of() : Rules.together(verdict.rules(decides), List.of());
      List<RuleInfo> withIdle = idle < 0 ? rules : Rules.together(rules, verdict.rules(idle));
      return new Plan(simple, decides, idle, rules, withIdle);
    }

    /** Why what counts is an inactive seat; empty when it is in use. */
    String idleReason(Verdict verdict, List<Object> facts, Counted counted) {
      return idle >= 0
              && verdict.fact(idle, facts) instanceof IdleSeat seat
              && seat.positionKey().equals(counted.positionKey())
              && seat.productCode().equals(counted.productCode())
          ? seat.reason()
          : "";
    }

    Fate fate(@Nullable Object fact) {
      if (fact instanceof Exclusion exclusion) {
        return new Fate(Fate.EXCLUDED, exclusion.reason(), List.of(), rules, List.of());
      } else if (fact instanceof Counted counted) {
        String reason = counted.positionKey().isEmpty() ? "no_billing_line" : "";
        return new Fate(Fate.COUNTED, reason, List.of(counted), rules, List.of());
      } else if (fact instanceof NotCounted left) {
        return new Fate(Fate.EXCLUDED, left.reason(), List.of(), rules, List.of());
      } else if (fact instanceof Unaccounted open) {
        return new Fate(Fate.UNACCOUNTED, open.reason(), List.of(), rules, List.of());
      }
      return new Fate(Fate.UNACCOUNTED, "no_rule_decided", List.of(), List.of(), List.of());
    }
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
    return Tallied.of(
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
