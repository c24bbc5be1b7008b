package io.trueup.report;

import java.io.IOException;
import java.nio.file.Path;

/** A result was to be written over something that is not one. */
public final class ForeignFilesException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String where;
  private final String what;

  ForeignFilesException(Path where, String what) {
    super(where + " " + what);
    this.where = where.toString();
    this.what = what;
  }

  /** The file or folder. */
  public String where() {
    return where;
  }

  /** What it is instead. */
  public String what() {
    return what;
  }
}
