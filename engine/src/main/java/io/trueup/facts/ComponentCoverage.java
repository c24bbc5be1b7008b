package io.trueup.facts;

import java.math.BigDecimal;

/**
 * A component of a bundle: the bundle's driver says how many seats there are, the component how
 * many it covers.
 *
 * @param key position and component together
 * @param companyId the company
 * @param bundleCode the bundle's product
 * @param componentCode the component
 * @param seats seats by the driver
 * @param covered seats that the component covers
 * @param gap seats that the component does not cover; negative when it covers more than there are
 * @param doubt why a source must not count, empty when both may
 */
public record ComponentCoverage(
    String key,
    String companyId,
    String bundleCode,
    String componentCode,
    BigDecimal seats,
    BigDecimal covered,
    BigDecimal gap,
    String doubt)
    implements Subject {
  public ComponentCoverage {
    Texts.required(key, "key");
    Texts.required(companyId, "companyId");
    Texts.required(bundleCode, "bundleCode");
    Texts.required(componentCode, "componentCode");
    doubt = Texts.text(doubt);
  }

  /** Whether what was read may count. */
  public boolean trusted() {
    return doubt.isEmpty();
  }
}
