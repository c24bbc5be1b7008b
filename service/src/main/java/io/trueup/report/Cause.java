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
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Discrepancies that one piece of work settles.
 *
 * @param key tells it from all others, letters and digits
 * @param rows its discrepancies, at least one
 */
record Cause(String key, List<DiscrepancyRow> rows) {
  private static final Pattern BETWEEN = Pattern.compile("[^a-z0-9]+");

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
    String words = row.classification() + "-" + row.reason() + source;
    return BETWEEN.matcher(words.toLowerCase(java.util.Locale.ROOT)).replaceAll("-");
  }

  private DiscrepancyRow first() {
    return rows.get(0);
  }

  private int tier() {
    return work().tier();
  }

  private BigDecimal weight() {
    return rows.stream()
        .map(row -> Finding.atStake(row).abs())
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** What to do, as an instruction. */
  String title() {
    return work().title();
  }

  private Work work() {
    return new Work(
        first().classification(), first().reason(), first().integrationId(), size(), held());
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
    return work().unit();
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
