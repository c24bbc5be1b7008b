package io.trueup.folder;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Rows of a table below its header, ready to be worked on. */
interface RowFeed extends Closeable {
  /** The next row, which holds until the one after it is asked for; null when there is none. */
  @Nullable RawRow next() throws IOException;
}
