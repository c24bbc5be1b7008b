package io.trueup.ruletests;

import java.util.ArrayList;
import java.util.List;

/**
 * RFC 4180 text to cells and back; the tests' own, so that a fault of the product's reader shows.
 */
final class CsvText {

  private CsvText() {}

  static List<List<String>> parse(String text) {
    List<List<String>> rows = new ArrayList<>();
    List<String> row = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    boolean begun = false;
    int at = text.startsWith("\uFEFF") ? 1 : 0;
    for (; at < text.length(); at++) {
      char c = text.charAt(at);
      if (quoted) {
        if (c != '"') {
          cell.append(c);
        } else if (at + 1 < text.length() && text.charAt(at + 1) == '"') {
          cell.append('"');
          at++;
        } else {
          quoted = false;
        }
      } else if (c == '"') {
        quoted = true;
        begun = true;
      } else if (c == ',') {
        row.add(cell.toString());
        cell.setLength(0);
        begun = true;
      } else if (c == '\n') {
        if (begun || cell.length() > 0) {
          row.add(cell.toString());
          rows.add(row);
        }
        row = new ArrayList<>();
        cell.setLength(0);
        begun = false;
      } else if (c != '\r') {
        cell.append(c);
      }
    }
    if (begun || cell.length() > 0) {
      row.add(cell.toString());
      rows.add(row);
    }
    return rows;
  }

  static String write(List<List<String>> rows) {
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        text.append(i == 0 ? "" : ",").append(quote(row.get(i)));
      }
      text.append("\r\n");
    }
    return text.toString();
  }

  private static String quote(String cell) {
    boolean plain = cell.chars().noneMatch(c -> c == '"' || c == ',' || c == '\n' || c == '\r');
    boolean trimmed = cell.equals(cell.strip());
    return plain && trimmed ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }
}
