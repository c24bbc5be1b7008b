package io.trueup.stage;

import io.trueup.facts.Company;
import io.trueup.facts.Decision;
import io.trueup.facts.InputProblem;
import io.trueup.facts.Month;
import io.trueup.facts.RejectedRows;
import io.trueup.facts.Subject;
import io.trueup.facts.Threshold;
import io.trueup.facts.Usage;
import io.trueup.facts.UsageTable;
import io.trueup.rulebase.Cases;
import io.trueup.rulebase.RuleBase;
import io.trueup.rulebase.RuleBundle;
import java.time.LocalDate;
import java.util.ArrayList;
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
  /** Companies whose rows are made at once. */
  private static final int AT_ONCE = 2_000;

  private final Month month;
  private final RuleBundle bundle;
  private final LocalDate asOf;
  private final Workers workers;
  private final RunNotes notes = new RunNotes();
  private final UsageTable usage;
  private final List<Decision> decisions;
  private final Splits splits;
  private boolean once = true;

  Reconciliation(Month month, RuleBundle bundle, LocalDate asOf, int threads) {
    this.month = month;
    this.bundle = bundle;
    this.asOf = asOf;
    this.workers = new Workers(threads);
    this.usage = UsageTable.of(month.usage());
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

  /**
   * The same with every client evaluated by itself and every value taken as it is: slow, and the
   * measure of what deciding cases once may give.
   */
  public static Reconciled runOneByOne(
      Month month, RuleBundle bundle, LocalDate asOf, int threads) {
    Reconciliation slow = new Reconciliation(month, bundle, asOf, threads);
    slow.once = false;
    return slow.run();
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
    Discrepancies rules = new Discrepancies(bundle, notes, once);

    Map<String, UsageMapping.Mapped> byCompany = new TreeMap<>();
    mapped.forEach(m -> byCompany.put(m.companyId(), m));
    TreeSet<String> companies = new TreeSet<>(byCompany.keySet());
    companies.remove("");
    billing.billedCompanies().forEach(companies::add);
    List<DiscrepancyRow> found = new ArrayList<>();
    List<String> ids = List.copyOf(companies);
    for (int from = 0; from < ids.size(); from += AT_ONCE) {
      List<Reviewed> reviewed =
          workers.map(
              ids.subList(from, Math.min(ids.size(), from + AT_ONCE)),
              id -> {
                CompanyReview review =
                    new CompanyReview(billing, mappings, ledger, subjects, rows, others);
                review(id, review, Optional.ofNullable(byCompany.get(id)), billing, ledger);
                return new Reviewed(review, rules.look(review.subjects(), decisionsAbout(id)));
              });
      rules.decide(workers);
      workers
          .map(reviewed, one -> one.review().rows(rules.rulings(one.looked())))
          .forEach(found::addAll);
    }
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
      before.note(mapping(before.usage(), billing, mappings, aside), ledger, workers);
      about.stoppedToo(aside);
    }
  }

  /** Whose each account is. */
  Map<String, AccountOutcome> match(RunNotes about) {
    return ClientMatching.of(month, bundle, asOf).matchAll(about, workers);
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
      UsageTable records, Billing billing, Mappings mappings, RunNotes about) {
    Map<String, String> vendors = new HashMap<>();
    month.integrations().forEach(i -> vendors.put(i.integrationId(), i.vendor()));
    Map<String, String> homes = new HashMap<>();
    for (Decision decision : decisions) {
      if (decision.kind().equals("home_company")) {
        homes.put(decision.value().toLowerCase(Locale.ROOT), decision.companyId());
      }
    }
    RuleBase rules = bundle.rules(UsageMapping.STAGE);
    Cases cases =
        once ? Cases.of(rules, StageCases.USAGE_MAPPING, bundle.policy()).orElse(null) : null;
    Fold fold =
        new Fold(records, mappings, vendors, homes, rules.fieldsRead(Usage.class), cases, asOf);
    return new UsageMapping(bundle, billing, mappings, fold, decisions, about, cases);
  }

  /** Stage 2 over the usage of some companies, and of accounts that are nobody's. */
  List<UsageMapping.Mapped> mapUsage(
      Partitions partitions, Billing billing, Mappings mappings, RunNotes about) {
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
    partitions
        .unlinked()
        .forEach((link, records) -> parts.add(new UsageMapping.Part("", "", link, records)));
    return mapping(usage, billing, mappings, about).map(parts, workers);
  }

  private record Reviewed(CompanyReview review, Discrepancies.Looked looked) {}

  private static void review(
      String id,
      CompanyReview review,
      Optional<UsageMapping.Mapped> mapped,
      Billing billing,
      Ledger ledger) {
    billing.positions(id).forEach(review::add);
    ledger.unbilled(id).forEach((product, tallied) -> review.addUnbilled(id, product, tallied));
    mapped.ifPresent(m -> review.addUnaccounted(id, m.groups()));
  }

  private List<Decision> decisionsAbout(String companyId) {
    if (decisions.isEmpty()) {
      return List.of();
    }
    return decisions.stream()
        .filter(d -> d.companyId().isEmpty() || d.companyId().equals(companyId))
        .toList();
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
    List<Discrepancies.Ruling> rulings = rules.classify(subjects, List.of());
    List<DiscrepancyRow> found = new ArrayList<>();
    for (int i = 0; i < rulings.size(); i++) {
      found.add(others.rejected(subjects.get(i), rulings.get(i)));
    }
    return found;
  }
}
