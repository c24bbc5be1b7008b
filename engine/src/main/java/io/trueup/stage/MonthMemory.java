package io.trueup.stage;

import io.trueup.facts.Decision;
import io.trueup.facts.Month;
import io.trueup.facts.UsageTable;
import io.trueup.rulebase.RuleBundle;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The last months that a process reconciled, so that a further run works only on what changed: on
 * the clients that a new decision is about, or on everything but the matching of accounts. The
 * result is the one that {@link Reconciliation#run} gives, to the last byte. Safe for many threads.
 */
public final class MonthMemory {
  /** Records and billed positions that are evaluated again together. */
  private static final long WEIGHT = 4_000;

  private static final Set<String> ABOUT_ACCOUNTS = Set.of("link", "ignore_account", "reject_link");
  private static final String HOME = "home_company";

  private record Known(MonthParts parts, List<MonthPart> evaluated) {
    Month month() {
      return parts.month();
    }
  }

  private final int months;
  private final long records;
  private final Deque<Known> last = new ArrayDeque<>();

  /**
   * @param months how many are kept, the last ones
   * @param records how many usage records all of them have at most; each takes about 400 bytes
   */
  public MonthMemory(int months, long records) {
    this.months = months;
    this.records = records;
  }

  /**
   * Reconciles a month, as far as it is not known.
   *
   * @param asOf the day on which billed and used are compared; instants are read at its end in UTC
   * @param threads how many companies are worked on at once, at least 1
   */
  public Reconciled run(Month month, RuleBundle bundle, LocalDate asOf, int threads) {
    Known known = find(month, bundle, asOf);
    BitSet changed = known == null ? null : changed(known, month, asOf);
    Known now;
    if (known != null && changed != null) {
      now = again(known, month, changed);
    } else {
      MonthParts parts =
          new MonthParts(
              new Reconciliation(month, bundle, asOf, threads, true),
              WEIGHT,
              matched(month, bundle, asOf).map(Known::parts).orElse(null));
      BitSet all = new BitSet();
      all.set(0, parts.size());
      now = new Known(parts, parts.evaluate(all));
    }
    keep(now);
    return now.parts().join(now.evaluated());
  }

  /**
   * A month in its parts.
   *
   * @param evaluated what is known of them already, by their numbers
   */
  public record Divided(MonthParts parts, Map<Integer, MonthPart> evaluated) {
    public Divided {
      evaluated = Map.copyOf(evaluated);
    }
  }

  /**
   * Divides a month as {@link MonthParts#of} does, whatever is known of it.
   *
   * @param threads companies worked on at once, at least 1
   * @param weight how many records and billed positions a part has at most, at least 1
   */
  public Divided divided(Month month, RuleBundle bundle, LocalDate asOf, int threads, long weight) {
    Known known = find(month, bundle, asOf);
    BitSet changed =
        known == null || known.parts().asked() != weight ? null : changed(known, month, asOf);
    if (known == null || changed == null) {
      MonthParts parts =
          new MonthParts(
              new Reconciliation(month, bundle, asOf, threads, true),
              weight,
              matched(month, bundle, asOf).map(Known::parts).orElse(null));
      return new Divided(parts, Map.of());
    }
    Map<Integer, MonthPart> evaluated = new HashMap<>();
    for (MonthPart part : known.evaluated()) {
      if (!changed.get(part.number())) {
        evaluated.put(part.number(), part);
      }
    }
    return new Divided(new MonthParts(known.parts(), month), evaluated);
  }

  private static Known again(Known known, Month month, BitSet changed) {
    MonthParts parts = new MonthParts(known.parts(), month);
    List<MonthPart> evaluated = new ArrayList<>(known.evaluated());
    parts.evaluate(changed).forEach(part -> evaluated.set(part.number(), part));
    return new Known(parts, evaluated);
  }

  /**
   * Keeps a month that was evaluated elsewhere.
   *
   * @param evaluated each of its parts, in their order
   */
  public void keep(MonthParts parts, List<MonthPart> evaluated) {
    keep(new Known(parts, List.copyOf(evaluated)));
  }

  private synchronized void keep(Known now) {
    last.removeIf(known -> isSameUsage(known.month(), now.month()));
    last.addFirst(now);
    while (last.size() > months || sum() > records) {
      last.removeLast();
    }
  }

  private long sum() {
    return last.stream().mapToLong(known -> known.month().usage().size()).sum();
  }

  private synchronized @Nullable Known find(Month month, RuleBundle bundle, LocalDate asOf) {
    for (Known known : last) {
      if (known.parts().asOf().equals(asOf)
          && known.parts().bundle().hash().equals(bundle.hash())
          && isSame(known.month(), month)) {
        return known;
      }
    }
    return null;
  }

  /** A month whose accounts are the same people's. */
  private synchronized Optional<Known> matched(Month month, RuleBundle bundle, LocalDate asOf) {
    return last.stream()
        .filter(
            known ->
                known.parts().asOf().equals(asOf)
                    && known.parts().bundle().hash().equals(bundle.hash())
                    && hasSameAccounts(known.month(), month)
                    && aboutAccounts(known.month(), asOf).equals(aboutAccounts(month, asOf)))
        .findFirst();
  }

  private static boolean hasSameAccounts(Month one, Month other) {
    return one.accountLinks().equals(other.accountLinks())
        && one.integrations().equals(other.integrations())
        && one.companies().equals(other.companies())
        && one.accounts().equals(other.accounts());
  }

  /** Whether two months differ in nothing but people's decisions. */
  private static boolean isSame(Month one, Month other) {
    return isSameUsage(one, other)
        && hasSameAccounts(one, other)
        && one.agreements().equals(other.agreements())
        && one.additions().equals(other.additions())
        && one.invoiceLines().equals(other.invoiceLines())
        && one.streams().equals(other.streams())
        && one.accountSplits().equals(other.accountSplits())
        && one.serviceMappings().equals(other.serviceMappings())
        && one.products().equals(other.products())
        && one.previous().equals(other.previous())
        && one.problems().equals(other.problems());
  }

  /** Records are not compared one by one: what they were read from says that they are the same. */
  private static boolean isSameUsage(Month one, Month other) {
    String from = UsageTable.of(one.usage()).readFrom();
    return one.usage() == other.usage()
        || (!from.isEmpty()
            && from.equals(UsageTable.of(other.usage()).readFrom())
            && isReadWhole(one)
            && isReadWhole(other));
  }

  /** Of rows that have the same id one is left out, and which is a matter of their order. */
  private static boolean isReadWhole(Month month) {
    return month.problems().stream().noneMatch(problem -> problem.file().equals("usage.csv"));
  }

  private static Set<Decision> aboutAccounts(Month month, LocalDate asOf) {
    Set<Decision> about = new HashSet<>();
    for (Decision decision : month.decisions()) {
      if (decision.inForce(asOf) && ABOUT_ACCOUNTS.contains(decision.kind())) {
        about.add(decision);
      }
    }
    return about;
  }

  /** Parts that other decisions are about; null when that may be all of them. */
  private static @Nullable BitSet changed(Known known, Month month, LocalDate asOf) {
    Set<Decision> then = new HashSet<>(known.parts().decisions());
    Set<Decision> now = new HashSet<>();
    month.decisions().stream().filter(decision -> decision.inForce(asOf)).forEach(now::add);
    Set<Decision> different = new HashSet<>(then);
    different.addAll(now);
    different.removeIf(decision -> then.contains(decision) && now.contains(decision));
    Set<String> companies = new HashSet<>();
    for (Decision decision : different) {
      if (ABOUT_ACCOUNTS.contains(decision.kind()) || decision.companyId().isEmpty()) {
        return null;
      }
      companies.add(decision.companyId());
      if (decision.kind().equals(HOME)) {
        companies.addAll(known.parts().using(decision.value()));
      }
    }
    return known.parts().having(companies);
  }
}
