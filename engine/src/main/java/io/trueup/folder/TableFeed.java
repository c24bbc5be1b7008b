package io.trueup.folder;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Tables that are handed over row by row, so that none is ever held as a whole. Each is opened at
 * most once and read to its end before the next one: in the order of {@link ExportFiles#list()},
 * then the previous run's in the same order.
 */
public interface TableFeed {
  /**
   * The rows of a table, its header first.
   *
   * @param file such as {@code usage.csv} or {@code previous/usage.csv}
   * @return empty when there is no such table; ids that refer to it are not checked then
   */
  Optional<Iterator<List<String>>> open(String file);

  /** Whether there are tables of a previous run; asked once, when the month's own are read. */
  boolean hasPrevious();
}
