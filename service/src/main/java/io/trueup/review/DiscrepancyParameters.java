package io.trueup.review;

import io.swagger.v3.oas.annotations.Parameter;
import io.trueup.decision.FindingState;
import io.trueup.platform.http.Cursor.Part;
import io.trueup.platform.http.Parameters;
import io.trueup.platform.http.ProblemException;
import io.trueup.reconcile.DiscrepancyQuery;
import io.trueup.reconcile.DiscrepancyRow;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Filters and order of a list of discrepancies, as they come in a request. */
public final class DiscrepancyParameters {
  private static final Pattern REASON = Pattern.compile("[a-z0-9_]{1,60}");
  private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

  @QueryParam("class")
  @Parameter(description = "May be given several times: MATCHED, UNDERBILLING, ...")
  public List<String> classes = List.of();

  @QueryParam("reason")
  @Parameter(description = "May be given several times: stale_integration, ...")
  public List<String> reasons = List.of();

  @QueryParam("company_id")
  public @Nullable String companyId;

  @QueryParam("product_code")
  public @Nullable String productCode;

  @QueryParam("integration_id")
  public @Nullable String integrationId;

  @QueryParam("account_id")
  public @Nullable String accountId;

  @QueryParam("held")
  @Parameter(description = "true: only those whose money is held; false: only the others")
  public @Nullable String held;

  @QueryParam("reclaimable")
  @Parameter(description = "true: only those with something to reclaim; false: only the others")
  public @Nullable String reclaimable;

  @QueryParam("currency")
  @Parameter(description = "ISO 4217, such as USD")
  public @Nullable String currency;

  @QueryParam("q")
  @Parameter(description = "Text to be found in company, product, account or explanation")
  public @Nullable String search;

  @QueryParam("min_impact")
  @Parameter(
      description =
          "Least amount at stake: the largest of monthly_impact, held_amount, one_off_amount and reclaimable_amount, whatever its sign")
  public @Nullable String minImpact;

  @QueryParam("status")
  @Parameter(
      description =
          "Where they stand in the review of the run's month; may be given several times: open (undecided), accepted, corrected, waived, tolerated")
  public List<String> statuses = List.of();

  @QueryParam("assignee")
  @Parameter(description = "Who is to act")
  public @Nullable String assignee;

  @QueryParam("sort")
  @Parameter(
      description =
          "impact (largest amount at stake first, the default), company, product, class (within it the largest amount first)")
  public @Nullable String sort;

  @QueryParam("limit")
  @Parameter(description = "1 to 500, 50 when left out")
  public @Nullable String limit;

  @QueryParam("after")
  @Parameter(description = "`next` of the page before")
  public @Nullable String after;

  /** What they ask for. */
  public DiscrepancyQuery query() {
    classes.forEach(value -> Parameters.choice("class", value, DiscrepancyRow.CLASSES));
    statuses.forEach(value -> Parameters.choice("status", value, FindingState.STATUSES));
    for (String reason : reasons) {
      if (!REASON.matcher(reason).matches()) {
        throw ProblemException.invalid(
            "reason", "must be a code like stale_integration", List.of());
      }
    }
    Optional<String> money = Parameters.text("currency", currency);
    if (money.isPresent() && !CURRENCY.matcher(money.get()).matches()) {
      throw ProblemException.invalid(
          "currency", "must be three capital letters like USD", List.of());
    }
    return new DiscrepancyQuery(
        classes.stream().filter(value -> !value.isEmpty()).toList(),
        reasons,
        Parameters.text("company_id", companyId),
        Parameters.text("product_code", productCode),
        Parameters.text("integration_id", integrationId),
        Parameters.text("account_id", accountId),
        Parameters.truth("held", held),
        Parameters.truth("reclaimable", reclaimable),
        money,
        Parameters.text("q", search),
        Parameters.decimal("min_impact", minImpact),
        statuses.stream().filter(value -> !value.isEmpty()).toList(),
        Parameters.text("assignee", assignee),
        Parameters.choice("sort", sort, DiscrepancyQuery.Sort.words())
            .map(word -> DiscrepancyQuery.Sort.valueOf(word.toUpperCase(Locale.ROOT)))
            .orElse(DiscrepancyQuery.Sort.IMPACT));
  }

  /** Where a page of them begins; empty for the first. */
  public static List<String> key(Listing listing, DiscrepancyQuery query, @Nullable String after) {
    return query.sort() == DiscrepancyQuery.Sort.IMPACT
        ? listing.key(after, Part.NUMBER, Part.TEXT)
        : listing.key(after, query.sort().columns().size());
  }
}
