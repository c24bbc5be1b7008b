package io.trueup.folder;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tables that are already split into cells, by file name: scenario texts, generated months. They go
 * through the same columns and checks as files. Tables that are left out are empty, and ids that
 * refer to them are not checked.
 *
 * @param byFile tables by file name, such as {@code usage.csv} or {@code previous/usage.csv}
 */
public record Tables(Map<String, Table> byFile) {
  /**
   * Checks the names.
   *
   * @throws IllegalArgumentException when there is no such file
   */
  public Tables {
    byFile = Map.copyOf(byFile);
    for (String name : byFile.keySet()) {
      String plain = name.startsWith("previous/") ? name.substring("previous/".length()) : name;
      if (ExportFiles.find(plain).isEmpty()) {
        throw new IllegalArgumentException("no file " + name + " in an export folder");
      }
    }
  }

  /**
   * One table.
   *
   * @param header column names
   * @param rows cells, row by row
   * @param lines the line on which each row stands, for problems; where they are fewer than rows,
   *     counted on from there
   */
  public record Table(List<String> header, List<List<String>> rows, List<Integer> lines) {
    public Table {
      header = List.copyOf(header);
      rows = rows.stream().map(List::copyOf).toList();
      lines = List.copyOf(lines);
    }

    /** A table whose rows are counted from line 2. */
    public Table(List<String> header, List<List<String>> rows) {
      this(header, rows, List.of());
    }
  }

  TableSource source() {
    return new Source(this, "");
  }

  private record Source(Tables tables, String folder) implements TableSource {
    @Override
    public Optional<RowSource> open(String file) {
      return Optional.ofNullable(tables.byFile().get(folder + file)).map(Rows::new);
    }

    @Override
    public String where(String file) {
      return folder + file;
    }

    @Override
    public Optional<TableSource> previous() {
      boolean any =
          folder.isEmpty()
              && tables.byFile().keySet().stream().anyMatch(name -> name.startsWith("previous/"));
      return any ? Optional.of(new Source(tables, "previous/")) : Optional.empty();
    }
  }

  private static final class Rows implements RowSource {
    private final Table table;
    private int next = -1;
    private int line = 1;

    Rows(Table table) {
      this.table = table;
    }

    @Override
    public boolean next(RawRow row) {
      if (next == table.rows().size()) {
        return false;
      }
      List<String> cells = next < 0 ? table.header() : table.rows().get(next);
      if (next >= 0) {
        line = next < table.lines().size() ? table.lines().get(next) : line + 1;
      }
      row.start(line);
      cells.forEach(row::cell);
      next++;
      return true;
    }

    @Override
    public void expect(int cells) {
      // rows are whole already
    }

    @Override
    public void close() {
      // nothing is open
    }
  }
}
