package io.trueup.folder;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A file of the export folder and its columns.
 *
 * @param name file name, such as {@code usage.csv}
 * @param required whether a folder without it is unusable
 * @param doc what a row is, in one phrase
 * @param columns its columns, in the order of the reference page and of files that Trueup writes
 * @param key columns that together are unique; empty when rows have no id
 * @param references columns that must name rows of other files
 */
public record ExportFile(
    String name,
    boolean required,
    String doc,
    List<Column> columns,
    List<String> key,
    List<Reference> references) {
  public ExportFile {
    columns = List.copyOf(columns);
    key = List.copyOf(key);
    references = List.copyOf(references);
  }

  /** The column of this name, in upper or lower case. */
  public Optional<Column> find(String column) {
    return columns.stream().filter(c -> c.name().equalsIgnoreCase(column)).findFirst();
  }

  /** Header names in order. */
  public List<String> header() {
    return columns.stream().map(Column::name).toList();
  }

  /** Position of each column by its name. */
  Map<String, Integer> positions() {
    Map<String, Integer> positions = new HashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      positions.put(columns.get(i).name(), i);
    }
    return positions;
  }
}
