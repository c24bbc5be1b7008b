package io.trueup.folder;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Rows of a table below its header: without empty ones, trimmed, judged and hashed. */
final class TableRows implements RowFeed {
  private final RowSource source;
  private final Header header;
  private final ContentHash.Table hash;
  private final RawRow row = new RawRow();

  TableRows(RowSource source, Header header, ContentHash.Table hash) {
    this.source = source;
    this.header = header;
    this.hash = hash;
  }

  /** These rows, read by another thread where there are many. */
  RowFeed feed() {
    return source.large() ? new RowsAhead(this) : this;
  }

  @Override
  public @Nullable RawRow next() throws IOException {
    return next(row) ? row : null;
  }

  /** Reads the next row into {@code into}; false when there is none. */
  boolean next(RawRow into) throws IOException {
    while (source.next(into)) {
      if (into.nothing()) {
        continue;
      }
      into.trim();
      if (into.fault() == RawRow.Fault.NONE && into.allEmpty()) {
        continue;
      }
      BadRow broken = BadRow.find(into, header);
      if (broken == null) {
        hash.add(into);
      } else {
        into.judge(broken);
        hash.addBroken(into);
      }
      return true;
    }
    return false;
  }

  /** Leaves the source to whoever opened it. */
  @Override
  public void close() {
    // nothing of its own is open
  }
}
