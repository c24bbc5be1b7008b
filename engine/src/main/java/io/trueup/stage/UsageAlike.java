package io.trueup.stage;

import io.trueup.facts.Selection;
import io.trueup.facts.Usage;
import io.trueup.rulebase.Cases;
import io.trueup.rulebase.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Usage that rules have decided, found by a few numbers: usage of the same shape, selected by the
 * same mappings for the same products, of clients that no rule tells apart. Its facts differ in
 * nothing but names, which are equal in the same places, and so its case is the same.
 *
 * <p>Safe for several threads.
 */
final class UsageAlike {
  private static final Set<String> COMPANY = Set.of("companyId", "homeCompanyId");
  private static final Set<String> PAYER = Set.of("companyId", "positionKey");

  /** What differs between usage that is alike otherwise, and what makes its facts differ. */
  private static final Set<String> OWN = Set.of("records", "quantity", "accountId");

  private record Key(int client, int shape, int flags, int rest, int choices) {
    @Override
    public int hashCode() {
      int hash = (shape * 0x9E3779B9 + choices) * 0x85EBCA6B;
      return ((hash + flags) * 0xC2B2AE35 + rest) * 0x27D4EB2F + client;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key key
          && key.client == client
          && key.shape == shape
          && key.flags == flags
          && key.rest == rest
          && key.choices == choices;
    }
  }

  private final Cases.@Nullable Probe ofUsage;
  private final Cases.@Nullable Probe ofSelection;
  private final AtomicInteger last = new AtomicInteger();
  private final Map<Object, Integer> numbers = new ConcurrentHashMap<>();
  private final Map<Key, Alike> known = new ConcurrentHashMap<>();

  private UsageAlike(Cases cases) {
    this.ofUsage = cases.probe(Usage.class, COMPANY);
    this.ofSelection = cases.probe(Selection.class, PAYER);
  }

  /**
   * A place to keep what was decided.
   *
   * @param fields fields of usage that rules read
   * @return empty when rules look at what no two usages have in common
   */
  static Optional<UsageAlike> of(Cases cases, Collection<String> fields) {
    boolean own =
        fields.stream().anyMatch(OWN::contains)
            || !isBlind(cases.probe(Usage.class, Set.of("id")))
            || !isBlind(cases.probe(Selection.class, Set.of("id", "usageId")));
    return own ? Optional.empty() : Optional.of(new UsageAlike(cases));
  }

  private static boolean isBlind(Cases.@Nullable Probe probe) {
    return probe != null && probe.isBlind();
  }

  /** The usage of one client. */
  final class Client {
    private final Cases.Desk desk;
    private int number;
    private final Map<Selections.Choices, Integer> choices = new IdentityHashMap<>();

    private Client(Cases.Desk desk) {
      this.desk = desk;
    }

    /** What is known of usage that is like this one; found or looked up with its facts. */
    Alike find(Folded one) {
      if (one.rest() == Fold.BY_ITSELF) {
        return byItself(one, desk);
      }
      if (number == 0) {
        number = number(toldOfClient(one, desk));
      }
      Key key = new Key(number, one.selected().number(), one.flags(), one.rest(), choices(one));
      Alike alike = known.get(key);
      if (alike == null) {
        alike = byItself(one, desk);
        // A verdict that nobody remembers is one too many here as well.
        if (alike.verdict().isRemembered()) {
          known.put(key, alike);
        }
      }
      return alike;
    }

    private int choices(Folded one) {
      Selections.Choices some = one.choices();
      if (some.size() == 0) {
        return 0;
      }
      Integer known = choices.get(some);
      if (known == null) {
        known = number(toldOfChoices(one, desk));
        choices.put(some, known);
      }
      return known;
    }
  }

  /** The verdict on a usage, looked up by its facts. */
  static Alike byItself(Folded one, Cases.Desk desk) {
    return new Alike(desk.find(one.facts()));
  }

  /** A place to find the usage of one client. */
  Client client(Cases.Desk desk) {
    return new Client(desk);
  }

  /** A number from 1 on, the same for equal things. */
  private int number(Object told) {
    Integer known = numbers.get(told);
    return known != null ? known : numbers.computeIfAbsent(told, k -> last.incrementAndGet());
  }

  private List<Object> toldOfClient(Folded one, Cases.Desk desk) {
    UsageMapping.Part part = one.part();
    Object told =
        ofUsage == null
            ? part.companyId()
            : ofUsage.isBlind() ? "" : desk.told(ofUsage, one.usage());
    return List.of(part.status(), part.link(), told);
  }

  private List<Object> toldOfChoices(Folded one, Cases.Desk desk) {
    Selections.Choices choices = one.choices();
    List<Selection> facts =
        ofSelection == null || ofSelection.isBlind() ? List.of() : choices.of(one);
    List<Object> told = new ArrayList<>(choices.size() * 7);
    List<String> payers = new ArrayList<>(List.of(choices.companyId()));
    for (int i = 0; i < choices.size(); i++) {
      Selections.Choice choice = choices.get(i);
      PositionLines position = choice.position();
      String payer = choices.payer(choice);
      if (!payers.contains(payer)) {
        payers.add(payer);
      }
      told.add(choice.mapping().index());
      told.add(choice.productCode());
      told.add(choice.role());
      told.add(choice.accepted());
      told.add(choice.best());
      told.add(position == null ? "" : payers.indexOf(payer) + position.currency().toString());
      if (ofSelection == null) {
        told.add(payer + "|" + choice.positionKey());
      } else if (!facts.isEmpty()) {
        told.add(desk.told(ofSelection, facts.get(i)));
      }
    }
    return told;
  }

  /** A verdict, and how it is told of usage without its facts. */
  static final class Alike {
    private final Verdict verdict;
    private volatile @Nullable ToldFate told;

    private Alike(Verdict verdict) {
      this.verdict = verdict;
    }

    Verdict verdict() {
      return verdict;
    }

    /** How it is told; null where the facts are needed. Only of a verdict that is known. */
    @Nullable ToldFate told(Folded one) {
      ToldFate known = told;
      if (known == null) {
        known = ToldFate.of(verdict, one);
        told = known;
      }
      return known.plan().simple() ? known : null;
    }
  }
}
