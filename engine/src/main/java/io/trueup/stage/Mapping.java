package io.trueup.stage;

import io.trueup.facts.ServiceMapping;
import io.trueup.text.Globs;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** A service mapping, ready to be asked what it selects. */
record Mapping(int index, ServiceMapping fact) {
  private static final List<String> BILLED_STATES = List.of("active", "assigned");

  /**
   * The most specific first: for one company before for all, one integration before a category,
   * more filters before fewer, then the smaller id.
   */
  static final Comparator<Mapping> MOST_SPECIFIC_FIRST =
      Comparator.comparing((Mapping m) -> m.fact().companyId().isEmpty())
          .thenComparing(m -> m.fact().integrationId().isEmpty())
          .thenComparing(Comparator.comparingInt((Mapping m) -> m.fact().filters()).reversed())
          .thenComparing(m -> m.fact().mappingId());

  boolean availableTo(String companyId) {
    return fact.companyId().isEmpty() || fact.companyId().equals(companyId);
  }

  boolean bills(String productCode) {
    return Globs.matches(fact.productCode(), productCode);
  }

  /** Whether every filter but states and attributes agrees. */
  boolean acceptsKind(Shape shape) {
    return reads(shape)
        && Globs.acceptsAny(fact.kinds(), shape.kind())
        && Globs.acceptsAny(fact.usageProductCodes(), shape.productCode())
        && Globs.acceptsAny(fact.deviceClasses(), shape.deviceClass());
  }

  /** Whether it reads the integration at all. */
  boolean reads(Shape shape) {
    return fact.integrationId().isEmpty()
        ? fact.category().isEmpty() || fact.category().equals(shape.category())
        : fact.integrationId().equals(shape.integrationId());
  }

  /** Columns of the filters that do not agree with a shape of an integration that it reads. */
  List<String> misses(Shape shape) {
    List<String> misses = new ArrayList<>();
    if (!Globs.acceptsAny(fact.kinds(), shape.kind())) {
      misses.add("kind");
    }
    if (!Globs.acceptsAny(fact.usageProductCodes(), shape.productCode())) {
      misses.add("usage_product_code");
    }
    if (!Globs.acceptsAny(fact.deviceClasses(), shape.deviceClass())) {
      misses.add("device_class");
    }
    if (!acceptsState(shape)) {
      misses.add("states");
    }
    if (!acceptsAttributes(shape)) {
      misses.add("attributes");
    }
    return misses;
  }

  /** Whether the attribute filters agree; a missing attribute agrees with none. */
  boolean acceptsAttributes(Shape shape) {
    for (Map.Entry<String, String> filter : fact.attributeFilters().entrySet()) {
      String value = shape.attributes().get(filter.getKey());
      if (value == null || value.isEmpty() || !Globs.matches(filter.getValue(), value)) {
        return false;
      }
    }
    return true;
  }

  boolean acceptsState(Shape shape) {
    return Globs.acceptsAny(fact.statesGiven() ? fact.states() : BILLED_STATES, shape.state());
  }

  /** Billing units in {@code counted} used units, rounded where units are bundled. */
  BigDecimal billingUnits(BigDecimal counted) {
    BigDecimal per = fact.unitsPerBillingUnit();
    if (per.compareTo(BigDecimal.ONE) == 0) {
      return counted;
    }
    RoundingMode mode =
        switch (fact.rounding()) {
          case "nearest" -> RoundingMode.HALF_UP;
          case "down" -> RoundingMode.FLOOR;
          default -> RoundingMode.CEILING;
        };
    return counted.divide(per, 0, mode);
  }

  /** The product that usage belongs to which no position bills. */
  String productFor(Shape shape) {
    return Globs.isGlob(fact.productCode()) && bills(shape.productCode())
        ? shape.productCode()
        : fact.productCode();
  }
}
