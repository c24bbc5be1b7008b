package io.trueup.stage;

import io.trueup.facts.ComponentCoverage;
import io.trueup.facts.InactiveCompanyUsage;
import io.trueup.facts.SecondOpinion;
import io.trueup.facts.Subject;
import io.trueup.facts.UnaccountedUsage;
import io.trueup.facts.UnbilledUsage;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Everything about one company that gets a discrepancy, and the way from ruling to row. */
final class CompanyReview {
  private final Billing billing;
  private final Ledger ledger;
  private final Mappings mappings;
  private final Subjects subjects;
  private final Rows rows;
  private final OtherRows others;
  private final List<Subject> reviewed = new ArrayList<>();
  private final List<Function<Discrepancies.Ruling, DiscrepancyRow>> toRow = new ArrayList<>();

  CompanyReview(
      Billing billing,
      Mappings mappings,
      Ledger ledger,
      Subjects subjects,
      Rows rows,
      OtherRows others) {
    this.billing = billing;
    this.mappings = mappings;
    this.ledger = ledger;
    this.subjects = subjects;
    this.rows = rows;
    this.others = others;
  }

  /** A position, its bundle's components and its second source. */
  void add(PositionLines lines) {
    Subjects.Measured measured = subjects.position(lines);
    List<UsageMapping.Tallied> tallied = ledger.of(lines, "count");
    review(measured.fact(), ruling -> rows.position(measured, ruling, tallied));
    for (ComponentCoverage coverage : subjects.coverage(measured)) {
      review(coverage, ruling -> others.coverage(coverage, ruling));
    }
    Optional<SecondOpinion> opinion = subjects.secondOpinion(measured);
    opinion.ifPresent(o -> review(o, ruling -> others.opinion(o, ruling)));
  }

  /** Usage of a product that no line bills. */
  void addUnbilled(String companyId, String product, List<UsageMapping.Tallied> tallied) {
    Mapping mapping = mappings.byId(tallied.get(0).counted().mappingId());
    for (UsageMapping.Tallied one : tallied) {
      Mapping other = mappings.byId(one.counted().mappingId());
      mapping = Mapping.MOST_SPECIFIC_FIRST.compare(other, mapping) < 0 ? other : mapping;
    }
    UnbilledUsage unbilled = subjects.unbilled(companyId, product, mapping, tallied);
    review(unbilled, ruling -> rows.unbilled(unbilled, ruling, tallied));
  }

  /**
   * Usage that nothing accounts for, by integration and SKU; or the whole of an inactive company.
   */
  void addUnaccounted(String companyId, List<UsageGroup> groups) {
    Map<String, List<UsageGroup>> open = new TreeMap<>();
    List<UsageGroup> inactive = new ArrayList<>();
    for (UsageGroup group : groups) {
      if (group.outcome().equals(Fate.UNACCOUNTED)) {
        if (group.fate().reason().equals("inactive_company")) {
          inactive.add(group);
        } else {
          open.computeIfAbsent(
                  companyId
                      + "|"
                      + group.integrationId()
                      + "|"
                      + group.productCode()
                      + "|"
                      + group.fate().reason(),
                  k -> new ArrayList<>())
              .add(group);
        }
      }
    }
    open.forEach(
        (key, some) -> {
          UnaccountedUsage unaccounted = unaccounted(key, companyId, some);
          review(unaccounted, ruling -> others.unaccounted(unaccounted, ruling, some));
        });
    if (!inactive.isEmpty()) {
      InactiveCompanyUsage usage =
          new InactiveCompanyUsage(
              companyId,
              companyId,
              inactive.get(0).usage().companyStatus(),
              inactive.stream().mapToLong(g -> g.records().length).sum());
      review(usage, ruling -> others.inactiveCompany(usage, ruling, inactive));
    }
  }

  private UnaccountedUsage unaccounted(String key, String companyId, List<UsageGroup> groups) {
    UsageGroup first = groups.get(0);
    long records = groups.stream().mapToLong(g -> g.records().length).sum();
    BigDecimal quantity =
        groups.stream().map(UsageGroup::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
    Optional<PositionLines> nearest = nearest(companyId, groups);
    BigDecimal units =
        nearest
            .flatMap(PositionLines::mapping)
            .map(mapping -> subjects.nearlyCounted(mapping, groups))
            .orElse(quantity);
    return new UnaccountedUsage(
        key,
        companyId,
        first.integrationId(),
        first.productCode(),
        first.fate().reason(),
        records,
        units,
        nearest.map(p -> p.currency().getCurrencyCode()).orElse(""),
        nearest
            .flatMap(p -> p.growthPrice().map(price -> price.perMonth(p.currency())))
            .orElse(null),
        nearest.map(p -> p.month(units)).orElse(BigDecimal.ZERO));
  }

  /** The cheapest position that would count the usage but for an attribute. */
  private Optional<PositionLines> nearest(String companyId, List<UsageGroup> groups) {
    if (groups.get(0).selected().nearMisses().isEmpty()) {
      return Optional.empty();
    }
    PositionLines cheapest = null;
    for (PositionLines position : billing.positionsFor(companyId)) {
      boolean near =
          position.growthPrice().isPresent()
              && position
                  .mapping()
                  .map(m -> groups.stream().allMatch(g -> g.selected().nearMisses().contains(m)))
                  .orElse(false);
      if (near && (cheapest == null || price(position).compareTo(price(cheapest)) < 0)) {
        cheapest = position;
      }
    }
    return Optional.ofNullable(cheapest);
  }

  private static BigDecimal price(PositionLines position) {
    return position.growthPrice().orElseThrow().twelfths();
  }

  private void review(Subject subject, Function<Discrepancies.Ruling, DiscrepancyRow> row) {
    reviewed.add(subject);
    toRow.add(row);
  }

  List<Subject> subjects() {
    return reviewed;
  }

  /** The rows of what was reviewed, by the rulings on it in their order. */
  List<DiscrepancyRow> rows(List<Discrepancies.Ruling> rulings) {
    List<DiscrepancyRow> found = new ArrayList<>(toRow.size());
    for (int i = 0; i < toRow.size(); i++) {
      found.add(toRow.get(i).apply(rulings.get(i)));
    }
    return found;
  }
}
