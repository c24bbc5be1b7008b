package io.trueup.folder;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a row's preset says in place of its empty cells. */
final class PresetFills {
  private final int column;
  private final Map<String, Preset> presets;

  PresetFills(ExportFile file, Map<String, Preset> presets) {
    this.column = file.header().indexOf("preset");
    this.presets = presets;
  }

  /** Position of the column that names a preset; -1 when the file has none. */
  int column() {
    return column;
  }

  /**
   * Cells by column name; null when there is no such preset.
   *
   * @param integration whether the row names its integration, and so needs no category
   */
  @Nullable Map<String, String> fills(String id, boolean integration) {
    Preset preset = presets.get(id.toLowerCase(Locale.ROOT));
    if (preset == null) {
      return null;
    }
    if (!integration || !preset.fills().containsKey("category")) {
      return preset.fills();
    }
    Map<String, String> fills = new TreeMap<>(preset.fills());
    fills.remove("category");
    return fills;
  }

  BadCell unknown(String id) {
    String meant =
        Nearest.find(id, presets.keySet()).map(near -> "did you mean " + near + "?").orElse("");
    return new BadCell(
        ProblemKind.UNKNOWN_VALUE,
        "is no preset that is shipped; "
            + (meant.isEmpty() ? "fill in the row's own filters" : meant));
  }
}
