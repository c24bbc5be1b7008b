package io.trueup.folder;

import java.util.Map;
import java.util.TreeMap;

/**
 * A shipped mapping of a common product, which {@code service_mappings.csv} names in its column
 * {@code preset}: what the row leaves empty is taken from here.
 *
 * @param presetId its id, lower case
 * @param description what it maps, in one phrase
 * @param fills cells of service_mappings.csv by column name, written as in the file; category,
 *     kind, usage_product_code, device_class, states, attributes, count, inactive_after_days,
 *     units_per_billing_unit, rounding or basis
 */
public record Preset(String presetId, String description, Map<String, String> fills) {
  /**
   * Checks every cell.
   *
   * @throws IllegalArgumentException when a column cannot be filled or a cell is not valid in it
   */
  public Preset {
    fills = java.util.Collections.unmodifiableMap(new TreeMap<>(fills));
    for (Map.Entry<String, String> fill : fills.entrySet()) {
      if (!PolicyFiles.PRESET_FILLS.contains(fill.getKey())) {
        throw new IllegalArgumentException(
            "preset " + presetId + " cannot fill column " + fill.getKey());
      }
      Column column = PolicyFiles.serviceMappings().find(fill.getKey()).orElseThrow();
      if (new CellParser(column).parse(fill.getValue()) instanceof BadCell bad) {
        throw new IllegalArgumentException(
            "preset " + presetId + ": " + fill.getKey() + " " + bad.message());
      }
    }
  }
}
