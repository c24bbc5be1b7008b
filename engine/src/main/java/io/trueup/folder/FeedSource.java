package io.trueup.folder;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** The tables of a feed; a row's line is its place, the header's being 1. */
record FeedSource(TableFeed feed, String folder) implements TableSource {
  @Override
  public Optional<RowSource> open(String file) {
    return feed.open(folder + file).map(Rows::new);
  }

  @Override
  public String where(String file) {
    return folder + file;
  }

  @Override
  public Optional<TableSource> previous() {
    return folder.isEmpty() && feed.hasPrevious()
        ? Optional.of(new FeedSource(feed, ExportFiles.PREVIOUS + "/"))
        : Optional.empty();
  }

  private static final class Rows implements RowSource {
    private final Iterator<List<String>> rows;
    private int line;

    Rows(Iterator<List<String>> rows) {
      this.rows = rows;
    }

    @Override
    public boolean next(RawRow row) {
      if (!rows.hasNext()) {
        return false;
      }
      row.start(++line);
      rows.next().forEach(row::cell);
      return true;
    }

    @Override
    public void expect(int cells) {
      // rows are split already
    }

    @Override
    public void close() {
      // nothing is open
    }
  }
}
