package io.trueup.stage;

import io.trueup.facts.DisputedUsage;
import io.trueup.facts.Subject;
import io.trueup.facts.UnlinkedAccount;
import io.trueup.facts.UsageRecord;
import io.trueup.facts.UsageTable;
import io.trueup.money.MonthlyPrice;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BiFunction;

/**
 * Usage that is no company's: of accounts that are linked to none, and of accounts whose splits
 * disagree. That of ignored accounts is none of it.
 */
final class NobodysUsage {
  private final UsageTable usage;
  private final Map<String, AccountOutcome> accounts;
  private final SplitWords splitWords;
  private final Map<String, List<UsageGroup>> unlinked = new TreeMap<>();
  private final Map<String, List<UsageGroup>> disputed = new TreeMap<>();
  private final Map<String, Map<String, BigDecimal>> suggested = new HashMap<>();

  NobodysUsage(
      UsageTable usage,
      Map<String, AccountOutcome> accounts,
      Collection<UsageMapping.Mapped> mapped,
      SplitWords splitWords) {
    this.usage = usage;
    this.accounts = accounts;
    this.splitWords = splitWords;
    for (UsageMapping.Mapped one : mapped) {
      if (one.companyId().isEmpty()) {
        one.groups().forEach(this::add);
      }
    }
  }

  private void add(UsageGroup group) {
    String key = usage.accountRef(group.records()[0]).key();
    if (group.outcome().equals(Fate.UNACCOUNTED) && accounts.containsKey(key)) {
      boolean disputes = group.usage().link().equals(Partitions.DISPUTED);
      (disputes ? disputed : unlinked).computeIfAbsent(key, k -> new ArrayList<>()).add(group);
    }
  }

  private AccountOutcome outcome(String key) {
    return Objects.requireNonNull(accounts.get(key), key);
  }

  /** Notes what suggested accounts would count towards the positions of their companies. */
  void suggest(Billing billing, Mappings mappings, Ledger ledger) {
    unlinked.forEach(
        (key, groups) -> {
          String company = outcome(key).suggestedCompanyId();
          if (!company.isEmpty()) {
            suggested.put(
                key, ledger.suggest(billing.positionsFor(company), records(groups), mappings));
          }
        });
  }

  private List<UsageRecord> records(List<UsageGroup> groups) {
    List<UsageRecord> records = new ArrayList<>();
    for (UsageGroup group : groups) {
      for (int index : group.records()) {
        records.add(usage.get(index));
      }
    }
    return records;
  }

  /** A row for each account. */
  List<DiscrepancyRow> rows(Billing billing, Discrepancies rules, OtherRows others) {
    List<DiscrepancyRow> found =
        rows(unlinked, (key, groups) -> unlinked(key, groups, billing), rules, others::account);
    found.addAll(rows(disputed, this::disputed, rules, others::disputed));
    return found;
  }

  /** From a subject and its ruling to its row. */
  private interface ToRow<S> {
    DiscrepancyRow of(S subject, Discrepancies.Ruling ruling, List<UsageGroup> groups);
  }

  private static <S extends Subject> List<DiscrepancyRow> rows(
      Map<String, List<UsageGroup>> byAccount,
      BiFunction<String, List<UsageGroup>, S> subject,
      Discrepancies rules,
      ToRow<S> toRow) {
    List<S> subjects = new ArrayList<>(byAccount.size());
    List<List<UsageGroup>> groups = new ArrayList<>(byAccount.size());
    byAccount.forEach(
        (key, some) -> {
          subjects.add(subject.apply(key, some));
          groups.add(some);
        });
    List<DiscrepancyRow> found = new ArrayList<>();
    if (!subjects.isEmpty()) {
      List<Discrepancies.Ruling> rulings = rules.classify(subjects);
      for (int i = 0; i < subjects.size(); i++) {
        found.add(toRow.of(subjects.get(i), rulings.get(i), groups.get(i)));
      }
    }
    return found;
  }

  private UnlinkedAccount unlinked(String key, List<UsageGroup> groups, Billing billing) {
    AccountOutcome outcome = outcome(key);
    Map<String, BigDecimal> units = suggested.getOrDefault(key, Map.of());
    String currency = "";
    BigDecimal twelfths = BigDecimal.ZERO;
    for (PositionLines position : billing.positionsFor(outcome.suggestedCompanyId())) {
      BigDecimal counted = units.get(position.key());
      String code = position.currency().getCurrencyCode();
      if (counted != null && (currency.isEmpty() || currency.equals(code))) {
        currency = code;
        twelfths = twelfths.add(position.twelfths(counted));
      }
    }
    BigDecimal impact =
        currency.isEmpty()
            ? BigDecimal.ZERO
            : MonthlyPrice.month(twelfths, Currency.getInstance(currency));
    return new UnlinkedAccount(
        key,
        outcome.account().integrationId(),
        outcome.account().accountId(),
        outcome.account().name(),
        outcome.suggestedCompanyId(),
        count(groups),
        groups.stream().map(UsageGroup::quantity).reduce(BigDecimal.ZERO, BigDecimal::add),
        currency,
        impact);
  }

  private DisputedUsage disputed(String key, List<UsageGroup> groups) {
    AccountOutcome outcome = outcome(key);
    return new DisputedUsage(
        key,
        outcome.account().integrationId(),
        outcome.account().accountId(),
        outcome.account().name(),
        splitWords.disputes(groups),
        count(groups));
  }

  private static long count(List<UsageGroup> groups) {
    return groups.stream().mapToLong(group -> group.records().length).sum();
  }
}
