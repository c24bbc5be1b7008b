package io.trueup.folder;

/**
 * The input cannot be used at all and nothing was computed: a folder or a required file or column
 * is missing, or a file cannot be read. A single bad row is never a reason; see {@link
 * io.trueup.facts.InputProblem}.
 */
public final class UnusableFolder extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String what;
  private final String where;
  private final String advice;

  /**
   * An unusable folder.
   *
   * @param what what is wrong
   * @param where folder or file, with the line where there is one
   * @param advice what to do about it
   */
  public UnusableFolder(String what, String where, String advice) {
    super(what);
    this.what = Printable.line(what);
    this.where = Printable.line(where);
    this.advice = Printable.line(advice);
  }

  /** {@code what — where — what to do}, one line. */
  @Override
  public String getMessage() {
    return what + " — " + where + " — " + advice;
  }

  /** What is wrong. */
  public String what() {
    return what;
  }

  /** The folder or file, with the line where there is one. */
  public String where() {
    return where;
  }

  /** What to do about it. */
  public String advice() {
    return advice;
  }
}
