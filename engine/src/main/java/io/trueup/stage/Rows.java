package io.trueup.stage;

import io.trueup.facts.ComponentCoverage;
import io.trueup.facts.Discrepancy;
import io.trueup.facts.InactiveCompanyUsage;
import io.trueup.facts.Position;
import io.trueup.facts.RejectedRows;
import io.trueup.facts.SecondOpinion;
import io.trueup.facts.UnaccountedUsage;
import io.trueup.facts.UnbilledUsage;
import io.trueup.facts.UnlinkedAccount;
import io.trueup.facts.UsageRecord;
import io.trueup.rulebase.RuleInfo;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Turns a ruling and the figures of its subject into the row that is reported. */
final class Rows {
  private final Billing billing;
  private final Health health;
  private final Mappings mappings;
  private final Map<String, AccountOutcome> accounts;
  private final UsageRecord[] usage;

  Rows(
      Billing billing,
      Health health,
      Mappings mappings,
      Map<String, AccountOutcome> accounts,
      UsageRecord[] usage) {
    this.billing = billing;
    this.health = health;
    this.mappings = mappings;
    this.accounts = accounts;
    this.usage = usage;
  }

  DiscrepancyRow position(
      Subjects.Measured measured,
      Discrepancies.Ruling ruling,
      Collection<UsageMapping.Tallied> tallied) {
    Position p = measured.fact();
    Discrepancy d = ruling.discrepancy();
    PositionLines lines = measured.lines();
    BilledLine line = lines.growthLine();
    Optional<Mapping> mapping = lines.mapping();
    Optional<Health.Verdict> doubtful =
        p.trusted() ? Optional.empty() : mapping.flatMap(m -> health.doubtAbout(m.fact()));
    String source =
        doubtful
            .map(verdict -> verdict.integration().integrationId())
            .or(() -> mapping.flatMap(this::onlySource))
            .orElse("");
    boolean missing = d.classification().equals("MISSING_PRICE");
    boolean plainFollowUp = d.classification().equals("FOLLOW_UP") && !d.held();
    boolean pending = d.reason().equals("unconfirmed_match");
    BigDecimal delta =
        plainFollowUp ? BigDecimal.ZERO : pending ? p.pending().subtract(p.billed()) : p.delta();
    BigDecimal heldAmount =
        missing ? estimate(p, lines) : d.held() ? (pending ? BigDecimal.ZERO : p.impact()) : null;
    boolean shown = !d.held() && !plainFollowUp;
    Told told =
        new PositionWords(
                billing.companyName(p.companyId()), measured, d, source, committedUntil(tallied))
            .tell();
    return new DiscrepancyRow(
        Ids.of("position", p.key()),
        p.companyId(),
        billing.companyName(p.companyId()),
        line.agreement().agreementId(),
        line.addition().additionId(),
        p.productCode(),
        source,
        "",
        d.classification(),
        d.reason(),
        p.billed(),
        p.used(),
        delta,
        missing ? p.cataloguePrice() : p.unitPrice(),
        p.currency(),
        round(shown ? p.impact() : BigDecimal.ZERO, p.currency()),
        d.held(),
        d.held()
            ? (heldAmount == null ? null : round(heldAmount, p.currency()))
            : round(BigDecimal.ZERO, p.currency()),
        d.oneOff() == null ? null : round(d.oneOff(), p.currency()),
        missing && p.cataloguePrice() != null,
        p.inactive(),
        round(shown ? p.reclaimable() : BigDecimal.ZERO, p.currency()),
        told.nextAction(),
        told.acts(),
        ids(ruling, tallied, doubtful),
        told.explanation(),
        evidence(
            rules(ruling, tallied, doubtful),
            p.mappingId(),
            lines.lines().stream().map(l -> l.addition().additionId()).toList(),
            tallied,
            mapping.map(m -> health.readBy(m.fact())).orElse(List.of()).stream()
                .map(verdict -> verdict.integration().integrationId())
                .toList(),
            measured.count()));
  }

  private Optional<String> onlySource(Mapping mapping) {
    List<Health.Verdict> read = health.readBy(mapping.fact());
    return read.size() == 1
        ? Optional.of(read.get(0).integration().integrationId())
        : Optional.empty();
  }

  private static @Nullable BigDecimal estimate(Position p, PositionLines lines) {
    return p.cataloguePrice() == null
        ? null
        : io.trueup.money.Money.round(p.cataloguePrice().multiply(p.due()), lines.currency());
  }

  private @Nullable LocalDate committedUntil(Collection<UsageMapping.Tallied> tallied) {
    LocalDate latest = null;
    for (UsageMapping.Tallied one : tallied) {
      if (one.idleReason().isEmpty()) {
        continue;
      }
      for (int index : one.group().records()) {
        LocalDate end = usage[index].commitmentEndDate();
        if (end != null && (latest == null || end.isAfter(latest))) {
          latest = end;
        }
      }
    }
    return latest;
  }

  DiscrepancyRow unbilled(
      UnbilledUsage u, Discrepancies.Ruling ruling, Collection<UsageMapping.Tallied> tallied) {
    Discrepancy d = ruling.discrepancy();
    Mapping mapping = mapping(u.mappingId());
    Optional<Health.Verdict> doubtful =
        u.trusted() ? Optional.empty() : health.doubtAbout(mapping.fact());
    String source =
        doubtful
            .map(verdict -> verdict.integration().integrationId())
            .or(() -> onlySource(mapping))
            .orElse("");
    String company = billing.companyName(u.companyId());
    Told told = OtherWords.unbilled(u, company, source, d);
    boolean known = !u.currency().isEmpty();
    Optional<BilledLine> ended = billing.endedLine(u.companyId(), u.productCode());
    return new DiscrepancyRow(
        Ids.of("unbilled", u.key()),
        u.companyId(),
        company,
        ended.map(line -> line.agreement().agreementId()).orElse(""),
        u.endedAdditionId(),
        u.productCode(),
        source,
        "",
        d.classification(),
        d.reason(),
        BigDecimal.ZERO,
        u.used(),
        u.due(),
        u.unitPrice(),
        u.currency(),
        known ? round(d.held() ? BigDecimal.ZERO : u.impact(), u.currency()) : null,
        d.held(),
        known ? round(d.held() ? u.impact() : BigDecimal.ZERO, u.currency()) : null,
        d.oneOff(),
        u.estimated(),
        u.inactive(),
        null,
        told.nextAction(),
        told.acts(),
        ids(ruling, tallied, doubtful),
        told.explanation(),
        evidence(
            rules(ruling, tallied, doubtful),
            u.mappingId(),
            List.of(),
            tallied,
            health.readBy(mapping.fact()).stream()
                .map(verdict -> verdict.integration().integrationId())
                .toList(),
            null));
  }

  private Mapping mapping(String mappingId) {
    return mappings.byId(mappingId);
  }

  DiscrepancyRow unaccounted(
      UnaccountedUsage u, Discrepancies.Ruling ruling, List<UsageGroup> groups) {
    String company = billing.companyName(u.companyId());
    Told told = OtherWords.unaccounted(u, company);
    boolean priced = u.unitPrice() != null;
    return row(
        Ids.of("unaccounted", u.key()),
        u.companyId(),
        u.usageProductCode(),
        u.integrationId(),
        "",
        ruling,
        null,
        u.quantity(),
        priced ? u.quantity() : null,
        u.unitPrice(),
        u.currency(),
        priced ? u.impact() : null,
        told,
        groups);
  }

  DiscrepancyRow account(UnlinkedAccount a, Discrepancies.Ruling ruling, List<UsageGroup> groups) {
    String suggested =
        a.suggestedCompanyId().isEmpty() ? "" : billing.companyName(a.suggestedCompanyId());
    Told told = OtherWords.account(a, suggested);
    return row(
        Ids.of("account", a.key()),
        a.suggestedCompanyId(),
        "",
        a.integrationId(),
        a.accountId(),
        ruling,
        null,
        a.quantity(),
        a.suggested() ? BigDecimal.ZERO : null,
        null,
        a.currency(),
        a.currency().isEmpty() ? null : a.impact(),
        told,
        groups);
  }

  DiscrepancyRow inactiveCompany(
      InactiveCompanyUsage u, Discrepancies.Ruling ruling, List<UsageGroup> groups) {
    Told told = OtherWords.inactiveCompany(u, billing.companyName(u.companyId()));
    return row(
        Ids.of("company", u.key()),
        u.companyId(),
        "",
        "",
        "",
        ruling,
        null,
        BigDecimal.valueOf(u.records()),
        null,
        null,
        "",
        null,
        told,
        groups);
  }

  DiscrepancyRow rejected(RejectedRows rows, Discrepancies.Ruling ruling) {
    return row(
        Ids.of("rows", rows.key()),
        "",
        "",
        "",
        "",
        ruling,
        null,
        null,
        null,
        null,
        "",
        null,
        OtherWords.rejected(rows),
        List.of());
  }

  DiscrepancyRow coverage(ComponentCoverage c, Discrepancies.Ruling ruling) {
    Told told = OtherWords.coverage(c, billing.companyName(c.companyId()), ruling.discrepancy());
    return row(
        Ids.of("coverage", c.key()),
        c.companyId(),
        c.componentCode(),
        "",
        "",
        ruling,
        c.seats(),
        c.covered(),
        ruling.discrepancy().classification().equals("FOLLOW_UP")
            ? BigDecimal.ZERO
            : c.gap().negate(),
        null,
        "",
        null,
        told,
        List.of());
  }

  DiscrepancyRow opinion(SecondOpinion o, Discrepancies.Ruling ruling) {
    Told told = OtherWords.opinion(o, billing.companyName(o.companyId()), ruling.discrepancy());
    return row(
        Ids.of("opinion", o.key()),
        o.companyId(),
        o.productCode(),
        "",
        "",
        ruling,
        o.used(),
        o.other(),
        o.gap(),
        o.unitPrice(),
        o.currency(),
        o.impact(),
        told,
        List.of());
  }

  /** A row without billing lines: whatever money it has is held. */
  private DiscrepancyRow row(
      String id,
      String companyId,
      String productCode,
      String integrationId,
      String accountId,
      Discrepancies.Ruling ruling,
      @Nullable BigDecimal billed,
      @Nullable BigDecimal used,
      @Nullable BigDecimal delta,
      @Nullable BigDecimal unitPrice,
      String currency,
      @Nullable BigDecimal amount,
      Told told,
      List<UsageGroup> groups) {
    Discrepancy d = ruling.discrepancy();
    boolean money = !currency.isEmpty() && amount != null;
    BigDecimal worth = amount == null ? BigDecimal.ZERO : amount;
    List<RuleInfo> usageRules =
        groups.stream().flatMap(group -> group.fate().rules().stream()).toList();
    List<RuleInfo> rules = Rules.together(ruling.rules(), usageRules);
    return new DiscrepancyRow(
        id,
        companyId,
        billing.companyName(companyId),
        "",
        "",
        productCode,
        integrationId,
        accountId,
        d.classification(),
        d.reason(),
        billed,
        used,
        delta,
        unitPrice,
        money ? currency : "",
        money ? round(BigDecimal.ZERO, currency) : null,
        d.held(),
        money ? round(d.held() ? worth : BigDecimal.ZERO, currency) : null,
        d.oneOff(),
        false,
        null,
        null,
        told.nextAction(),
        told.acts(),
        rules.stream().map(RuleInfo::id).distinct().toList(),
        told.explanation(),
        new RowEvidence(
            rules,
            "",
            List.of(),
            groups,
            integrationId.isEmpty() ? sources(groups) : List.of(integrationId),
            accountKeys(groups),
            Map.of(),
            0));
  }

  private RowEvidence evidence(
      List<RuleInfo> rules,
      String mappingId,
      List<String> additionIds,
      Collection<UsageMapping.Tallied> tallied,
      List<String> integrations,
      Counting.@Nullable Count count) {
    List<UsageGroup> groups = tallied.stream().map(UsageMapping.Tallied::group).distinct().toList();
    return new RowEvidence(
        rules,
        mappingId,
        additionIds,
        groups,
        integrations,
        accountKeys(groups),
        count == null ? Map.of() : count.byCompany(),
        count == null ? 0 : count.duplicates());
  }

  private List<String> accountKeys(List<UsageGroup> groups) {
    TreeSet<String> keys = new TreeSet<>();
    String last = "";
    for (UsageGroup group : groups) {
      for (int index : group.records()) {
        String key = usage[index].integrationId() + "/" + usage[index].accountId();
        if (!key.equals(last)) {
          keys.add(key);
          last = key;
        }
      }
    }
    keys.retainAll(accounts.keySet());
    return List.copyOf(keys);
  }

  private List<String> sources(List<UsageGroup> groups) {
    return groups.stream().map(g -> g.usage().integrationId()).distinct().sorted().toList();
  }

  private static List<String> ids(
      Discrepancies.Ruling ruling,
      Collection<UsageMapping.Tallied> tallied,
      Optional<Health.Verdict> doubtful) {
    return rules(ruling, tallied, doubtful).stream().map(RuleInfo::id).distinct().toList();
  }

  private static List<RuleInfo> rules(
      Discrepancies.Ruling ruling,
      Collection<UsageMapping.Tallied> tallied,
      Optional<Health.Verdict> doubtful) {
    return Rules.together(
        Rules.together(
            ruling.rules(), tallied.stream().flatMap(t -> t.rules().stream()).distinct().toList()),
        doubtful.map(Health.Verdict::rules).orElse(List.of()));
  }

  private static BigDecimal round(BigDecimal amount, String currency) {
    return io.trueup.money.Money.round(amount, java.util.Currency.getInstance(currency));
  }
}
