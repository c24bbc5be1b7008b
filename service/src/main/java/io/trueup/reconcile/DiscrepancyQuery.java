package io.trueup.reconcile;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * Which discrepancies of a run, and in which order. Empty lists and empty options do not filter.
 *
 * @param reclaimable whether something is billed and used, but idle
 * @param search text to be found in company, product, account or explanation, in any case
 * @param minImpact least amount at stake: the largest of the row's amounts, whatever its sign
 * @param statuses where they stand in the review of the run's month
 * @param assignee who is to act
 */
public record DiscrepancyQuery(
    List<String> classes,
    List<String> reasons,
    Optional<String> companyId,
    Optional<String> productCode,
    Optional<String> integrationId,
    Optional<String> accountId,
    Optional<Boolean> held,
    Optional<Boolean> reclaimable,
    Optional<String> currency,
    Optional<String> search,
    Optional<BigDecimal> minImpact,
    List<String> statuses,
    Optional<String> assignee,
    Sort sort) {
  public DiscrepancyQuery {
    classes = List.copyOf(classes);
    reasons = List.copyOf(reasons);
    statuses = List.copyOf(statuses);
  }

  /** An order; each ends in the id, so that it is total. */
  public enum Sort {
    /** The largest amount first. */
    IMPACT("less", "discrepancy_id"),
    COMPANY("company_name", "product_code", "discrepancy_id"),
    PRODUCT("product_code", "company_name", "discrepancy_id"),
    /** Within a class the largest amount first. */
    CLASS("class", "less", "discrepancy_id");

    private final String columns;

    Sort(String... columns) {
      this.columns = String.join(" ", columns);
    }

    /** The columns of its key. */
    public List<String> columns() {
      return List.of(columns.split(" ", -1));
    }

    /** As it is written in a request. */
    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** All of them, as written in a request. */
    public static List<String> words() {
      return java.util.Arrays.stream(values()).map(Sort::word).toList();
    }
  }
}
