package io.trueup.scenario;

import io.trueup.text.Globs;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares the rows that a scenario expects with those that came out. */
final class TableDiff {
  private final Expectation expectation;
  private final List<String> columns;
  private final List<List<String>> expected = new ArrayList<>();
  private final List<List<String>> got;
  private final int[] expectedOf;
  private final int[] gotOf;

  private TableDiff(Expectation expectation, List<Map<String, String>> rows) {
    this.expectation = expectation;
    this.columns =
        expectation.table().header().isEmpty()
            ? Observed.columns(expectation.of())
            : expectation.table().header();
    expectation.table().rows().forEach(row -> expected.add(row.cells()));
    this.got = project(rows);
    this.expectedOf = new int[got.size()];
    this.gotOf = new int[expected.size()];
  }

  /** What differs, as a table; empty when nothing does. */
  static Optional<String> of(Expectation expectation, List<Map<String, String>> rows) {
    return new TableDiff(expectation, rows).compare();
  }

  /** Only the columns that are named; records that then look the same are counted, if asked. */
  private List<List<String>> project(List<Map<String, String>> rows) {
    int count = columns.indexOf(Observed.COUNT);
    boolean counted = count >= 0 && !expectation.table().header().isEmpty();
    List<List<String>> all = new ArrayList<>();
    Map<List<String>, Integer> counts = new LinkedHashMap<>();
    for (Map<String, String> row : rows) {
      List<String> cells = new ArrayList<>();
      columns.forEach(column -> cells.add(row.getOrDefault(column, "")));
      all.add(cells);
      counts.merge(cells, 1, Integer::sum);
    }
    if (!counted) {
      return all;
    }
    List<List<String>> grouped = new ArrayList<>();
    counts.forEach(
        (cells, times) -> {
          List<String> group = new ArrayList<>(cells);
          group.set(count, Integer.toString(times));
          grouped.add(group);
        });
    return grouped;
  }

  private Optional<String> compare() {
    Arrays.fill(expectedOf, -1);
    Arrays.fill(gotOf, -1);
    for (int e = 0; e < expected.size(); e++) {
      assign(e, new boolean[got.size()]);
    }
    boolean missing = Arrays.stream(gotOf).anyMatch(row -> row < 0);
    boolean more = Arrays.stream(expectedOf).anyMatch(row -> row < 0);
    return missing || (more && !expectation.include()) ? Optional.of(render()) : Optional.empty();
  }

  /** Gives an expected row one that came out, moving others aside where a {@code *} allows it. */
  private boolean assign(int e, boolean[] tried) {
    for (int g = 0; g < got.size(); g++) {
      if (!tried[g] && agree(expected.get(e), got.get(g))) {
        tried[g] = true;
        if (expectedOf[g] < 0 || assign(expectedOf[g], tried)) {
          expectedOf[g] = e;
          gotOf[e] = g;
          return true;
        }
      }
    }
    return false;
  }

  private boolean agree(List<String> wanted, List<String> actual) {
    for (int i = 0; i < columns.size(); i++) {
      if (!agree(columns.get(i), wanted.get(i), actual.get(i))) {
        return false;
      }
    }
    return true;
  }

  private boolean agree(String column, String wanted, String actual) {
    if (wanted.equals(actual)) {
      return true;
    }
    if (wanted.indexOf('*') >= 0) {
      return Globs.matches(wanted, actual);
    }
    if (column.endsWith("_ids") || column.equals("candidates") || column.equals("addition_id")) {
      return words(wanted).equals(words(actual));
    }
    return Observed.isNumber(expectation.of(), column) && equalNumbers(wanted, actual);
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.split("[\\s;,]+")).filter(w -> !w.isEmpty()).sorted().toList();
  }

  private static boolean equalNumbers(String wanted, String actual) {
    try {
      return new BigDecimal(wanted).compareTo(new BigDecimal(actual)) == 0;
    } catch (NumberFormatException noNumber) {
      return false;
    }
  }

  private String render() {
    List<List<String>> lines = new ArrayList<>();
    List<String> header = new ArrayList<>(columns);
    header.add(0, "");
    lines.add(header);
    for (int e = 0; e < expected.size(); e++) {
      lines.add(marked(gotOf[e] < 0 ? "expected" : "agrees", expected.get(e)));
    }
    for (int g = 0; g < got.size(); g++) {
      if (expectedOf[g] < 0) {
        lines.add(marked(expectation.include() ? "also got" : "got", got.get(g)));
      }
    }
    return TextTable.render(lines);
  }

  private static List<String> marked(String mark, List<String> cells) {
    List<String> line = new ArrayList<>(cells);
    line.add(0, mark);
    return line;
  }
}
