package io.trueup.stage;

import io.trueup.facts.Company;
import io.trueup.facts.Decision;
import io.trueup.facts.InputProblem;
import io.trueup.facts.Month;
import io.trueup.facts.RejectedRows;
import io.trueup.facts.Subject;
import io.trueup.facts.Threshold;
import io.trueup.facts.Usage;
import io.trueup.facts.UsageRecord;
import io.trueup.rulebase.RuleBundle;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reconciles one month: the three stages in order, stages 2 and 3 company by company on all
 * threads. The result depends on the month, the rules and the as-of date only, never on the order
 * of the input, the number of threads or a clock.
 */
public final class Reconciliation {
  static final Comparator<UsageRecord> IN_ORDER =
      Comparator.comparing(UsageRecord::integrationId)
          .thenComparing(UsageRecord::accountId)
          .thenComparing(UsageRecord::recordId);

  private final Month month;
  private final RuleBundle bundle;
  private final LocalDate asOf;
  private final Workers workers;
  private final RunNotes notes = new RunNotes();
  private final UsageRecord[] usage;
  private final List<Decision> decisions;
  private final Splits splits;

  Reconciliation(Month month, RuleBundle bundle, LocalDate asOf, int threads) {
    this.month = month;
    this.bundle = bundle;
    this.asOf = asOf;
    this.workers = new Workers(threads);
    this.usage = month.usage().toArray(new UsageRecord[0]);
    Arrays.sort(usage, IN_ORDER);
    this.splits = new Splits(month.accountSplits());
    this.decisions =
        month.decisions().stream()
            .filter(decision -> decision.inForce(asOf))
            .sorted(Comparator.comparing(Decision::decisionId))
            .toList();
  }

  /**
   * Runs the month.
   *
   * @param asOf the day on which billed and used are compared; instants are read at its end in UTC
   * @param threads how many companies are worked on at once, at least 1
   */
  public static Reconciled run(Month month, RuleBundle bundle, LocalDate asOf, int threads) {
    return new Reconciliation(month, bundle, asOf, threads).run();
  }

  private Reconciled run() {
    Map<String, AccountOutcome> accounts = match(notes);
    Health health = Health.assess(month, bundle, asOf, notes);
    Mappings mappings = new Mappings(month.serviceMappings(), month.integrations());
    Billing billing = new Billing(month, asOf, scheduledDays(), mappings);
    List<UsageMapping.Mapped> mapped =
        mapUsage(Partitions.of(usage, accounts, splits), billing, mappings, notes);
    Ledger ledger = new Ledger(mapped);
    SplitWords splitWords = new SplitWords(splits, usage);
    NobodysUsage nobodys = new NobodysUsage(usage, accounts, mapped, splitWords);
    nobodys.suggest(billing, mappings, ledger);
    noteHighWater(accounts, billing, mappings, ledger, notes);

    Counting counting = new Counting(usage);
    Subjects subjects = new Subjects(billing, mappings, health, counting, ledger, decisions, asOf);
    AccountKeys keys = new AccountKeys(accounts, usage);
    DecisionsUsed used = new DecisionsUsed(decisions, accounts, usage);
    Rows rows = new Rows(billing, health, mappings, keys, splitWords, usage, used);
    OtherRows others = new OtherRows(billing, keys, splitWords, used);
    Discrepancies rules = new Discrepancies(bundle, notes);

    Map<String, UsageMapping.Mapped> byCompany = new TreeMap<>();
    mapped.forEach(m -> byCompany.put(m.companyId(), m));
    TreeSet<String> companies = new TreeSet<>(byCompany.keySet());
    companies.remove("");
    billing.billedCompanies().forEach(companies::add);
    List<DiscrepancyRow> found = new ArrayList<>();
    workers
        .map(
            List.copyOf(companies),
            id ->
                company(
                    id,
                    Optional.ofNullable(byCompany.get(id)),
                    billing,
                    mappings,
                    ledger,
                    subjects,
                    rules,
                    rows,
                    others))
        .forEach(found::addAll);
    found.addAll(nobodys.rows(billing, rules, others));
    found.addAll(rejectedRows(rules, others));
    found.sort(Reconciled.ROW_ORDER);
    return new Reconciled(
        asOf, bundle, month, accounts, splits, health, usage, mapped, found, billing, notes);
  }

  /** Notes what positions that are billed by the month's highest count counted before. */
  void noteHighWater(
      Map<String, AccountOutcome> accounts,
      Billing billing,
      Mappings mappings,
      Ledger ledger,
      RunNotes about) {
    if (mappings.anyHighWater() && !month.previous().usage().isEmpty()) {
      HighWater before = new HighWater(month.previous(), billing, accounts, splits, asOf);
      RunNotes aside = new RunNotes();
      before.note(mapping(before.usage(), billing, mappings, aside), ledger);
      about.stoppedToo(aside);
    }
  }

  /** Whose each account is. */
  Map<String, AccountOutcome> match(RunNotes about) {
    return ClientMatching.of(month, bundle, asOf).matchAll(about, workers);
  }

  /** The records, in the order that positions of records refer to. */
  UsageRecord[] usage() {
    return usage;
  }

  Splits splits() {
    return splits;
  }

  /** People's decisions in force, by id. */
  List<Decision> decisions() {
    return decisions;
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
  private UsageMapping mapping(
      UsageRecord[] records, Billing billing, Mappings mappings, RunNotes about) {
    Map<String, String> vendors = new HashMap<>();
    month.integrations().forEach(i -> vendors.put(i.integrationId(), i.vendor()));
    Map<String, String> homes = new HashMap<>();
    for (Decision decision : decisions) {
      if (decision.kind().equals("home_company")) {
        homes.put(decision.value().toLowerCase(Locale.ROOT), decision.companyId());
      }
    }
    Fold fold =
        new Fold(
            records,
            mappings,
            vendors,
            homes,
            bundle.rules(UsageMapping.STAGE).fieldsRead(Usage.class),
            asOf);
    return new UsageMapping(bundle, billing, mappings, fold, decisions, about);
  }

  /** Stage 2 over the usage of some companies, and of accounts that are nobody's. */
  List<UsageMapping.Mapped> mapUsage(
      Partitions partitions, Billing billing, Mappings mappings, RunNotes about) {
    UsageMapping stage = mapping(usage, billing, mappings, about);
    List<UsageMapping.Mapped> mapped =
        new ArrayList<>(
            workers.map(
                List.copyOf(partitions.byCompany().entrySet()),
                entry -> {
                  Company company = billing.company(entry.getKey());
                  return stage.map(
                      entry.getKey(), company == null ? "" : company.status(), entry.getValue());
                }));
    mapped.addAll(
        workers.map(
            List.copyOf(partitions.unlinked().entrySet()),
            entry -> stage.mapUnlinked(entry.getValue(), entry.getKey())));
    return mapped;
  }

  private List<DiscrepancyRow> company(
      String id,
      Optional<UsageMapping.Mapped> mapped,
      Billing billing,
      Mappings mappings,
      Ledger ledger,
      Subjects subjects,
      Discrepancies rules,
      Rows rows,
      OtherRows others) {
    CompanyReview review = new CompanyReview(billing, mappings, ledger, subjects, rows, others);
    billing.positions(id).forEach(review::add);
    ledger.unbilled(id).forEach((product, tallied) -> review.addUnbilled(id, product, tallied));
    mapped.ifPresent(m -> review.addUnaccounted(id, m.groups()));
    List<Object> facts = new ArrayList<>();
    decisions.stream()
        .filter(d -> d.companyId().isEmpty() || d.companyId().equals(id))
        .forEach(facts::add);
    return review.rows(rules.classify(review.subjects(), facts));
  }

  private List<DiscrepancyRow> rejectedRows(Discrepancies rules, OtherRows others) {
    Map<String, List<InputProblem>> byKind = new TreeMap<>();
    for (InputProblem problem : month.problems()) {
      byKind
          .computeIfAbsent(
              problem.file() + "|" + problem.column() + "|" + problem.kind(),
              k -> new ArrayList<>())
          .add(problem);
    }
    List<RejectedRows> subjects = new ArrayList<>();
    byKind.forEach(
        (key, problems) -> {
          InputProblem first =
              problems.stream().min(Comparator.comparingInt(InputProblem::line)).orElseThrow();
          subjects.add(
              new RejectedRows(
                  key,
                  first.file(),
                  first.column(),
                  first.kind(),
                  problems.size(),
                  first.toString()));
        });
    Map<Subject, Discrepancies.Ruling> rulings = rules.classify(subjects, List.of());
    return subjects.stream()
        .map(s -> others.rejected(s, java.util.Objects.requireNonNull(rulings.get(s))))
        .toList();
  }
}
