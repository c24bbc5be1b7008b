package io.trueup.folder;

import java.util.List;

/**
 * Columns whose values must be the id of a row in another file. Rows that leave the last column
 * empty refer to nothing.
 *
 * @param columns columns of the referring file, in the order of the other file's key
 * @param file the file that is referred to
 */
public record Reference(List<String> columns, String file) {
  public Reference {
    columns = List.copyOf(columns);
  }

  static Reference to(String file, String... columns) {
    return new Reference(List.of(columns), file);
  }

  /** The column that a problem names: the last. */
  public String column() {
    return columns.get(columns.size() - 1);
  }
}
