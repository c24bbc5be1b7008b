package io.trueup.spark;

import io.trueup.facts.Month;
import io.trueup.folder.ExportFiles;
import io.trueup.folder.ExportFolder;
import io.trueup.folder.ReadOptions;
import io.trueup.folder.TableFeed;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * The sorted rows of a partition, one tenant's month after the other. Rows go through as they come:
 * what is held of a month is what the engine makes of it.
 */
final class RowGroups {
  private static final int TABLE = 2;
  private static final int CELLS = 3;

  private final Iterator<Row> rows;
  private final List<String> names;
  private final Map<String, List<String>> headers;
  private @Nullable Row next;
  private @Nullable RuntimeException lost;

  /**
   * @param rows {@code tenant, month, table, cells}, sorted
   * @param names of the tables, by the numbers that rows give
   * @param headers of the tables that are there
   */
  RowGroups(Iterator<Row> rows, List<String> names, Map<String, List<String>> headers) {
    this.rows = rows;
    this.names = names;
    this.headers = headers;
    advance();
  }

  /** The next tenant's month; whatever was not read of the one before is passed over. */
  Optional<MonthSource> next(@Nullable TenantMonth before) {
    while (next != null && keyOf(next).equals(before)) {
      advance();
    }
    return next == null ? Optional.empty() : Optional.of(new Group(keyOf(next)));
  }

  private void advance() {
    try {
      next = rows.hasNext() ? rows.next() : null;
    } catch (RuntimeException e) {
      lost = e;
      throw e;
    }
  }

  private static TenantMonth keyOf(Row row) {
    return new TenantMonth(row.getString(0), row.getString(1));
  }

  private final class Group implements MonthSource, TableFeed {
    private final TenantMonth key;

    Group(TenantMonth key) {
      this.key = key;
    }

    @Override
    public TenantMonth key() {
      return key;
    }

    @Override
    public Month read(ReadOptions options) {
      return ExportFolder.read(this, options);
    }

    @Override
    public Optional<RuntimeException> lost() {
      return Optional.ofNullable(lost);
    }

    @Override
    public Optional<Iterator<List<String>>> open(String file) {
      List<String> header = headers.get(file);
      return header == null
          ? Optional.empty()
          : Optional.of(new Table(key, names.indexOf(file), header));
    }

    /** Tables are read in their order, so a row that is left is one of the previous run's. */
    @Override
    public boolean hasPrevious() {
      return next != null
          && keyOf(next).equals(key)
          && next.getInt(TABLE) >= ExportFiles.list().size();
    }
  }

  private final class Table implements Iterator<List<String>> {
    private final TenantMonth key;
    private final int table;
    private @Nullable List<String> header;

    Table(TenantMonth key, int table, List<String> header) {
      this.key = key;
      this.table = table;
      this.header = header;
    }

    @Override
    public boolean hasNext() {
      return header != null
          || (next != null && next.getInt(TABLE) == table && keyOf(next).equals(key));
    }

    @Override
    public List<String> next() {
      List<String> names = header;
      if (names != null) {
        header = null;
        return names;
      }
      Row row = next;
      if (row == null || !hasNext()) {
        throw new NoSuchElementException();
      }
      List<String> cells = row.getList(CELLS);
      advance();
      return cells;
    }
  }
}
