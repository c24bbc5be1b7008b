package io.trueup.platform.db;

/**
 * Why the service cannot start, for the person who started it. The message is one line: what is
 * wrong, where, and what to do.
 */
public final class StartupException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param what what is wrong
   * @param where the file, address or setting it is wrong in
   * @param advice what to do about it
   */
  public StartupException(String what, String where, String advice) {
    super(what + " — " + where + " — " + advice);
  }

  /** As above, keeping the fault that told us. */
  public StartupException(String what, String where, String advice, Throwable cause) {
    super(what + " — " + where + " — " + advice, cause);
  }
}
