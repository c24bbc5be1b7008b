package io.trueup.month;

import java.util.Optional;

/** Names of vendors' SKUs, for usage that comes with a code alone. Called for every such record. */
@FunctionalInterface
public interface SkuNames {
  /** Knows none. */
  SkuNames NONE = code -> Optional.empty();

  /**
   * What people call a SKU.
   *
   * @param productCode the code as the vendor's API gives it
   */
  Optional<String> find(String productCode);
}
