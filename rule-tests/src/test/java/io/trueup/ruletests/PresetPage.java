package io.trueup.ruletests;

import io.trueup.folder.Preset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The reference page of the shipped presets, made from their files. */
final class PresetPage {
  private static final Map<String, String> TITLES =
      Map.of(
          "microsoft365", "Microsoft licences",
          "managed-devices", "Managed devices and people",
          "backup", "Backup",
          "endpoint-security", "Endpoint, mail and identity security",
          "distributor", "Distributor subscriptions");

  private final StringBuilder page = new StringBuilder();

  private PresetPage() {}

  static String text() {
    PresetPage made = new PresetPage();
    made.write();
    return made.page.toString();
  }

  private void write() {
    page.append(
        """
        # Presets

        Made from `rules/presets/*.csv`; do not edit. `PresetPageTest` rewrites it with `-Dtrueup.update=true`.

        A row of `service_mappings.csv` names a preset in its column `preset`. Cells that the row leaves empty are taken
        from the preset, in the columns `category` (unless the row names its integration), `kind`, `usage_product_code`,
        `device_class`, `states`, `attributes`, `count`, `inactive_after_days`, `units_per_billing_unit`, `rounding` and
        `basis`. Where a preset names no states, things that are `active` or `assigned` count.
        `rules/presets/README.md` says why they are as they are, and where Microsoft's codes come from.

        """);
    page.append(ShippedRules.presets().size()).append(" presets.\n");
    ShippedRules.presetFiles().forEach(this::section);
  }

  private void section(String file) {
    page.append("\n## ").append(TITLES.getOrDefault(file, file)).append("\n\n");
    page.append("`").append(file).append(".csv`\n\n");
    page.append("| preset | what it maps | counts | of | idle after |\n|---|---|---|---|---|\n");
    for (Preset preset : ShippedRules.presets(file)) {
      page.append("| `").append(preset.presetId()).append("` | ");
      page.append(preset.description()).append(" | ");
      page.append(counts(preset)).append(" | ").append(selects(preset)).append(" | ");
      String days = fill(preset, "inactive_after_days");
      page.append(days.isEmpty() ? "" : days + " days").append(" |\n");
    }
  }

  private static String counts(Preset preset) {
    String text = fill(preset, "count").replace('_', ' ');
    String units = fill(preset, "units_per_billing_unit");
    if (!units.isEmpty()) {
      text += ", by " + units + " rounded " + fill(preset, "rounding");
    }
    String basis = fill(preset, "basis");
    return basis.isEmpty() ? text : text + ", " + basis.replace('_', ' ');
  }

  private static String selects(Preset preset) {
    List<String> parts = new ArrayList<>();
    parts.add(fill(preset, "category") + " " + fill(preset, "kind").replace(";", " or "));
    for (String column : List.of("device_class", "states", "attributes", "usage_product_code")) {
      String cell = fill(preset, column);
      if (!cell.isEmpty()) {
        parts.add("`" + cell.replace(";", "` `") + "`");
      }
    }
    return String.join(", ", parts);
  }

  private static String fill(Preset preset, String column) {
    return preset.fills().getOrDefault(column, "");
  }
}
