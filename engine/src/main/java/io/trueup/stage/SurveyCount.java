package io.trueup.stage;

import io.trueup.facts.ServiceMapping;
import io.trueup.facts.Usage;
import io.trueup.stage.MappingSurvey.Counted;
import io.trueup.stage.MappingSurvey.Unaccounted;
import io.trueup.stage.MappingSurvey.Unmapped;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Counts for all mappings of a month at once. */
final class SurveyCount {
  private static final int NAMED = 3;

  private final MappedMonth month;
  private final Mappings mappings;
  private final MappedMonth.Pass pass;
  private final Map<String, Sum> sums = new HashMap<>();
  private final Map<String, Open> open = new TreeMap<>();
  private final Map<String, Product> products = new TreeMap<>();

  private static final class Sum {
    long records;
    BigDecimal quantity = BigDecimal.ZERO;
    int lines;
    BigDecimal billed = BigDecimal.ZERO;
    final Set<String> clients = new TreeSet<>();
  }

  private static final class Open {
    final Usage first;
    final String name;
    long records;
    BigDecimal quantity = BigDecimal.ZERO;
    final Map<String, Long> clients = new TreeMap<>();
    final Set<String> classes = new TreeSet<>();

    Open(Usage first, String name) {
      this.first = first;
      this.name = name;
    }
  }

  private static final class Product {
    String description = "";
    int lines;
    BigDecimal billed = BigDecimal.ZERO;
    final Map<String, BigDecimal> money = new TreeMap<>();
    final Set<String> clients = new TreeSet<>();
  }

  SurveyCount(MappedMonth month, Mappings mappings) {
    this.month = month;
    this.mappings = mappings;
    this.pass = month.pass(month.partitions(), mappings, month.billing(mappings));
  }

  MappingSurvey survey() {
    for (String company : pass.billing().billedCompanies()) {
      pass.billing().positions(company).forEach(this::position);
    }
    for (UsageMapping.Mapped mapped : pass.mapped()) {
      unbilled(mapped.companyId());
      mapped.groups().forEach(group -> group(mapped.companyId(), group));
    }
    return new MappingSurvey(counted(), unaccounted(), unmapped());
  }

  private Sum sum(String mappingId) {
    return sums.computeIfAbsent(mappingId, k -> new Sum());
  }

  private void position(PositionLines position) {
    if (position.mapping().isEmpty()) {
      Product product = products.computeIfAbsent(position.productCode(), k -> new Product());
      product.lines += position.lines().size();
      product.billed = product.billed.add(position.billed());
      product.money.merge(
          position.currency().getCurrencyCode(),
          position.month(position.billed().negate()).negate(),
          BigDecimal::add);
      product.clients.add(position.companyId());
      if (product.description.isEmpty()) {
        product.description = position.lines().get(0).addition().description();
      }
      return;
    }
    Mapping mapping = position.mapping().get();
    Sum sum = sum(mapping.fact().mappingId());
    sum.lines++;
    sum.billed = sum.billed.add(position.billed());
    sum.clients.add(position.companyId());
    if (mapping.fact().countsUsage()) {
      sum.quantity = sum.quantity.add(pass.subjects().position(position).fact().used());
    }
  }

  private void unbilled(String company) {
    pass.ledger()
        .unbilled(company)
        .forEach(
            (product, tallied) -> {
              Mapping best =
                  tallied.stream()
                      .map(one -> mappings.byId(one.counted().mappingId()))
                      .min(Mapping.MOST_SPECIFIC_FIRST)
                      .orElseThrow();
              Sum sum = sum(best.fact().mappingId());
              sum.quantity =
                  sum.quantity.add(
                      pass.subjects().unbilled(company, product, best, tallied).used());
              sum.clients.add(company);
            });
  }

  private void group(String company, UsageGroup group) {
    group.fate().counted().stream()
        .map(io.trueup.facts.Counted::mappingId)
        .distinct()
        .forEach(
            id -> {
              Sum sum = sum(id);
              sum.records += group.records().length;
              sum.clients.add(company);
            });
    if (!company.isEmpty()
        && group.outcome().equals(Fate.UNACCOUNTED)
        && group.fate().reason().equals("unaccounted_usage")) {
      Usage usage = group.usage();
      Open one =
          open.computeIfAbsent(
              usage.integrationId() + '\0' + usage.kind() + '\0' + usage.productCode(),
              k -> new Open(usage, month.record(group.records()[0]).productName()));
      one.records += group.records().length;
      one.quantity = one.quantity.add(usage.quantity());
      one.clients.merge(company, (long) group.records().length, Long::sum);
      one.classes.add(usage.deviceClass());
    }
  }

  private List<Counted> counted() {
    List<Counted> all = new ArrayList<>();
    for (ServiceMapping mapping : month.month().serviceMappings()) {
      Sum sum = sums.getOrDefault(mapping.mappingId(), new Sum());
      all.add(
          new Counted(
              mapping, sum.records, sum.quantity, sum.lines, sum.billed, sum.clients.size()));
    }
    all.sort(
        Comparator.comparing((Counted c) -> c.mapping().productCode())
            .thenComparing(c -> c.mapping().mappingId()));
    return all;
  }

  private List<Unaccounted> unaccounted() {
    return open.values().stream()
        .sorted(
            Comparator.comparingInt((Open one) -> one.clients.size())
                .thenComparingLong(one -> one.records)
                .reversed())
        .map(
            one ->
                new Unaccounted(
                    one.first.integrationId(),
                    one.first.kind(),
                    one.first.productCode(),
                    one.name,
                    one.classes.size() == 1 ? one.classes.iterator().next() : "",
                    one.records,
                    one.quantity,
                    one.clients.entrySet().stream()
                        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                        .limit(NAMED)
                        .map(entry -> month.name(entry.getKey()))
                        .toList(),
                    one.clients.size()))
        .toList();
  }

  private List<Unmapped> unmapped() {
    List<Unmapped> all = new ArrayList<>();
    products.forEach(
        (code, product) ->
            all.add(
                new Unmapped(
                    code,
                    product.description,
                    product.lines,
                    product.billed,
                    Map.copyOf(product.money),
                    product.clients.size())));
    all.sort(
        Comparator.comparing(SurveyCount::most).reversed().thenComparing(Unmapped::productCode));
    return all;
  }

  private static BigDecimal most(Unmapped product) {
    return product.money().values().stream().reduce(BigDecimal.ZERO, BigDecimal::max);
  }
}
