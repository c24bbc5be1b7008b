package io.trueup.report;

import io.trueup.stage.DiscrepancyRow;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Discrepancies that one piece of work settles.
 *
 * @param key tells it from all others, letters and digits
 * @param rows its discrepancies, at least one
 */
record Cause(String key, List<DiscrepancyRow> rows) {
  Cause {
    rows = List.copyOf(rows);
  }

  /** What has to be done, the most blocking first: sources, then links, then money. */
  static List<Cause> of(Collection<DiscrepancyRow> rows) {
    Map<String, List<DiscrepancyRow>> byKey = new LinkedHashMap<>();
    for (DiscrepancyRow row : rows) {
      if (!row.classification().equals("MATCHED")) {
        byKey.computeIfAbsent(key(row), k -> new ArrayList<>()).add(row);
      }
    }
    List<Cause> causes = new ArrayList<>();
    byKey.forEach((key, found) -> causes.add(new Cause(key, found)));
    causes.sort(
        Comparator.comparingInt(Cause::tier)
            .thenComparing(Comparator.comparing(Cause::weight).reversed())
            .thenComparing(Cause::key));
    return causes;
  }

  static String key(DiscrepancyRow row) {
    String source = Finding.inDoubt(row) ? "-" + row.integrationId() : "";
    return (row.classification() + "-" + row.reason() + source)
        .toLowerCase(java.util.Locale.ROOT)
        .replaceAll("[^a-z0-9]+", "-");
  }

  private DiscrepancyRow first() {
    return rows.get(0);
  }

  private int tier() {
    if (Finding.inDoubt(first())) {
      return 0;
    }
    return switch (first().reason()) {
      case "bad_row" -> 1;
      case "unconfirmed_match", "unmapped_account", "unmapped_product" -> 2;
      default -> first().classification().equals("SETUP_ISSUE") ? 5 : money();
    };
  }

  private int money() {
    return switch (first().classification()) {
      case "UNDERBILLING", "OVERBILLING" -> 3;
      default -> 4;
    };
  }

  private BigDecimal weight() {
    return rows.stream()
        .map(row -> Finding.atStake(row).abs())
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** What to do, as an instruction. */
  String title() {
    int n = size();
    if (Finding.inDoubt(first())) {
      String source = first().integrationId().isEmpty() ? "the source" : first().integrationId();
      return first().reason().equals("count_collapse")
          ? "Check the access and scope of " + source
          : "Repair and synchronise " + source;
    }
    return switch (first().classification() + " " + first().reason()) {
      case "UNDERBILLING quantity" -> "Raise " + Show.many(n, "line") + " to what is used";
      case "UNDERBILLING no_billing_line" -> "Add " + Show.many(n, "product") + " to agreements";
      case "UNDERBILLING service_outlives_billing" ->
          "End " + Show.many(n, "service") + " or bill again";
      case "UNDERBILLING below_minimum" -> "Restore " + Show.many(n, "contract minimum");
      case "UNDERBILLING committed_quantity" -> "Bill or absorb " + Show.many(n, "commitment");
      case "OVERBILLING quantity" -> "Cut " + Show.many(n, "line") + " and credit";
      case "SETUP_ISSUE unconfirmed_match" ->
          "Confirm or reject " + Show.many(n, "suggested match").replace("matchs", "matches");
      case "SETUP_ISSUE unmapped_account" -> "Link " + Show.many(n, "account") + " to a client";
      case "SETUP_ISSUE unmapped_product" -> "Say which usage bills " + Show.many(n, "product");
      case "SETUP_ISSUE unaccounted_usage" -> "Map usage that no product bills";
      case "SETUP_ISSUE inactive_company" -> "End services of clients that are not active";
      case "SETUP_ISSUE bad_row" -> "Correct rows that could not be read";
      case "MISSING_PRICE no_price" -> "Set " + Show.many(n, "price") + " on agreements";
      case "MISSING_PRICE no_billing_line" ->
          "Find a price for " + Show.many(n, "product") + " on no agreement";
      case "FOLLOW_UP line_without_usage" ->
          "Find out what " + Show.many(n, "line") + " still bills";
      case "FOLLOW_UP price_drift" -> "Reprice " + Show.many(n, "line") + " at renewal";
      case "FOLLOW_UP invoice_short" -> "Invoice once what was left out";
      case "FOLLOW_UP scheduled_change" -> "Decide on the days before a scheduled change";
      case "FOLLOW_UP sources_disagree" -> "Find out which source is right";
      case "FOLLOW_UP component_gap" -> "Roll out what bundles promise";
      default ->
          first().classification().equals("INACTIVE_SEATS")
              ? "Reclaim seats: "
                  + Finding.reason(first().reason()).toLowerCase(java.util.Locale.ROOT)
              : Finding.label(first().classification()) + ": " + Show.words(first().reason());
    };
  }

  /** Pieces of work: where a match has a row of the account and one of the position, it is one. */
  int size() {
    if (!first().reason().equals("unconfirmed_match")) {
      return rows.size();
    }
    return (int) rows.stream().filter(row -> !row.accountId().isEmpty()).count();
  }

  /** Clients that it concerns. */
  int clients() {
    return (int)
        rows.stream().map(DiscrepancyRow::companyId).filter(id -> !id.isEmpty()).distinct().count();
  }

  boolean held() {
    return rows.stream().anyMatch(DiscrepancyRow::held);
  }

  /** What it is worth a month, by currency. */
  Map<String, BigDecimal> amounts() {
    Map<String, BigDecimal> amounts = new TreeMap<>();
    for (DiscrepancyRow row : rows) {
      BigDecimal amount = Finding.atStake(row);
      if (!row.currency().isEmpty() && amount.signum() != 0) {
        amounts.merge(row.currency(), amount, BigDecimal::add);
      }
    }
    return amounts;
  }

  /** What kind of amount that is. */
  String unit() {
    return held()
        ? "held"
        : switch (first().classification()) {
          case "INACTIVE_SEATS" -> "reclaimable a month";
          case "FOLLOW_UP" -> "once";
          default -> "a month";
        };
  }

  String acts() {
    return rows.stream()
        .map(DiscrepancyRow::acts)
        .filter(acts -> !acts.isEmpty())
        .collect(Collectors.toCollection(TreeSet::new))
        .stream()
        .collect(Collectors.joining(", "));
  }
}
