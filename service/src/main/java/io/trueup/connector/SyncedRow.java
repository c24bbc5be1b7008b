package io.trueup.connector;

import java.util.Map;
import java.util.TreeMap;

/**
 * One fact as a connector read it: a row of a table of the export folder.
 *
 * @param table a table's name without its ending, such as {@code usage}
 * @param cells texts by column, never empty ones; columns that the table does not know are kept as
 *     attributes. Without {@code integration_id}, which whoever stores it knows
 */
public record SyncedRow(String table, Map<String, String> cells) {
  public SyncedRow {
    cells = java.util.Collections.unmodifiableMap(new TreeMap<>(cells));
  }
}
