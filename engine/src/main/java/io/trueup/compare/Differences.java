package io.trueup.compare;

import io.trueup.compare.Attribution.Causes;
import io.trueup.stage.DiscrepancyRow;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What two results of the same month differ in. It depends on the two sides alone; exchanging them
 * gives the mirror image.
 */
public final class Differences {
  /** The classes in the order in which they are shown. */
  public static final List<String> CLASSES =
      List.of(
          "UNDERBILLING",
          "OVERBILLING",
          "MISSING_PRICE",
          "INACTIVE_SEATS",
          "FOLLOW_UP",
          "SETUP_ISSUE",
          "MATCHED");

  private static final Comparator<Pair> IN_ORDER =
      Comparator.comparing(Pair::first, Pair.bySubject())
          .thenComparing(
              pair -> pair.rows().map(DiscrepancyRow::discrepancyId).sorted().toList().toString());

  private final Side from;
  private final Side to;
  private final List<RuleChange> changes;
  private final List<Difference> all;
  private final long accountsChanged;
  private final long recordsChanged;

  private Differences(Side from, Side to, List<RuleChange> changes) {
    this.from = from;
    this.to = to;
    this.changes = changes;
    Suspects suspects = new Suspects(changes, from.rules(), to.rules());
    Upstream upstream = new Upstream(from, to, suspects);
    this.accountsChanged = upstream.accountsChanged();
    this.recordsChanged = upstream.recordsChanged();
    List<Pair> pairs =
        Pairs.of(from.rows(), to.rows()).stream()
            .filter(pair -> pair.kind().isPresent())
            .sorted(IN_ORDER)
            .toList();
    Map<Pair, Causes> causes = new Attribution(from, to, suspects, upstream).of(pairs);
    List<Difference> found = new ArrayList<>();
    pairs.forEach(pair -> found.add(difference(pair, Objects.requireNonNull(causes.get(pair)))));
    Map<Difference, BigDecimal> stakes = new java.util.IdentityHashMap<>();
    found.forEach(difference -> stakes.put(difference, difference.stake()));
    found.sort(Comparator.comparing(stakes::get, Comparator.reverseOrder()));
    this.all = List.copyOf(found);
  }

  /** Compares what one program concluded by two bundles. */
  public static Differences between(Side from, Side to) {
    return between(from, to, true);
  }

  /**
   * Compares.
   *
   * @param sameProgram whether both sides were concluded by programs that conclude the same
   */
  public static Differences between(Side from, Side to, boolean sameProgram) {
    List<RuleChange> changes = new ArrayList<>(RuleChanges.between(from.rules(), to.rules()));
    if (!sameProgram) {
      changes.add(RuleChange.program());
    }
    return new Differences(from, to, List.copyOf(changes));
  }

  private static Difference difference(Pair pair, Causes causes) {
    Kind kind = pair.kind().orElseThrow();
    return new Difference(
        kind,
        pair.before(),
        pair.after(),
        causes.changes(),
        causes.certain(),
        Sentences.effect(kind, pair));
  }

  /** The one side. */
  public Side from() {
    return from;
  }

  /** The other side. */
  public Side to() {
    return to;
  }

  /** In what the rules differ, and the program. */
  public List<RuleChange> changes() {
    return changes;
  }

  /** All differences, the largest stake first, then by client and product. */
  public List<Difference> all() {
    return all;
  }

  /** Accounts that are linked, suggested or left open otherwise. */
  public long accountsChanged() {
    return accountsChanged;
  }

  /** Usage records that are another client's, counted by another line, or not counted any more. */
  public long recordsChanged() {
    return recordsChanged;
  }

  /** How many differences of each kind; every kind is there. */
  public Map<Kind, Integer> kinds() {
    Map<Kind, Integer> kinds = new TreeMap<>();
    for (Kind kind : Kind.values()) {
      kinds.put(kind, 0);
    }
    kinds.putAll(count(all));
    return Collections.unmodifiableMap(kinds);
  }

  private static Map<Kind, Integer> count(Collection<Difference> some) {
    Map<Kind, Integer> kinds = new TreeMap<>();
    some.forEach(difference -> kinds.merge(difference.kind(), 1, Integer::sum));
    return kinds;
  }

  /** The whole month: how many discrepancies, matched lines left out, and all money. */
  public Movement totals() {
    return new Movement(
        reported(from.rows()).size(),
        reported(to.rows()).size(),
        MoneySums.of(from.rows()),
        MoneySums.of(to.rows()));
  }

  private static List<DiscrepancyRow> reported(List<DiscrepancyRow> rows) {
    return rows.stream().filter(row -> !Pair.matched(row)).toList();
  }

  /**
   * The whole month by class, in the order of {@link #CLASSES}; classes of neither are left out.
   */
  public Map<String, Movement> classes() {
    Map<String, List<DiscrepancyRow>> before = by(from.rows(), DiscrepancyRow::classification);
    Map<String, List<DiscrepancyRow>> after = by(to.rows(), DiscrepancyRow::classification);
    Map<String, Movement> classes = new LinkedHashMap<>();
    for (String name : CLASSES) {
      if (before.containsKey(name) || after.containsKey(name)) {
        classes.put(name, movement(name, before, after));
      }
    }
    return Collections.unmodifiableMap(classes);
  }

  private static Map<String, List<DiscrepancyRow>> by(
      List<DiscrepancyRow> rows, Function<DiscrepancyRow, String> key) {
    Map<String, List<DiscrepancyRow>> by = new TreeMap<>();
    rows.forEach(row -> by.computeIfAbsent(key.apply(row), k -> new ArrayList<>()).add(row));
    return by;
  }

  private static Movement movement(
      String key,
      Map<String, List<DiscrepancyRow>> before,
      Map<String, List<DiscrepancyRow>> after) {
    return Movement.of(before.getOrDefault(key, List.of()), after.getOrDefault(key, List.of()));
  }

  /** Clients at which anything differs, the one with the largest change of an amount first. */
  public List<ClientDifferences> clients() {
    Map<String, List<Difference>> byClient = new TreeMap<>();
    Map<String, String> names = new TreeMap<>();
    for (Difference difference : all) {
      difference
          .companyIds()
          .forEach(id -> byClient.computeIfAbsent(id, k -> new ArrayList<>()).add(difference));
    }
    from.rows().forEach(row -> names.put(row.companyId(), row.companyName()));
    to.rows().forEach(row -> names.put(row.companyId(), row.companyName()));
    Map<String, List<DiscrepancyRow>> before = by(reported(from.rows()), DiscrepancyRow::companyId);
    Map<String, List<DiscrepancyRow>> after = by(reported(to.rows()), DiscrepancyRow::companyId);
    List<ClientDifferences> clients = new ArrayList<>();
    byClient.forEach(
        (id, differences) ->
            clients.add(
                new ClientDifferences(
                    id,
                    names.getOrDefault(id, ""),
                    count(differences),
                    movement(id, before, after))));
    clients.sort(
        Comparator.comparing(
                (ClientDifferences client) -> largest(client.money()), Comparator.reverseOrder())
            .thenComparing(ClientDifferences::count, Comparator.reverseOrder())
            .thenComparing(ClientDifferences::companyId));
    return List.copyOf(clients);
  }

  private static BigDecimal largest(Movement money) {
    return money.currencies().stream()
        .map(currency -> money.change(currency).largest())
        .max(BigDecimal::compareTo)
        .orElse(BigDecimal.ZERO);
  }

  /** Differences by what made them, the largest group first; what is not certain comes last. */
  public List<CauseGroup> groups() {
    Map<String, List<Difference>> byCauses = new TreeMap<>();
    for (Difference difference : all) {
      byCauses
          .computeIfAbsent(
              difference.certain() + String.join(" ", difference.causeKeys()),
              k -> new ArrayList<>())
          .add(difference);
    }
    List<CauseGroup> groups = new ArrayList<>();
    byCauses.values().forEach(differences -> groups.add(group(differences)));
    groups.sort(
        Comparator.comparing(CauseGroup::certain, Comparator.reverseOrder())
            .thenComparing(group -> group.differences().size(), Comparator.reverseOrder()));
    return List.copyOf(groups);
  }

  private static CauseGroup group(List<Difference> differences) {
    Set<String> clients = new HashSet<>();
    List<DiscrepancyRow> before = new ArrayList<>();
    List<DiscrepancyRow> after = new ArrayList<>();
    for (Difference difference : differences) {
      clients.addAll(difference.companyIds());
      Pair pair = new Pair(difference.before(), difference.after());
      if (pair.before() != null && !Pair.matched(pair.before())) {
        before.add(pair.before());
      }
      if (pair.after() != null && !Pair.matched(pair.after())) {
        after.add(pair.after());
      }
    }
    return new CauseGroup(
        differences.get(0).causes(),
        differences.get(0).certain(),
        count(differences),
        clients.size(),
        Movement.of(before, after),
        differences);
  }
}
