package io.trueup.folder;

import java.util.Optional;

/** Where tables come from: a folder of files, or tables that somebody else has parsed. */
interface TableSource {
  /** The rows of this file, the header first; empty when there is no such file. */
  Optional<RowSource> open(String file);

  /** What stands in for usage.csv; empty when nothing does. */
  default Optional<java.nio.file.Path> packedUsage() {
    return Optional.empty();
  }

  /** The file as a problem of the whole run names it. */
  String where(String file);

  /** The previous run's files; empty when there are none. */
  Optional<TableSource> previous();
}
