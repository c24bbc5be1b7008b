package io.trueup.provenance;

import com.fasterxml.jackson.databind.JsonNode;
import io.trueup.platform.db.StoredJson;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The service mapping that counted: what it selects, and how that becomes billing units.
 *
 * @param category of integrations; empty for any
 * @param integrationId the one integration that it reads; empty for any
 * @param kinds texts with {@code *}; empty for any, as are product codes and device classes
 * @param attributes what further columns have to say
 * @param count {@code records}, {@code quantity}, {@code distinct_users}, {@code distinct_devices}
 *     or {@code none}
 * @param unitsPer used units that make one billing unit
 * @param rounding {@code up}, {@code nearest} or {@code down}
 * @param minimum least quantity due; null when none
 * @param basis {@code high_water} where the month's highest count is billed
 */
public record CountedBy(
    String mappingId,
    String category,
    String integrationId,
    List<String> kinds,
    List<String> productCodes,
    List<String> deviceClasses,
    List<String> states,
    Map<String, String> attributes,
    String count,
    BigDecimal unitsPer,
    String rounding,
    @Nullable BigDecimal minimum,
    String basis,
    @Nullable BigDecimal inactiveAfterDays) {
  public CountedBy {
    kinds = List.copyOf(kinds);
    productCodes = List.copyOf(productCodes);
    deviceClasses = List.copyOf(deviceClasses);
    states = List.copyOf(states);
    attributes = new TreeMap<>(attributes);
  }

  static CountedBy of(JsonNode json) {
    Map<String, String> attributes = new TreeMap<>();
    json.path("attributes")
        .fields()
        .forEachRemaining(each -> attributes.put(each.getKey(), each.getValue().asText()));
    BigDecimal per = StoredJson.decimal(json, "units_per_billing_unit");
    return new CountedBy(
        StoredJson.text(json, "mapping_id"),
        StoredJson.text(json, "category"),
        StoredJson.text(json, "integration_id"),
        StoredJson.texts(json, "kind"),
        StoredJson.texts(json, "usage_product_code"),
        StoredJson.texts(json, "device_class"),
        StoredJson.texts(json, "states"),
        attributes,
        StoredJson.text(json, "count"),
        per == null ? BigDecimal.ONE : per,
        StoredJson.text(json, "rounding"),
        StoredJson.decimal(json, "minimum_quantity"),
        StoredJson.text(json, "basis"),
        StoredJson.decimal(json, "inactive_after_days"));
  }

  /** Whether it counts usage at all; a flat fee does not. */
  boolean countsUsage() {
    return !count.equals("none");
  }

  /** Whether a person or device counts once. */
  boolean distinct() {
    return count.startsWith("distinct");
  }

  /** Whether several used units make one billing unit. */
  boolean bundles() {
    return unitsPer.compareTo(BigDecimal.ONE) != 0;
  }

  boolean highWater() {
    return basis.equals("high_water");
  }

  /** Billing units in so many used units, rounded as the engine rounds them. */
  BigDecimal billingUnits(BigDecimal used) {
    if (!bundles()) {
      return used;
    }
    RoundingMode mode =
        switch (rounding) {
          case "nearest" -> RoundingMode.HALF_UP;
          case "down" -> RoundingMode.FLOOR;
          default -> RoundingMode.CEILING;
        };
    return used.divide(unitsPer, 0, mode);
  }

  /** What is counted, for people: {@code devices}. */
  public String counted() {
    return switch (count) {
      case "quantity" -> "units";
      case "distinct_users" -> "people";
      case "distinct_devices" -> "devices";
      default -> "records";
    };
  }

  /** What it selects, as a sentence without a full stop. */
  public String sentence() {
    if (!countsUsage()) {
      return "a flat fee: no usage is counted for it";
    }
    List<String> of = new ArrayList<>();
    add(of, kinds);
    add(of, productCodes);
    add(of, deviceClasses);
    attributes.forEach((name, value) -> of.add(name.replace('_', ' ') + " " + value));
    StringBuilder all = new StringBuilder("counts ").append(counted());
    if (!of.isEmpty()) {
      all.append(" of ").append(String.join(", ", of));
    }
    String from = integrationId.isEmpty() ? category.replace('_', ' ') : integrationId;
    if (!from.isEmpty()) {
      all.append(" from ").append(from);
    }
    if (!states.isEmpty()) {
      all.append(" that are ").append(String.join(" or ", states));
    }
    return all.toString();
  }

  private static void add(List<String> of, List<String> values) {
    if (!values.isEmpty()) {
      of.add(String.join(" or ", values));
    }
  }
}
