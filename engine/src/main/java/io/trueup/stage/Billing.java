package io.trueup.stage;

import io.trueup.facts.Addition;
import io.trueup.facts.Agreement;
import io.trueup.facts.Company;
import io.trueup.facts.InvoiceLine;
import io.trueup.facts.Month;
import io.trueup.facts.Product;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The PSA's side of a month: who is billed for what on the as-of date. */
final class Billing {
  private final Map<String, Company> companies = new HashMap<>();
  private final Map<String, Map<String, PositionLines>> positions = new TreeMap<>();
  private final Map<String, List<BilledLine>> ended = new HashMap<>();
  private final Map<String, List<InvoiceLine>> invoiced = new HashMap<>();
  private final Map<String, Map<String, Product>> products = new HashMap<>();

  Billing(Month month, LocalDate asOf, int scheduledDays, Mappings mappings) {
    month.companies().forEach(company -> companies.put(company.companyId(), company));
    for (Product product : month.products()) {
      products
          .computeIfAbsent(product.productCode(), k -> new TreeMap<>())
          .put(product.currency(), product);
    }
    for (InvoiceLine line : month.invoiceLines()) {
      if (YearMonth.from(line.invoiceDate()).equals(YearMonth.from(asOf))) {
        invoiced
            .computeIfAbsent(line.companyId() + "|" + line.productCode(), k -> new ArrayList<>())
            .add(line);
      }
    }
    Map<String, Agreement> agreements = new HashMap<>();
    month.agreements().forEach(agreement -> agreements.put(agreement.agreementId(), agreement));
    Map<String, Map<String, List<BilledLine>>> inForce = new HashMap<>();
    Map<String, List<BilledLine>> scheduled = new HashMap<>();
    for (Addition addition : month.additions()) {
      Agreement agreement = agreements.get(addition.agreementId());
      Company company = agreement == null ? null : companies.get(agreement.companyId());
      if (agreement == null || company == null) {
        continue;
      }
      BilledLine line = new BilledLine(addition, agreement);
      String key =
          PositionLines.key(company.companyId(), addition.productCode(), agreement.currency());
      if (company.active() && line.inForce(asOf)) {
        inForce
            .computeIfAbsent(company.companyId(), k -> new TreeMap<>())
            .computeIfAbsent(key, k -> new ArrayList<>(1))
            .add(line);
      } else if (company.active() && startsSoon(line, asOf, scheduledDays)) {
        scheduled.computeIfAbsent(key, k -> new ArrayList<>()).add(line);
      } else if (hasEnded(line, asOf)) {
        ended
            .computeIfAbsent(
                company.companyId() + "|" + addition.productCode(), k -> new ArrayList<>())
            .add(line);
      }
    }
    inForce
        .values()
        .forEach(
            own ->
                own.forEach(
                    (key, lines) ->
                        addPosition(lines, scheduled.getOrDefault(key, List.of()), mappings)));
    ended.values().forEach(lines -> lines.sort(BilledLine.NEWEST_FIRST));
  }

  private void addPosition(List<BilledLine> lines, List<BilledLine> scheduled, Mappings mappings) {
    lines.sort(BilledLine.NEWEST_FIRST);
    BilledLine first = lines.get(0);
    String companyId = first.agreement().companyId();
    String productCode = first.addition().productCode();
    PositionLines position =
        new PositionLines(
            companyId,
            productCode,
            Currency.getInstance(first.agreement().currency()),
            lines,
            scheduled.isEmpty()
                ? scheduled
                : scheduled.stream().sorted(BilledLine.NEWEST_FIRST).toList(),
            mappings.best(companyId, productCode));
    positions.computeIfAbsent(companyId, k -> new LinkedHashMap<>()).put(position.key(), position);
  }

  private static boolean startsSoon(BilledLine line, LocalDate asOf, int days) {
    LocalDate start = line.addition().effectiveDate();
    return line.billable()
        && start != null
        && start.isAfter(asOf)
        && !start.isAfter(asOf.plusDays(days))
        && line.inForce(start);
  }

  private static boolean hasEnded(BilledLine line, LocalDate asOf) {
    Agreement agreement = line.agreement();
    LocalDate cancelled = line.addition().cancelledDate();
    LocalDate end = agreement.endDate();
    LocalDate start = line.addition().effectiveDate();
    if (start != null && start.isAfter(asOf)) {
      return false;
    }
    return (cancelled != null && !cancelled.isAfter(asOf))
        || agreement.status().equals("cancelled")
        || agreement.status().equals("expired")
        || (end != null && end.isBefore(asOf));
  }

  @Nullable Company company(String companyId) {
    return companies.get(companyId);
  }

  String companyName(String companyId) {
    Company company = companies.get(companyId);
    return company == null ? "" : company.name();
  }

  /** Ids of companies that have a position, in their order. */
  Iterable<String> billedCompanies() {
    return positions.keySet();
  }

  /** A company's own positions, in the order of product and currency. */
  List<PositionLines> positions(String companyId) {
    return List.copyOf(positions.getOrDefault(companyId, Map.of()).values());
  }

  /**
   * The positions that a company's usage can count towards: its own, and for products of which it
   * has no line itself those of the nearest billing parent that has one.
   */
  List<PositionLines> positionsFor(String companyId) {
    List<PositionLines> all = new ArrayList<>(positions(companyId));
    Set<String> billed = new HashSet<>();
    all.forEach(position -> billed.add(position.productCode()));
    Set<String> seen = new HashSet<>(Set.of(companyId));
    Company company = companies.get(companyId);
    while (company != null && seen.add(company.parentCompanyId())) {
      List<PositionLines> parents =
          positions(company.parentCompanyId()).stream()
              .filter(position -> !billed.contains(position.productCode()))
              .toList();
      all.addAll(parents);
      parents.forEach(position -> billed.add(position.productCode()));
      company = companies.get(company.parentCompanyId());
    }
    return all;
  }

  Optional<PositionLines> position(String companyId, String key) {
    return Optional.ofNullable(positions.getOrDefault(companyId, Map.of()).get(key));
  }

  /**
   * A line of a product that was cancelled or ran out: the newest that says what the product cost,
   * else the newest.
   */
  Optional<BilledLine> endedLine(String companyId, String productCode) {
    List<BilledLine> lines = ended.getOrDefault(companyId + "|" + productCode, List.of());
    return lines.stream()
        .filter(line -> line.growthPrice().isPresent())
        .findFirst()
        .or(() -> lines.stream().findFirst());
  }

  List<InvoiceLine> invoiced(String companyId, String productCode) {
    return invoiced.getOrDefault(companyId + "|" + productCode, List.of());
  }

  /** The catalogue's entry of a product in one currency. */
  Optional<Product> product(String productCode, String currency) {
    return Optional.ofNullable(products.getOrDefault(productCode, Map.of()).get(currency));
  }

  /**
   * The catalogue's entry of a product that a company has no line of: in a currency that the
   * company is billed in, else in the first there is.
   */
  Optional<Product> productFor(String companyId, String productCode) {
    Map<String, Product> byCurrency = products.getOrDefault(productCode, Map.of());
    return positions(companyId).stream()
        .map(position -> byCurrency.get(position.currency().getCurrencyCode()))
        .filter(Objects::nonNull)
        .findFirst()
        .or(() -> byCurrency.values().stream().findFirst());
  }
}
