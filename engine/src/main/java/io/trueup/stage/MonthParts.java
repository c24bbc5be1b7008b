package io.trueup.stage;

import io.trueup.facts.InputProblem;
import io.trueup.facts.Month;
import io.trueup.facts.RejectedRows;
import io.trueup.facts.UsageTable;
import io.trueup.rulebase.RuleBundle;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A month whose accounts are matched and whose sources are judged, divided into parts that do not
 * depend on each other. Parts can be evaluated in any order, at the same time, more than once and
 * in several processes; joined they are what {@link Reconciliation#run} gives. The division depends
 * on the month, the rules, the as-of date and the size of a part only. Safe for several threads.
 */
public final class MonthParts {
  /** Companies whose rows are made at once. */
  private static final int AT_ONCE = 2_000;

  private static final Workers ALONE = new Workers(1);

  private final Reconciliation run;
  private final RunNotes notes = new RunNotes();
  private final RunNotes matching;
  private final Map<String, AccountOutcome> accounts;
  private final Health health;
  private final Mappings mappings;
  private final Billing billing;
  private final Partitions partitions;
  private final Optional<HighWater> before;
  private final UsageMapping stage;
  private final SplitWords splitWords;
  private final Rows rows;
  private final OtherRows others;
  private final long asked;
  private final List<List<Families.Family>> parts;

  MonthParts(Reconciliation run, long weight) {
    this(run, weight, null);
  }

  /**
   * @param matched a month of the same companies, accounts and links, by the same rules; null when
   *     accounts are to be matched
   */
  MonthParts(Reconciliation run, long weight, @Nullable MonthParts matched) {
    this.run = run;
    Month month = run.month();
    this.matching = matched == null ? new RunNotes() : matched.matching;
    this.accounts = matched == null ? run.match(matching) : matched.accounts;
    notes.add(matching);
    this.health = Health.assess(month, run.bundle(), run.asOf(), notes);
    this.mappings = new Mappings(month.serviceMappings(), month.integrations());
    this.billing = new Billing(month, run.asOf(), run.scheduledDays(), mappings);
    this.partitions = Partitions.of(run.usage(), accounts, run.splits());
    this.before = run.highWater(accounts, billing, mappings);
    this.stage = run.mapping(run.usage(), billing, mappings);
    this.splitWords = new SplitWords(run.splits(), run.usage());
    AccountKeys keys = new AccountKeys(accounts, run.usage());
    DecisionsUsed used = new DecisionsUsed(run.decisions(), accounts, run.usage());
    this.rows = new Rows(billing, health, mappings, keys, splitWords, run.usage(), used);
    this.others = new OtherRows(billing, keys, splitWords, used);
    this.asked = weight;
    TreeSet<String> companies = new TreeSet<>(partitions.byCompany().keySet());
    billing.billedCompanies().forEach(companies::add);
    this.parts =
        Families.parts(
            Families.of(billing, partitions, accounts, companies, run::accountKey), weight);
  }

  /**
   * The same month with other decisions of people, of which none says whose an account is. What was
   * evaluated of parts that no other decision is about goes on to hold.
   */
  MonthParts(MonthParts before, Month month) {
    this.run = new Reconciliation(before.run, month);
    this.matching = before.matching;
    this.notes.add(before.notes);
    this.accounts = before.accounts;
    this.health = before.health;
    this.mappings = before.mappings;
    this.billing = before.billing;
    this.partitions = before.partitions;
    this.before = before.before;
    this.stage = run.mapping(run.usage(), billing, mappings);
    this.splitWords = before.splitWords;
    AccountKeys keys = new AccountKeys(accounts, run.usage());
    DecisionsUsed used = new DecisionsUsed(run.decisions(), accounts, run.usage());
    this.rows = new Rows(billing, health, mappings, keys, splitWords, run.usage(), used);
    this.others = new OtherRows(billing, keys, splitWords, used);
    this.asked = before.asked;
    this.parts = before.parts;
  }

  /** People's decisions in force, by id. */
  List<io.trueup.facts.Decision> decisions() {
    return run.decisions();
  }

  /** Numbers of the parts that have one of these companies. */
  BitSet having(Set<String> companies) {
    BitSet numbers = new BitSet();
    for (int number = 0; number < parts.size(); number++) {
      for (Families.Family family : parts.get(number)) {
        if (family.companies().stream().anyMatch(companies::contains)) {
          numbers.set(number);
        }
      }
    }
    return numbers;
  }

  /** Companies that have usage of a person. */
  Set<String> using(String userId) {
    UsageTable usage = run.usage();
    int key = usage.findUserKey(userId.toLowerCase(java.util.Locale.ROOT));
    Set<String> companies = new HashSet<>();
    if (key > 0) {
      partitions
          .byCompany()
          .forEach(
              (company, records) -> {
                for (int record : records) {
                  if (usage.userKey(record) == key) {
                    companies.add(company);
                    break;
                  }
                }
              });
    }
    return companies;
  }

  /** Evaluates some parts, several at once. */
  List<MonthPart> evaluate(BitSet numbers) {
    return run.workers().map(numbers.stream().boxed().toList(), n -> evaluate(n, ALONE));
  }

  /**
   * Matches and divides a month.
   *
   * @param threads companies worked on at once, at least 1
   * @param weight how many records and billed positions a part has at most, at least 1; a family of
   *     companies that is larger is a part of its own
   */
  public static MonthParts of(
      Month month, RuleBundle bundle, LocalDate asOf, int threads, long weight) {
    return new MonthParts(new Reconciliation(month, bundle, asOf, threads, true), weight);
  }

  /** How many parts there are, at least 1. */
  public int size() {
    return parts.size();
  }

  /** How many records and billed positions a part was to have at most. */
  long asked() {
    return asked;
  }

  /** How many records and billed positions a part has. */
  public long weight(int number) {
    return parts.get(number).stream().mapToLong(Families.Family::weight).sum();
  }

  /** Says who is in which part: equal for equal divisions, SHA-256 in hex. */
  public String digest() {
    MessageDigest sha;
    try {
      sha = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
    for (List<Families.Family> part : parts) {
      sha.update("part\n".getBytes(StandardCharsets.UTF_8));
      for (Families.Family family : part) {
        sha.update(family.toText().getBytes(StandardCharsets.UTF_8));
      }
    }
    return HexFormat.of().formatHex(sha.digest());
  }

  /** What the month is. */
  public Month month() {
    return run.month();
  }

  /** The day on which billed and used are compared. */
  public LocalDate asOf() {
    return run.asOf();
  }

  /** The rules that decide. */
  public RuleBundle bundle() {
    return run.bundle();
  }

  /** All accounts by key, in its order. */
  public Map<String, AccountOutcome> accounts() {
    return accounts;
  }

  /**
   * Evaluates one part; nothing of it is kept here.
   *
   * @param number from 0
   */
  public MonthPart evaluate(int number) {
    return evaluate(number, run.workers());
  }

  private MonthPart evaluate(int number, Workers workers) {
    List<Families.Family> families = parts.get(number);
    RunNotes about = new RunNotes();
    List<UsageMapping.Mapped> mapped =
        run.mapUsage(stage, partitions(families), billing, workers, about);
    Ledger ledger = new Ledger(mapped);
    Map<String, UsageMapping.Mapped> byCompany = new HashMap<>();
    Map<String, List<UsageMapping.Mapped>> byAccount = new HashMap<>();
    for (UsageMapping.Mapped one : mapped) {
      if (!one.companyId().isEmpty()) {
        byCompany.put(one.companyId(), one);
      } else if (!one.groups().isEmpty()) {
        byAccount
            .computeIfAbsent(
                run.accountKey(one.groups().get(0).records()[0]), k -> new ArrayList<>())
            .add(one);
      }
    }
    List<NobodysUsage> nobodys =
        families.stream()
            .filter(family -> !family.unlinked().isEmpty())
            .map(family -> nobodys(family, byAccount))
            .toList();
    nobodys.forEach(some -> some.suggest(billing, mappings, ledger));
    Set<String> companies = new HashSet<>();
    families.forEach(family -> companies.addAll(family.companies()));
    before.ifPresent(
        b -> run.note(b, companies::contains, billing, mappings, ledger, workers, about));
    Subjects subjects =
        new Subjects(
            billing,
            mappings,
            health,
            new Counting(run.usage()),
            ledger,
            run.decisions(),
            run.asOf());
    Discrepancies rules = run.discrepancies(about);
    List<DiscrepancyRow> found = new ArrayList<>();
    List<String> ids = families.stream().flatMap(family -> family.companies().stream()).toList();
    for (int from = 0; from < ids.size(); from += AT_ONCE) {
      List<Reviewed> reviewed =
          workers.map(
              ids.subList(from, Math.min(ids.size(), from + AT_ONCE)),
              id -> review(id, byCompany.get(id), ledger, subjects, rules));
      rules.decide(workers);
      workers
          .map(reviewed, one -> one.review().rows(rules.rulings(one.looked())))
          .forEach(found::addAll);
    }
    workers.map(nobodys, some -> some.rows(billing, rules, others)).forEach(found::addAll);
    if (number == 0) {
      found.addAll(rejectedRows(rules));
    }
    found.sort(Reconciled.ROW_ORDER);
    return new MonthPart(
        number, mapped, List.copyOf(found), about, () -> reconciled(mapped, found, about));
  }

  /**
   * The result of the month.
   *
   * @param all every part once, in any order
   */
  public Reconciled join(Collection<MonthPart> all) {
    if (all.stream().mapToInt(MonthPart::number).distinct().count() != parts.size()
        || all.size() != parts.size()) {
      throw new IllegalArgumentException("a month is joined of each of its parts, once");
    }
    List<MonthPart> sorted =
        all.stream().sorted(Comparator.comparingInt(MonthPart::number)).toList();
    RunNotes about = new RunNotes();
    about.add(notes);
    List<UsageMapping.Mapped> mapped = new ArrayList<>();
    List<DiscrepancyRow> found = new ArrayList<>();
    for (MonthPart part : sorted) {
      about.add(part.notes());
      mapped.addAll(part.mapped());
      found.addAll(part.discrepancies());
    }
    found.sort(Reconciled.ROW_ORDER);
    return reconciled(mapped, found, about);
  }

  private Reconciled reconciled(
      List<UsageMapping.Mapped> mapped, List<DiscrepancyRow> found, RunNotes about) {
    return new Reconciled(
        run.asOf(),
        run.bundle(),
        run.month(),
        accounts,
        run.splits(),
        health,
        run.usage(),
        mapped,
        found,
        billing,
        about);
  }

  private Partitions partitions(List<Families.Family> families) {
    Map<String, int[]> byCompany = new TreeMap<>();
    Map<String, List<int[]>> unlinked = new TreeMap<>();
    for (Families.Family family : families) {
      for (String id : family.companies()) {
        int[] records = partitions.byCompany().get(id);
        if (records != null) {
          byCompany.put(id, records);
        }
      }
      for (Families.Unlinked account : family.unlinked()) {
        unlinked.computeIfAbsent(account.link(), k -> new ArrayList<>()).add(account.records());
      }
    }
    Map<String, int[]> joined = new TreeMap<>();
    unlinked.forEach(
        (link, some) ->
            joined.put(link, some.stream().flatMapToInt(java.util.Arrays::stream).toArray()));
    return new Partitions(byCompany, joined);
  }

  private NobodysUsage nobodys(
      Families.Family family, Map<String, List<UsageMapping.Mapped>> byAccount) {
    List<UsageMapping.Mapped> mapped = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Families.Unlinked account : family.unlinked()) {
      if (seen.add(account.key())) {
        mapped.addAll(byAccount.getOrDefault(account.key(), List.of()));
      }
    }
    return new NobodysUsage(run.usage(), accounts, mapped, splitWords);
  }

  private record Reviewed(CompanyReview review, Discrepancies.Looked looked) {}

  private Reviewed review(
      String id,
      UsageMapping.@Nullable Mapped mapped,
      Ledger ledger,
      Subjects subjects,
      Discrepancies rules) {
    CompanyReview review = new CompanyReview(billing, mappings, ledger, subjects, rows, others);
    billing.positions(id).forEach(review::add);
    ledger.unbilled(id).forEach((product, tallied) -> review.addUnbilled(id, product, tallied));
    if (mapped != null) {
      review.addUnaccounted(id, mapped.groups());
    }
    return new Reviewed(review, rules.look(review.subjects(), run.decisionsAbout(id)));
  }

  private List<DiscrepancyRow> rejectedRows(Discrepancies rules) {
    Map<String, List<InputProblem>> byKind = new TreeMap<>();
    for (InputProblem problem : run.month().problems()) {
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
    List<Discrepancies.Ruling> rulings = rules.classify(subjects);
    List<DiscrepancyRow> found = new ArrayList<>();
    for (int i = 0; i < rulings.size(); i++) {
      found.add(others.rejected(subjects.get(i), rulings.get(i)));
    }
    return found;
  }
}
