package io.trueup.stage;

import io.trueup.facts.Company;
import io.trueup.facts.Decision;
import io.trueup.facts.Month;
import io.trueup.facts.Threshold;
import io.trueup.facts.Usage;
import io.trueup.facts.UsageTable;
import io.trueup.rulebase.CaseModel;
import io.trueup.rulebase.Cases;
import io.trueup.rulebase.RuleBundle;
import io.trueup.rulebase.RuleBundle.Stage;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reconciles one month: the three stages in order, stages 2 and 3 company by company on all
 * threads. The result depends on the month, the rules and the as-of date only, never on the order
 * of the input, the number of threads or a clock.
 */
public final class Reconciliation {
  private final Month month;
  private final RuleBundle bundle;
  private final LocalDate asOf;
  private final Workers workers;
  private final UsageTable usage;
  private final List<Decision> decisions;
  private final Splits splits;
  private final DecisionsOf decisionsOf;
  private final boolean once;
  private final @Nullable Cases usageCases;
  private final @Nullable Cases subjectCases;

  /**
   * @param once whether cases that rules cannot tell apart are decided once
   */
  Reconciliation(Month month, RuleBundle bundle, LocalDate asOf, int threads, boolean once) {
    this.month = month;
    this.bundle = bundle;
    this.asOf = asOf;
    this.workers = new Workers(threads);
    this.usage = UsageTable.of(month.usage());
    this.splits = new Splits(month.accountSplits());
    this.decisions = inForce(month, asOf);
    this.decisionsOf = new DecisionsOf(decisions);
    this.once = once;
    this.usageCases = once ? cases(UsageMapping.STAGE, StageCases.USAGE_MAPPING) : null;
    this.subjectCases = once ? cases(Discrepancies.STAGE, StageCases.DISCREPANCIES) : null;
  }

  /** A further run of the same month by the same rules, with what is known of its cases. */
  Reconciliation(Reconciliation before, Month month) {
    this.month = month;
    this.bundle = before.bundle;
    this.asOf = before.asOf;
    this.workers = before.workers;
    this.usage = before.usage;
    this.splits = before.splits;
    this.decisions = inForce(month, asOf);
    this.decisionsOf = new DecisionsOf(decisions);
    this.once = before.once;
    this.usageCases = before.usageCases;
    this.subjectCases = before.subjectCases;
  }

  private static List<Decision> inForce(Month month, LocalDate asOf) {
    return month.decisions().stream()
        .filter(decision -> decision.inForce(asOf))
        .sorted(Comparator.comparing(Decision::decisionId))
        .toList();
  }

  private @Nullable Cases cases(Stage stage, CaseModel model) {
    return Cases.of(bundle.rules(stage), model, bundle.policy()).orElse(null);
  }

  /**
   * Runs the month.
   *
   * @param asOf the day on which billed and used are compared; instants are read at its end in UTC
   * @param threads how many companies are worked on at once, at least 1
   */
  public static Reconciled run(Month month, RuleBundle bundle, LocalDate asOf, int threads) {
    return whole(new Reconciliation(month, bundle, asOf, threads, true));
  }

  /**
   * The same with every client evaluated by itself and every value taken as it is: slow, and the
   * measure of what deciding cases once may give.
   */
  public static Reconciled runOneByOne(
      Month month, RuleBundle bundle, LocalDate asOf, int threads) {
    return whole(new Reconciliation(month, bundle, asOf, threads, false));
  }

  private static Reconciled whole(Reconciliation run) {
    MonthParts whole = new MonthParts(run, Long.MAX_VALUE);
    return whole.join(IntStream.range(0, whole.size()).mapToObj(whole::evaluate).toList());
  }

  /** Notes what positions that are billed by the month's highest count counted before. */
  void noteHighWater(
      Map<String, AccountOutcome> accounts,
      Billing billing,
      Mappings mappings,
      Ledger ledger,
      RunNotes about) {
    highWater(accounts, billing, mappings)
        .ifPresent(
            before -> note(before, company -> true, billing, mappings, ledger, workers, about));
  }

  /** What was counted before now; empty when nothing is billed by it. */
  Optional<HighWater> highWater(
      Map<String, AccountOutcome> accounts, Billing billing, Mappings mappings) {
    return mappings.anyHighWater() && !month.previous().usage().isEmpty()
        ? Optional.of(new HighWater(month.previous(), billing, accounts, splits, asOf))
        : Optional.empty();
  }

  /** Notes what was counted before now of some companies' usage. */
  void note(
      HighWater before,
      Predicate<String> companies,
      Billing billing,
      Mappings mappings,
      Ledger ledger,
      Workers alone,
      RunNotes about) {
    RunNotes aside = new RunNotes();
    before.note(mapping(before.usage(), billing, mappings), companies, ledger, alone, aside);
    about.stoppedToo(aside);
  }

  /** Whose each account is. */
  Map<String, AccountOutcome> match(RunNotes about) {
    return ClientMatching.of(month, bundle, asOf, once).matchAll(about, workers);
  }

  /** The account of the record at a position, as {@code integration/account}. */
  String accountKey(int position) {
    return usage.accountRef(position).key();
  }

  Month month() {
    return month;
  }

  RuleBundle bundle() {
    return bundle;
  }

  LocalDate asOf() {
    return asOf;
  }

  Workers workers() {
    return workers;
  }

  /** The records, in the order that positions of records refer to. */
  UsageTable usage() {
    return usage;
  }

  Splits splits() {
    return splits;
  }

  /** People's decisions in force, by id. */
  List<Decision> decisions() {
    return decisions;
  }

  /** Those of them about a company or about all, by id. */
  List<Decision> decisionsAbout(String companyId) {
    return decisionsOf.company(companyId);
  }

  int scheduledDays() {
    return bundle.policy().stream()
        .filter(Threshold.class::isInstance)
        .map(Threshold.class::cast)
        .filter(threshold -> threshold.name().equals("scheduled_change_days"))
        .map(threshold -> threshold.value().intValue())
        .findFirst()
        .orElse(0);
  }

  /** Stage 2 over some usage. */
  UsageMapping mapping(UsageTable records, Billing billing, Mappings mappings) {
    Map<String, String> vendors = new HashMap<>();
    month.integrations().forEach(i -> vendors.put(i.integrationId(), i.vendor()));
    Map<String, String> homes = new HashMap<>();
    for (Decision decision : decisions) {
      if (decision.kind().equals("home_company")) {
        homes.put(decision.value().toLowerCase(Locale.ROOT), decision.companyId());
      }
    }
    Set<String> fields = bundle.rules(UsageMapping.STAGE).fieldsRead(Usage.class);
    Fold fold = new Fold(records, mappings, vendors, homes, fields, usageCases, asOf);
    Optional<UsageAlike> alike =
        usageCases == null ? Optional.empty() : UsageAlike.of(usageCases, fields);
    return new UsageMapping(bundle, billing, mappings, fold, decisionsOf, alike, usageCases);
  }

  /** Stage 3. */
  Discrepancies discrepancies(RunNotes about) {
    about.by(Discrepancies.STAGE, subjectCases);
    return new Discrepancies(bundle, about, subjectCases);
  }

  /** Stage 2 over the usage of some companies, and of accounts that are nobody's. */
  List<UsageMapping.Mapped> mapUsage(
      Partitions partitions, Billing billing, Mappings mappings, RunNotes about) {
    return mapUsage(mapping(usage, billing, mappings), partitions, billing, workers, about);
  }

  /** The same by a stage that is there. */
  List<UsageMapping.Mapped> mapUsage(
      UsageMapping stage, Partitions partitions, Billing billing, Workers some, RunNotes about) {
    List<UsageMapping.Part> parts = new ArrayList<>();
    partitions
        .byCompany()
        .forEach(
            (id, records) -> {
              Company company = billing.company(id);
              parts.add(
                  new UsageMapping.Part(
                      id, company == null ? "" : company.status(), "linked", records));
            });
    for (Families.Unlinked account : Families.accounts(partitions, this::accountKey)) {
      parts.add(new UsageMapping.Part("", "", account.link(), account.records()));
    }
    return stage.map(parts, some, about);
  }
}
