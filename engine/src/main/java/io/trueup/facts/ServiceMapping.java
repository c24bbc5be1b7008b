package io.trueup.facts;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which usage a PSA product is billed by, and how it is counted. Empty filters accept anything.
 *
 * @param mappingId its id
 * @param productCode the PSA product, with * for any text
 * @param companyId only for this company; empty for all
 * @param category category of the integrations it reads
 * @param integrationId the one integration it reads
 * @param kinds kinds it accepts, * for any text
 * @param usageProductCodes vendor SKUs it accepts, * for any text
 * @param deviceClasses device classes it accepts, * for any text
 * @param states states it accepts; active and assigned when the row names none
 * @param statesGiven whether the row names states
 * @param attributeFilters attributes that must have these values, * for any text
 * @param count records, quantity, distinct_users, distinct_devices, or none when the product is not
 *     billed by usage
 * @param inactiveAfterDays counted things idle for longer are inactive seats; null when idleness
 *     does not matter
 * @param unitsPerBillingUnit used units that one billed unit covers
 * @param rounding up, nearest or down, for that division
 * @param minimumQuantity least quantity that is due by contract; null when none
 * @param tolerance a difference of at most so many units is matched
 * @param toleranceAmount a difference of at most so much money a month is matched; null when not
 *     given
 * @param basis as_of, or high_water when the month's highest count is billed
 * @param role count when it decides the quantity, component when it is part of a bundle that
 *     another product drives, check when it is a second opinion
 * @param bundleCode for a component: the product that drives the bundle
 * @param attributes every other column of the row, by its name
 */
public record ServiceMapping(
    String mappingId,
    String productCode,
    String companyId,
    String category,
    String integrationId,
    List<String> kinds,
    List<String> usageProductCodes,
    List<String> deviceClasses,
    List<String> states,
    boolean statesGiven,
    Map<String, String> attributeFilters,
    String count,
    @Nullable Integer inactiveAfterDays,
    BigDecimal unitsPerBillingUnit,
    String rounding,
    @Nullable BigDecimal minimumQuantity,
    BigDecimal tolerance,
    @Nullable BigDecimal toleranceAmount,
    String basis,
    String role,
    String bundleCode,
    Map<String, String> attributes) {
  public ServiceMapping {
    Texts.required(mappingId, "mappingId");
    Texts.required(productCode, "productCode");
    companyId = Texts.text(companyId);
    category = Texts.text(category);
    integrationId = Texts.text(integrationId);
    kinds = Texts.list(kinds);
    usageProductCodes = Texts.list(usageProductCodes);
    deviceClasses = Texts.list(deviceClasses);
    states = Texts.list(states);
    attributeFilters = Texts.sorted(attributeFilters);
    Texts.required(count, "count");
    rounding = Texts.orDefault(rounding, "up");
    basis = Texts.orDefault(basis, "as_of");
    role = Texts.orDefault(role, "count");
    bundleCode = Texts.text(bundleCode);
    attributes = Texts.sorted(attributes);
  }

  /** Filters given, for telling which of two mappings is more specific. */
  public int filters() {
    return (kinds.isEmpty() ? 0 : 1)
        + (usageProductCodes.isEmpty() ? 0 : 1)
        + (deviceClasses.isEmpty() ? 0 : 1)
        + (statesGiven ? 1 : 0)
        + (attributeFilters.isEmpty() ? 0 : 1);
  }

  /** Whether the product is billed by counting something. */
  public boolean countsUsage() {
    return !count.equals("none");
  }

  /** Mappings differ by their id, and are looked up often. */
  @Override
  public int hashCode() {
    return mappingId.hashCode();
  }
}
