package io.trueup.app;

import java.util.ArrayList;
import java.util.List;

/** Text in columns, each as wide as its widest cell; figures to the right. */
final class Table {
  private final boolean[] right;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * @param alignment a letter a column: {@code l} to the left, {@code r} to the right
   */
  Table(String alignment) {
    right = new boolean[alignment.length()];
    for (int i = 0; i < right.length; i++) {
      right[i] = alignment.charAt(i) == 'r';
    }
  }

  Table row(Object... cells) {
    List<String> row = new ArrayList<>();
    for (Object cell : cells) {
      row.add(OneLine.clean(cell));
    }
    rows.add(row);
    return this;
  }

  /** The rows, each indented and without spaces at its end. */
  List<String> lines(String indent) {
    int[] widths = new int[right.length];
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        widths[i] = Math.max(widths[i], width(row.get(i)));
      }
    }
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder(indent);
      for (int i = 0; i < row.size(); i++) {
        String pad = " ".repeat(widths[i] - width(row.get(i)));
        line.append(i == 0 ? "" : "  ").append(right[i] ? pad + row.get(i) : row.get(i) + pad);
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  private static int width(String text) {
    return text.codePointCount(0, text.length());
  }
}
