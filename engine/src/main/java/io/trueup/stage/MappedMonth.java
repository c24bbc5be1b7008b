package io.trueup.stage;

import io.trueup.facts.Company;
import io.trueup.facts.Month;
import io.trueup.facts.ServiceMapping;
import io.trueup.rulebase.RuleBundle;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A month whose accounts are matched once, to be asked again and again what mappings would count.
 * It asks the stages that a run goes through, so that an answer and the next run agree. Safe for
 * several threads.
 */
public final class MappedMonth {
  private final Month month;
  private final LocalDate asOf;
  private final Reconciliation reconciliation;
  private final Map<String, AccountOutcome> accounts;
  private final Partitions partitions;
  private final Health health;
  private final Map<String, String> names = new TreeMap<>();

  private MappedMonth(Month month, RuleBundle bundle, LocalDate asOf, int threads) {
    this.month = month;
    this.asOf = asOf;
    this.reconciliation = new Reconciliation(month, bundle, asOf, threads, true);
    RunNotes notes = new RunNotes();
    this.accounts = reconciliation.match(notes);
    this.partitions = Partitions.of(reconciliation.usage(), accounts, reconciliation.splits());
    this.health = Health.assess(month, bundle, asOf, notes);
    for (Company company : month.companies()) {
      names.put(company.companyId(), company.name());
    }
  }

  /**
   * Matches the accounts of a month.
   *
   * @param threads companies worked on at once, at least 1
   */
  public static MappedMonth of(Month month, RuleBundle bundle, LocalDate asOf, int threads) {
    return new MappedMonth(month, bundle, asOf, threads);
  }

  /** The month. */
  public Month month() {
    return month;
  }

  /** The day on which it is looked at. */
  public LocalDate asOf() {
    return asOf;
  }

  /** Whose each account is, by {@code integration/account}. */
  public Map<String, AccountOutcome> accounts() {
    return accounts;
  }

  /** What a mapping would count beside the others; it takes the place of one with its id. */
  public MappingPreview preview(ServiceMapping draft) {
    List<ServiceMapping> all = new ArrayList<>();
    for (ServiceMapping mapping : month.serviceMappings()) {
      if (!mapping.mappingId().equals(draft.mappingId())) {
        all.add(mapping);
      }
    }
    all.add(draft);
    Mappings mappings = new Mappings(all, month.integrations());
    return new PreviewCount(this, mappings, mappings.byId(draft.mappingId())).preview();
  }

  /** What the month's own mappings count, and what they leave open. */
  public MappingSurvey survey() {
    Mappings mappings = new Mappings(month.serviceMappings(), month.integrations());
    return new SurveyCount(this, mappings).survey();
  }

  /** Stage 2 with some mappings, and what came of it. */
  record Pass(
      Billing billing, List<UsageMapping.Mapped> mapped, Ledger ledger, Subjects subjects) {}

  Pass pass(Partitions some, Mappings mappings, Billing billing) {
    RunNotes notes = new RunNotes();
    List<UsageMapping.Mapped> mapped = reconciliation.mapUsage(some, billing, mappings, notes);
    Ledger ledger = new Ledger(mapped);
    reconciliation.noteHighWater(accounts, billing, mappings, ledger, notes);
    return new Pass(
        billing,
        mapped,
        ledger,
        new Subjects(
            billing,
            mappings,
            health,
            new Counting(reconciliation.usage()),
            ledger,
            reconciliation.decisions(),
            asOf));
  }

  Billing billing(Mappings mappings) {
    return new Billing(month, asOf, reconciliation.scheduledDays(), mappings);
  }

  Partitions partitions() {
    return partitions;
  }

  io.trueup.facts.UsageRecord record(int position) {
    return reconciliation.usage().get(position);
  }

  String name(String companyId) {
    return names.getOrDefault(companyId, companyId);
  }
}
