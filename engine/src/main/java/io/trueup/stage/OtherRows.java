package io.trueup.stage;

import io.trueup.facts.ComponentCoverage;
import io.trueup.facts.Discrepancy;
import io.trueup.facts.DisputedUsage;
import io.trueup.facts.InactiveCompanyUsage;
import io.trueup.facts.RejectedRows;
import io.trueup.facts.SecondOpinion;
import io.trueup.facts.UnaccountedUsage;
import io.trueup.facts.UnlinkedAccount;
import io.trueup.rulebase.RuleInfo;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns rulings on everything that has no billing line into rows: whatever money such a row has is
 * held.
 */
final class OtherRows {
  private final Billing billing;
  private final AccountKeys keys;
  private final SplitWords splitWords;
  private final DecisionsUsed decisions;

  OtherRows(Billing billing, AccountKeys keys, SplitWords splitWords, DecisionsUsed decisions) {
    this.billing = billing;
    this.keys = keys;
    this.splitWords = splitWords;
    this.decisions = decisions;
  }

  DiscrepancyRow unaccounted(
      UnaccountedUsage u, Discrepancies.Ruling ruling, List<UsageGroup> groups) {
    String company = billing.companyName(u.companyId());
    Supplier<Told> told = () -> OtherWords.unaccounted(u, company);
    boolean priced = u.unitPrice() != null;
    return row(
        () -> Ids.of("unaccounted", u.key()),
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
    Supplier<Told> told = () -> OtherWords.account(a, suggested);
    return row(
        () -> Ids.of("account", a.key()),
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

  DiscrepancyRow disputed(DisputedUsage u, Discrepancies.Ruling ruling, List<UsageGroup> groups) {
    return row(
        () -> Ids.of("disputed", u.key()),
        "",
        "",
        u.integrationId(),
        u.accountId(),
        ruling,
        null,
        BigDecimal.valueOf(u.records()),
        null,
        null,
        "",
        null,
        () -> OtherWords.disputed(u),
        groups);
  }

  DiscrepancyRow inactiveCompany(
      InactiveCompanyUsage u, Discrepancies.Ruling ruling, List<UsageGroup> groups) {
    Supplier<Told> told = () -> OtherWords.inactiveCompany(u, billing.companyName(u.companyId()));
    return row(
        () -> Ids.of("company", u.key()),
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
        () -> Ids.of("rows", rows.key()),
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
        () -> OtherWords.rejected(rows),
        List.of());
  }

  DiscrepancyRow coverage(ComponentCoverage c, Discrepancies.Ruling ruling) {
    Supplier<Told> told =
        () -> OtherWords.coverage(c, billing.companyName(c.companyId()), ruling.discrepancy());
    return row(
        () -> Ids.of("coverage", c.key()),
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
    Supplier<Told> told =
        () -> OtherWords.opinion(o, billing.companyName(o.companyId()), ruling.discrepancy());
    return row(
        () -> Ids.of("opinion", o.key()),
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
      Supplier<String> id,
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
      Supplier<Told> told,
      List<UsageGroup> groups) {
    Discrepancy d = ruling.discrepancy();
    boolean money = !currency.isEmpty() && amount != null;
    BigDecimal worth = amount == null ? BigDecimal.ZERO : amount;
    Later<RowEvidence> proof = new Later<>(() -> evidence(ruling, groups, integrationId));
    return new DiscrepancyRow(
        new Later<>(id),
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
        new Later<>(
            () -> companyId.isEmpty() ? told.get() : splitWords.after(told.get(), () -> groups)),
        proof,
        DiscrepancyRow.rules(proof),
        0);
  }

  private RowEvidence evidence(
      Discrepancies.Ruling ruling, List<UsageGroup> groups, String integrationId) {
    List<List<RuleInfo>> rules = new ArrayList<>(groups.size() + 1);
    rules.add(ruling.rules());
    groups.forEach(group -> rules.add(group.fate().rules()));
    List<String> accounts = keys.of(groups);
    return new RowEvidence(
        Rules.together(rules),
        "",
        List.of(),
        groups,
        integrationId.isEmpty() ? sources(groups) : List.of(integrationId),
        accounts,
        Map.of(),
        0,
        decisions.of(ruling, groups, accounts, ""),
        ruling.because());
  }

  private static List<String> sources(List<UsageGroup> groups) {
    return groups.stream().map(UsageGroup::integrationId).distinct().sorted().toList();
  }

  private static BigDecimal round(BigDecimal amount, String currency) {
    return io.trueup.money.Money.round(amount, java.util.Currency.getInstance(currency));
  }
}
