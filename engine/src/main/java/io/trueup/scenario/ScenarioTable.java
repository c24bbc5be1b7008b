package io.trueup.scenario;

import java.util.ArrayList;
import java.util.List;

/**
 * A table between bars.
 *
 * @param line line of its header in the scenario file
 * @param header column names
 * @param rows its rows, each as long as the header
 */
public record ScenarioTable(int line, List<String> header, List<Row> rows) {
  public ScenarioTable {
    header = List.copyOf(header);
    rows = List.copyOf(rows);
  }

  /**
   * One row.
   *
   * @param line its line in the scenario file
   * @param cells its cells, without the white space around them
   */
  public record Row(int line, List<String> cells) {
    public Row {
      cells = List.copyOf(cells);
    }
  }

  /** The cells of a line such as {@code | a | b |}; {@code \|} is a bar inside a cell. */
  static List<String> cells(String text) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    for (int i = 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length() && text.charAt(i + 1) == '|') {
        cell.append('|');
        i++;
      } else if (c == '|') {
        cells.add(cell.toString().strip());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    if (!cell.toString().isBlank()) {
      cells.add(cell.toString().strip());
    }
    return cells;
  }
}
