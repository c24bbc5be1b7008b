package io.trueup.stage;

import io.trueup.facts.AccountSplit;
import io.trueup.facts.Company;
import io.trueup.facts.Integration;
import io.trueup.facts.Previous;
import io.trueup.facts.UsageRecord;
import io.trueup.facts.UsageTable;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The month's highest count before now, for positions that are billed by it: what the previous run
 * saw goes through the same rules as today's usage, so that what is left out today is left out
 * then.
 */
final class HighWater {
  private final Billing billing;
  private final Map<String, AccountOutcome> accounts;
  private final Splits splits;
  private final LocalDate asOf;
  private final UsageTable usage;

  /**
   * Picks the usage that matters: of companies that have such a position, seen in the month of the
   * as-of date.
   */
  HighWater(
      Previous previous,
      Billing billing,
      Map<String, AccountOutcome> accounts,
      Splits splits,
      LocalDate asOf) {
    this.billing = billing;
    this.accounts = accounts;
    this.splits = splits;
    this.asOf = asOf;
    this.usage =
        UsageTable.of(
            previous.usage().stream()
                .filter(record -> thisMonth(previous.integrations().get(record.integrationId())))
                .filter(this::countsSomewhere)
                .toList());
  }

  private boolean thisMonth(@org.jspecify.annotations.Nullable Integration then) {
    return then != null
        && then.lastSuccessAt() != null
        && YearMonth.from(then.lastSuccessAt().atZone(ZoneOffset.UTC)).equals(YearMonth.from(asOf));
  }

  private boolean countsSomewhere(UsageRecord record) {
    List<AccountSplit> claims = splits.claims(record);
    if (!claims.isEmpty()) {
      return claims.size() == 1 && !highest(claims.get(0).companyId()).isEmpty();
    }
    AccountOutcome account = accounts.get(record.integrationId() + "/" + record.accountId());
    return account != null
        && account.link().equals("linked")
        && !highest(account.companyId()).isEmpty();
  }

  private List<PositionLines> highest(String companyId) {
    return billing.positionsFor(companyId).stream()
        .filter(
            position ->
                position.mapping().map(m -> m.fact().basis().equals("high_water")).orElse(false))
        .toList();
  }

  /** The usage, in the order in which a stage is to read it. */
  UsageTable usage() {
    return usage;
  }

  /**
   * Maps usage and notes what each such position counted then.
   *
   * @param companies whose usage: all or none of those that count towards the same position
   */
  void note(
      UsageMapping stage,
      Predicate<String> companies,
      Ledger ledger,
      Workers workers,
      RunNotes notes) {
    List<UsageMapping.Part> parts = new ArrayList<>();
    Map<String, PositionLines> positions = new TreeMap<>();
    Partitions.of(usage, accounts, splits)
        .byCompany()
        .forEach(
            (companyId, records) -> {
              if (!companies.test(companyId)) {
                return;
              }
              Company company = billing.company(companyId);
              parts.add(
                  new UsageMapping.Part(
                      companyId, company == null ? "" : company.status(), "linked", records));
              highest(companyId).forEach(position -> positions.put(position.key(), position));
            });
    Ledger then = new Ledger(stage.map(parts, workers, notes));
    Counting counting = new Counting(usage);
    positions.forEach(
        (key, position) ->
            ledger.highWater(
                key, counting.count(position.mapping(), then.of(position, "count")).used()));
  }
}
