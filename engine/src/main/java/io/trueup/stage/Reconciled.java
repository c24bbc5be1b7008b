package io.trueup.stage;

import io.trueup.facts.AccountSplit;
import io.trueup.facts.Month;
import io.trueup.facts.UsageRecord;
import io.trueup.facts.UsageTable;
import io.trueup.rulebase.RuleBundle;
import io.trueup.rulebase.RuleInfo;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The result of a run: discrepancies, the fate of every record, accounts and the summary. */
public final class Reconciled {
  static final Comparator<DiscrepancyRow> ROW_ORDER =
      Comparator.comparing(DiscrepancyRow::companyId)
          .thenComparing(DiscrepancyRow::productCode)
          .thenComparing(DiscrepancyRow::accountId)
          .thenComparing(DiscrepancyRow::classification)
          .thenComparing(DiscrepancyRow::reason)
          .thenComparing(DiscrepancyRow::discrepancyId);

  private final LocalDate asOf;
  private final RuleBundle bundle;
  private final Month month;
  private final Map<String, AccountOutcome> accounts;
  private final Splits splits;
  private final Health health;
  private final UsageTable usage;
  private final UsageGroup[] groups;
  private final @Nullable SettledGroup[] settled;
  private final List<DiscrepancyRow> discrepancies;
  private final Billing billing;
  private final RunNotes notes;
  private volatile @Nullable Summary summary;
  private volatile int @Nullable [] groupOf;

  Reconciled(
      LocalDate asOf,
      RuleBundle bundle,
      Month month,
      Map<String, AccountOutcome> accounts,
      Splits splits,
      Health health,
      UsageTable usage,
      Collection<UsageMapping.Mapped> mapped,
      List<DiscrepancyRow> discrepancies,
      Billing billing,
      RunNotes notes) {
    this.asOf = asOf;
    this.bundle = bundle;
    this.month = month;
    this.accounts = accounts;
    this.splits = splits;
    this.health = health;
    this.usage = usage;
    this.discrepancies = List.copyOf(discrepancies);
    this.billing = billing;
    this.notes = notes;
    this.groups =
        mapped.stream().flatMap(company -> company.groups().stream()).toArray(UsageGroup[]::new);
    this.settled = new SettledGroup[groups.length];
  }

  /** The number of each record's group. */
  private int[] groupOf() {
    int[] known = groupOf;
    if (known == null) {
      known = new int[usage.size()];
      for (int i = 0; i < groups.length; i++) {
        for (int index : groups[i].records()) {
          known[index] = i;
        }
      }
      groupOf = known;
    }
    return known;
  }

  private SettledGroup group(int number) {
    SettledGroup known = settled[number];
    if (known == null) {
      known = settle(groups[number]);
      settled[number] = known;
    }
    return known;
  }

  private SettledGroup settle(UsageGroup group) {
    return new SettledGroup(
        group,
        group.fate().counted().stream()
            .filter(counted -> !counted.positionKey().isEmpty())
            .flatMap(counted -> line(counted.positionKey()).stream())
            .distinct()
            .sorted()
            .toList(),
        group.fate().rules().stream().map(RuleInfo::id).toList());
  }

  /** All discrepancies, matched positions included, in reporting order. */
  public List<DiscrepancyRow> discrepancies() {
    return discrepancies;
  }

  /** All accounts by key, in its order. */
  public Map<String, AccountOutcome> accounts() {
    return accounts;
  }

  /** What the run was told. */
  public Month month() {
    return month;
  }

  /** The rules that decided. */
  public RuleBundle bundle() {
    return bundle;
  }

  /** Every rule of any stage that concluded something which held, in the order of the ids. */
  public List<RuleInfo> rulesFired() {
    return notes.fired();
  }

  /** The day on which billed and used were compared. */
  public LocalDate asOf() {
    return asOf;
  }

  /** All usage, in the order in which a {@link UsageGroup} names it. */
  public UsageTable usage() {
    return usage;
  }

  /** The record at a position that a {@link UsageGroup} names. */
  public UsageRecord record(int index) {
    return usage.get(index);
  }

  /** What became of all usage, group by group, each company's together. */
  public List<SettledGroup> usageGroups() {
    return java.util.stream.IntStream.range(0, groups.length).mapToObj(this::group).toList();
  }

  /** The fate of every record, sorted by integration, account and record id. */
  public void forEachUsage(Consumer<UsageRow> reader) {
    for (int i = 0; i < usage.size(); i++) {
      reader.accept(usageRow(i));
    }
  }

  /** What became of the record at a position that a {@link UsageGroup} names. */
  public UsageRow usageRow(int index) {
    SettledGroup of = settled(index);
    return new UsageRow(
        usage.get(index),
        of.group().companyId(),
        of.group().outcome(),
        of.additionIds(),
        of.group().fate().reason(),
        of.ruleIds(),
        split(index));
  }

  /** The same without the record. */
  public SettledGroup settled(int index) {
    return group(groupOf()[index]);
  }

  /** The splits of its account that it goes by; empty for none. */
  public String split(int index) {
    return splits.none()
        ? ""
        : splits.claims(usage.get(index)).stream()
            .map(AccountSplit::text)
            .collect(Collectors.joining(" / "));
  }

  private Optional<String> line(String positionKey) {
    return billing
        .position(positionKey.substring(0, positionKey.indexOf('|')), positionKey)
        .map(position -> position.growthLine().addition().additionId());
  }

  /** What the run has to say about itself. */
  RunNotes notes() {
    return notes;
  }

  /** How the last synchronisation of an integration went, in a word: healthy or the reason. */
  public String health(String integrationId) {
    Health.Verdict verdict = health.verdicts().get(integrationId);
    return verdict == null ? "" : verdict.doubt().map(doubt -> doubt.reason()).orElse("healthy");
  }

  /** The month at a glance; computed once. */
  public Summary summary() {
    Summary known = summary;
    if (known == null) {
      known = summarise();
      summary = known;
    }
    return known;
  }

  private Summary summarise() {
    Map<String, Map<String, Integer>> classes = new TreeMap<>();
    Map<String, BigDecimal[]> sums = new TreeMap<>();
    long compared = 0;
    for (DiscrepancyRow row : discrepancies) {
      classes
          .computeIfAbsent(row.classification(), k -> new TreeMap<>())
          .merge(row.reason(), 1, Integer::sum);
      add(sums, row);
      if (!row.classification().equals("SETUP_ISSUE")) {
        compared += row.comparedLines();
      }
    }
    Map<String, Summary.Totals> totals = new TreeMap<>();
    sums.forEach((code, s) -> totals.put(code, new Summary.Totals(s[0], s[1], s[2], s[3])));
    Map<String, Summary.IntegrationHealth> integrations = integrations();
    return new Summary(
        asOf,
        bundle.hash(),
        month.inputHash(),
        notes.stopped().isEmpty(),
        List.copyOf(notes.stopped()),
        classes,
        totals,
        coverage(compared, integrations),
        new FoldingOf(bundle, notes).of(usage.size()),
        integrations,
        month.problems());
  }

  private static void add(Map<String, BigDecimal[]> sums, DiscrepancyRow row) {
    if (row.currency().isEmpty()) {
      return;
    }
    BigDecimal[] sum =
        sums.computeIfAbsent(
            row.currency(),
            code -> {
              BigDecimal zero = io.trueup.money.Money.zero(Currency.getInstance(code)).amount();
              return new BigDecimal[] {zero, zero, zero, zero};
            });
    int column =
        switch (row.classification()) {
          case "UNDERBILLING" -> 0;
          case "OVERBILLING" -> 1;
          default -> -1;
        };
    if (column >= 0 && !row.held() && row.monthlyImpact() != null) {
      sum[column] = sum[column].add(row.monthlyImpact());
    }
    if (row.held() && row.heldAmount() != null) {
      sum[2] = sum[2].add(row.heldAmount());
    }
    if (row.reclaimable() != null) {
      sum[3] = sum[3].add(row.reclaimable());
    }
  }

  private Summary.Coverage coverage(
      long compared, Map<String, Summary.IntegrationHealth> integrations) {
    long lines = 0;
    for (String company : billing.billedCompanies()) {
      for (PositionLines position : billing.positions(company)) {
        lines += position.lines().size();
      }
    }
    long counted = 0;
    long excluded = 0;
    for (Summary.IntegrationHealth integration : integrations.values()) {
      counted += integration.counted();
      excluded += integration.excluded();
    }
    return new Summary.Coverage(
        usage.size(),
        counted,
        excluded,
        usage.size() - counted - excluded,
        fraction(counted + excluded, usage.size()),
        lines,
        fraction(compared, lines),
        notes.groups());
  }

  private static @Nullable BigDecimal fraction(long part, long whole) {
    return whole == 0
        ? null
        : BigDecimal.valueOf(part).divide(BigDecimal.valueOf(whole), 4, RoundingMode.DOWN);
  }

  private Map<String, Summary.IntegrationHealth> integrations() {
    Map<String, long[]> counts = new TreeMap<>();
    for (UsageGroup group : groups) {
      long[] count = counts.computeIfAbsent(group.integrationId(), k -> new long[3]);
      int which =
          switch (group.outcome()) {
            case Fate.COUNTED -> 0;
            case Fate.EXCLUDED -> 1;
            default -> 2;
          };
      count[which] += group.records().length;
    }
    Map<String, Summary.IntegrationHealth> all = new TreeMap<>();
    health
        .verdicts()
        .forEach(
            (id, verdict) -> {
              long[] sums = counts.getOrDefault(id, new long[3]);
              java.time.Instant success = verdict.integration().lastSuccessAt();
              all.put(
                  id,
                  new Summary.IntegrationHealth(
                      verdict.integration().category(),
                      verdict.integration().vendor(),
                      health(id),
                      verdict.words(),
                      success == null ? "" : success.toString(),
                      sums[0] + sums[1] + sums[2],
                      sums[0],
                      sums[1],
                      sums[2]));
            });
    return all;
  }
}
