package io.trueup.ruletests;

import static io.trueup.ruletests.OracleInput.account;
import static io.trueup.ruletests.OracleInput.text;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The semantics page read line by line, as simply as possible: no rule engine, no folding, no reuse
 * of the product's classes. What the product computes on a month must agree with this.
 */
final class Oracle {

  private final OracleInput input;
  private final OracleHealth health;
  private final Map<String, OracleLinks.Link> links;
  private final List<OraclePosition> positions;
  private final OracleUsage usage;
  private final OraclePrices prices;
  private final List<OracleRow> rows = new ArrayList<>();

  private Oracle(TextMonth month) {
    input = new OracleInput(month);
    health = new OracleHealth(input);
    links = OracleLinks.of(input);
    List<OracleLine> lines =
        input.additions.stream()
            .map(
                row ->
                    new OracleLine(
                        row, input.agreements.getOrDefault(text(row, "agreement_id"), Map.of())))
            .toList();
    positions = OraclePosition.of(input, lines);
    usage = new OracleUsage(input, links, positions);
    prices = new OraclePrices(input, lines);
  }

  static OracleResult reconcile(TextMonth month) {
    Oracle oracle = new Oracle(month);
    OraclePositionRows classes =
        new OraclePositionRows(
            oracle.input, oracle.health, oracle.links, oracle.usage, oracle.prices);
    oracle.positions.forEach(position -> oracle.rows.addAll(classes.rows(position)));
    oracle.usage.unbilled.values().forEach(oracle::unbilledRow);
    oracle.accountRows(classes);
    oracle.disputedRows();
    oracle.companyRows();
    oracle.unaccountedRows();
    return new OracleResult(oracle.rows, oracle.usage.fates, oracle.links);
  }

  static OracleResult reconcile(Path folder, LocalDate asOf) {
    return reconcile(TextMonth.read(folder, asOf));
  }

  /** Usage that a mapping selects and no line bills. */
  private void unbilledRow(OracleUsage.Unbilled unbilled) {
    String company = unbilled.company();
    String product = unbilled.product();
    OracleCount count = new OracleCount(input, unbilled.mapping(), unbilled.records(), r -> false);
    Rational minimum = OracleInput.number(unbilled.mapping().row(), "minimum_quantity", 0);
    Rational delta = count.used().max(minimum);
    boolean outlives = !prices.outlived(company, product).isEmpty();
    String reason = outlives ? "service_outlives_billing" : "no_billing_line";
    Optional<OraclePrices.Price> price = prices.ofUnbilled(company, product);
    Optional<String> sick = health.gravestRead(unbilled.mapping());
    boolean waived = !input.decisions("waive", company, product).isEmpty();
    OracleRow row;
    if (sick.isPresent()) {
      // No money from a doubtful source: the amount is only held.
      row = OracleRow.held("SETUP_ISSUE", sick.get());
    } else if (price.isEmpty()) {
      row = OracleRow.held("MISSING_PRICE", reason);
    } else if (waived) {
      row = OracleRow.of("MATCHED", "waived");
    } else {
      row = OracleRow.of("UNDERBILLING", reason);
    }
    row =
        row.with("company_id", company)
            .with("product_code", product)
            .with("billed_quantity", "0")
            .with("used_quantity", count.used())
            .with("delta", delta)
            .with("one_off_amount", "")
            .with("reclaimable_amount", "");
    if (price.isPresent()) {
      OraclePrices.Price known = price.get();
      row =
          row.with("currency", known.currency())
              .unitPrice(known.monthly())
              .with("estimated", String.valueOf(known.estimated()))
              .money(
                  row.get("held").equals("true") ? "held_amount" : "monthly_impact",
                  delta.times(known.monthly()));
    } else {
      row = row.without("estimated").with("held_amount", "");
    }
    rows.add(row);
  }

  /** Per unlinked account with usage: unmapped, or unconfirmed when there is a suggestion. */
  private void accountRows(OraclePositionRows classes) {
    links.forEach(
        (key, link) -> {
          long records =
              input.usage.stream()
                  .filter(r -> account(r).equals(key) && usage.staysWithAccount(r))
                  .count();
          if (link.linked() || link.ignored() || records == 0) {
            return;
          }
          String reason =
              link.decision().equals("suggested") ? "unconfirmed_match" : "unmapped_account";
          Map<String, String> account = input.accounts.getOrDefault(key, Map.of());
          OracleRow row =
              OracleRow.held("SETUP_ISSUE", reason)
                  .with("integration_id", text(account, "integration_id"))
                  .with("account_id", text(account, "account_id"));
          // Money shows where a position of a suggested company waits for exactly this usage.
          Map<String, Rational> waiting = new LinkedHashMap<>();
          for (OraclePosition position : positions) {
            classes
                .waitingUnits(position, key)
                .ifPresent(
                    units ->
                        waiting.merge(
                            position.currency(),
                            units.times(position.growthPrice()),
                            Rational::plus));
          }
          // Where a position counts it that has usage already, the page does not say what is held.
          boolean besides =
              positions.stream().anyMatch(position -> classes.countsBesideOthers(position, key));
          if (waiting.size() == 1 && !besides) {
            Map.Entry<String, Rational> only = waiting.entrySet().iterator().next();
            row = row.with("currency", only.getKey()).money("held_amount", only.getValue());
          } else if (!link.decision().equals("suggested")) {
            row = row.with("held_amount", "");
          }
          rows.add(row);
        });
  }

  /** Per account with usage that its splits give to several companies. */
  private void disputedRows() {
    fated("ambiguous_split").stream()
        .map(OracleInput::account)
        .distinct()
        .forEach(
            key -> {
              Map<String, String> account = input.accounts.getOrDefault(key, Map.of());
              rows.add(
                  OracleRow.held("SETUP_ISSUE", "ambiguous_split")
                      .without("monthly_impact")
                      .with("integration_id", text(account, "integration_id"))
                      .with("account_id", text(account, "account_id"))
                      .with("held_amount", ""));
            });
  }

  /** Per company that is not active yet has usage. */
  private void companyRows() {
    fated("inactive_company").stream()
        .map(usage::company)
        .distinct()
        .forEach(
            company ->
                rows.add(
                    OracleRow.of("SETUP_ISSUE", "inactive_company")
                        .without("held")
                        .with("monthly_impact", "0")
                        .with("company_id", company)));
  }

  /** Per company, integration and usage product with unaccounted usage. */
  private void unaccountedRows() {
    Map<List<String>, List<Map<String, String>>> groups =
        fated("unaccounted_usage").stream()
            .collect(
                Collectors.groupingBy(
                    r ->
                        List.of(
                            usage.company(r), text(r, "integration_id"), text(r, "product_code")),
                    LinkedHashMap::new,
                    Collectors.toList()));
    groups.forEach(
        (key, records) -> {
          OracleRow row =
              OracleRow.held("SETUP_ISSUE", "unaccounted_usage")
                  .with("company_id", key.get(0))
                  .with("integration_id", key.get(1))
                  .with("product_code", key.get(2));
          List<OraclePosition> near =
              usage.positionsOf(key.get(0)).stream()
                  .filter(p -> records.stream().allMatch(r -> missesOnlyByAttributes(p, r)))
                  .toList();
          // Records that lack only the attribute by which lines are told apart have their price.
          Set<Rational> money =
              near.stream()
                  .map(p -> p.growthPrice().times(units(p, records)))
                  .collect(Collectors.toSet());
          if (money.size() == 1 && near.get(0).growthLine().isPresent()) {
            row =
                row.with("currency", near.get(0).currency())
                    .money("held_amount", money.iterator().next());
          }
          rows.add(row);
        });
  }

  private Rational units(OraclePosition position, List<Map<String, String>> records) {
    return usage
        .mapping(position)
        .map(m -> new OracleCount(input, m, records, r -> false).used())
        .orElse(Rational.ZERO);
  }

  private boolean missesOnlyByAttributes(OraclePosition position, Map<String, String> record) {
    return usage
        .mapping(position)
        .filter(m -> m.missesOnlyByAttributes(record, usage.integration(record)))
        .isPresent();
  }

  private List<Map<String, String>> fated(String reason) {
    Stream<Map<String, String>> all = input.usage.stream();
    return all.filter(
            r -> {
              OracleResult.Fate fate = usage.fates.get(OracleUsage.key(r));
              return fate != null && fate.reason().equals(reason);
            })
        .toList();
  }
}
