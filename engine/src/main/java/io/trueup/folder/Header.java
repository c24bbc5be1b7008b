package io.trueup.folder;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Where a table's cells belong. */
final class Header {
  private final List<String> names;
  private final int[] cellOf;
  private final List<String> extraNames;
  private final int[] extraCells;

  private Header(
      List<String> names, int[] cellOf, List<String> extraNames, List<Integer> extraCells) {
    this.names = List.copyOf(names);
    this.cellOf = cellOf;
    this.extraNames = List.copyOf(extraNames);
    this.extraCells = extraCells.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Cells that a row has. */
  int width() {
    return names.size();
  }

  /** The name of each cell: of a known column as the reference page spells it. */
  List<String> names() {
    return names;
  }

  /** The cell of the file's column with this position; -1 when the table does not have it. */
  int cellOf(int column) {
    return cellOf[column];
  }

  /** Names of the columns that are not the file's, kept as attributes. */
  List<String> extraNames() {
    return extraNames;
  }

  /** The cell of the extra column with this position. */
  int extraCell(int extra) {
    return extraCells[extra];
  }

  /**
   * Reads the header row.
   *
   * @throws UnusableFolder when it is no header of this file
   */
  static Header of(ExportFile file, RawRow row, String where) {
    if (row.fault() != RawRow.Fault.NONE || row.cells() > RawRow.CELLS) {
      throw new UnusableFolder(
          "the header row is broken", where + ":1", "check its quotes and its number of columns");
    }
    if (!row.wellFormed()) {
      throw new UnusableFolder(
          "the text is not UTF-8", where + ":1", "save the file as CSV UTF-8 and run again");
    }
    row.trim();
    List<String> written = new ArrayList<>();
    for (int i = 0; i < row.cells(); i++) {
      written.add(row.empty(i) ? "column_" + (i + 1) : row.text(i));
    }
    Map<String, Integer> cells = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (int i = 0; i < written.size(); i++) {
      Integer earlier = cells.putIfAbsent(written.get(i), i);
      if (earlier != null) {
        throw new UnusableFolder(
            "the header names column " + written.get(i) + " twice",
            where + ":" + row.line(),
            "rename or remove one of the two");
      }
    }
    return bind(file, written, cells, where + ":" + row.line());
  }

  private static Header bind(
      ExportFile file, List<String> written, Map<String, Integer> cells, String where) {
    int[] cellOf = new int[file.columns().size()];
    String[] names = written.toArray(String[]::new);
    boolean[] known = new boolean[names.length];
    List<String> missing = new ArrayList<>();
    for (int i = 0; i < cellOf.length; i++) {
      Column column = file.columns().get(i);
      Integer cell = cells.get(column.name());
      if (cell == null && !column.alias().isEmpty()) {
        cell = cells.get(column.alias());
      }
      cellOf[i] = cell == null ? -1 : cell;
      if (cell != null) {
        known[cell] = true;
        names[cell] = column.name();
      } else if (column.required()
          && (column.unless().isEmpty() || !cells.containsKey(column.unless()))) {
        missing.add(column.name());
      }
    }
    if (!missing.isEmpty()) {
      throw refused(file, written, missing, where);
    }
    List<String> extraNames = new ArrayList<>();
    List<Integer> extraCells = new ArrayList<>();
    for (int i = 0; i < names.length; i++) {
      if (!known[i]) {
        extraNames.add(names[i]);
        extraCells.add(i);
      }
    }
    return new Header(List.of(names), cellOf, extraNames, extraCells);
  }

  private static UnusableFolder refused(
      ExportFile file, List<String> written, List<String> missing, String where) {
    String text = String.join(",", written);
    for (Map.Entry<String, String> separator :
        Map.of(";", "semicolons", "\t", "tabs", "|", "bars").entrySet()) {
      boolean separated =
          text.contains(separator.getKey())
              && List.of(text.toLowerCase(Locale.ROOT).split("[;\t|,\"]+")).stream()
                      .filter(name -> file.find(name.strip()).isPresent())
                      .count()
                  > 0;
      if (separated) {
        return new UnusableFolder(
            "the columns are separated by " + separator.getValue(),
            where,
            "save the file with commas between the columns and run again");
      }
    }
    StringBuilder advice =
        new StringBuilder(missing.size() == 1 ? "add the column" : "add these columns");
    List<String> strange = written.stream().filter(name -> file.find(name).isEmpty()).toList();
    for (String name : missing) {
      Nearest.find(name, strange)
          .ifPresent(
              near -> advice.append(", or rename ").append(near).append(" to ").append(name));
    }
    return new UnusableFolder(
        (missing.size() == 1 ? "required column " : "required columns ")
            + String.join(", ", missing)
            + (missing.size() == 1 ? " is missing" : " are missing"),
        where,
        advice.toString());
  }
}
