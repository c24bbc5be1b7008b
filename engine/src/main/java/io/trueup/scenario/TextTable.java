package io.trueup.scenario;

import java.util.List;
import java.util.StringJoiner;

/** Rows of cells between bars, the columns below each other. */
final class TextTable {
  private TextTable() {}

  static String render(List<List<String>> rows) {
    int columns = rows.stream().mapToInt(List::size).max().orElse(0);
    int[] width = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        width[i] = Math.max(width[i], row.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringJoiner line = new StringJoiner(" | ", "    | ", " |\n");
      for (int i = 0; i < row.size(); i++) {
        line.add(row.get(i) + " ".repeat(width[i] - row.get(i).length()));
      }
      text.append(line);
    }
    return text.toString();
  }
}
