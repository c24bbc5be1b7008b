package io.trueup.stage;

import io.trueup.facts.Discrepancy;
import io.trueup.facts.Position;
import io.trueup.facts.UnbilledUsage;
import io.trueup.facts.UsageTable;
import io.trueup.rulebase.Firing;
import io.trueup.rulebase.RuleInfo;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Turns a ruling on a position, or on usage that no line bills, into the row that is reported. */
final class Rows {
  private final Billing billing;
  private final Health health;
  private final Mappings mappings;
  private final AccountKeys keys;
  private final SplitWords splitWords;
  private final UsageTable usage;
  private final DecisionsUsed decisions;

  Rows(
      Billing billing,
      Health health,
      Mappings mappings,
      AccountKeys keys,
      SplitWords splitWords,
      UsageTable usage,
      DecisionsUsed decisions) {
    this.billing = billing;
    this.health = health;
    this.mappings = mappings;
    this.keys = keys;
    this.splitWords = splitWords;
    this.usage = usage;
    this.decisions = decisions;
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
        p.trusted()
            ? Optional.empty()
            : mapping.flatMap(m -> health.doubtAbout(m.fact(), p.companyId()));
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
    Later<RowEvidence> proof =
        new Later<>(
            () ->
                evidence(
                    rules(ruling, tallied, doubtful),
                    p.mappingId(),
                    lines.lines().stream().map(l -> l.addition().additionId()).toList(),
                    tallied,
                    mapping.map(m -> health.readBy(m.fact())).orElse(List.of()).stream()
                        .map(verdict -> verdict.integration().integrationId())
                        .toList(),
                    measured.count(),
                    (groups, accounts) -> decisions.of(p, ruling, groups, accounts),
                    ruling.because()));
    return new DiscrepancyRow(
        new Later<>(() -> Ids.of("position", p.key())),
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
        new Later<>(
            () ->
                splitWords.after(
                    new PositionWords(
                            billing.companyName(p.companyId()),
                            measured,
                            d,
                            source,
                            doubtful.map(Health.Verdict::words).orElse(""),
                            committedUntil(tallied))
                        .tell(),
                    () -> groups(tallied))),
        proof,
        DiscrepancyRow.rules(proof),
        lines.lines().size());
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
        LocalDate end = usage.commitmentEndDate(index);
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
        u.trusted() ? Optional.empty() : health.doubtAbout(mapping.fact(), u.companyId());
    String source =
        doubtful
            .map(verdict -> verdict.integration().integrationId())
            .or(() -> onlySource(mapping))
            .orElse("");
    String company = billing.companyName(u.companyId());
    boolean known = !u.currency().isEmpty();
    Optional<BilledLine> ended = billing.endedLine(u.companyId(), u.productCode());
    Later<RowEvidence> proof =
        new Later<>(
            () ->
                evidence(
                    rules(ruling, tallied, doubtful),
                    u.mappingId(),
                    List.of(),
                    tallied,
                    health.readBy(mapping.fact()).stream()
                        .map(verdict -> verdict.integration().integrationId())
                        .toList(),
                    null,
                    (groups, accounts) -> decisions.of(ruling, groups, accounts, u.waivedBy()),
                    ruling.because()));
    return new DiscrepancyRow(
        new Later<>(() -> Ids.of("unbilled", u.key())),
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
        new Later<>(
            () ->
                splitWords.after(
                    OtherWords.unbilled(
                        u, company, source, doubtful.map(Health.Verdict::words).orElse(""), d),
                    () -> groups(tallied))),
        proof,
        DiscrepancyRow.rules(proof),
        0);
  }

  private Mapping mapping(String mappingId) {
    return mappings.byId(mappingId);
  }

  private RowEvidence evidence(
      List<RuleInfo> rules,
      String mappingId,
      List<String> additionIds,
      Collection<UsageMapping.Tallied> tallied,
      List<String> integrations,
      Counting.@Nullable Count count,
      BiFunction<List<UsageGroup>, List<String>, List<String>> decided,
      List<Firing> because) {
    List<UsageGroup> groups = groups(tallied);
    List<String> accounts = keys.of(groups);
    return new RowEvidence(
        rules,
        mappingId,
        additionIds,
        groups,
        integrations,
        accounts,
        count == null ? Map.of() : count.byCompany(),
        count == null ? 0 : count.duplicates(),
        decided.apply(groups, accounts),
        because);
  }

  /** The usage that was counted, each group once. */
  private static List<UsageGroup> groups(Collection<UsageMapping.Tallied> tallied) {
    Set<UsageGroup> seen = Collections.newSetFromMap(new IdentityHashMap<>(2 * tallied.size()));
    List<UsageGroup> groups = new ArrayList<>(tallied.size());
    for (UsageMapping.Tallied one : tallied) {
      if (seen.add(one.group())) {
        groups.add(one.group());
      }
    }
    return groups;
  }

  private static List<RuleInfo> rules(
      Discrepancies.Ruling ruling,
      Collection<UsageMapping.Tallied> tallied,
      Optional<Health.Verdict> doubtful) {
    List<List<RuleInfo>> lists = new ArrayList<>(tallied.size() + 2);
    lists.add(ruling.rules());
    tallied.forEach(one -> lists.add(one.rules()));
    doubtful.ifPresent(verdict -> lists.add(verdict.rules()));
    return Rules.together(lists);
  }

  private static BigDecimal round(BigDecimal amount, String currency) {
    return io.trueup.money.Money.round(amount, java.util.Currency.getInstance(currency));
  }
}
