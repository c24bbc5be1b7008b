package io.trueup.rulebook;

/** Files that cannot be a bundle, whatever their rules say. One line: what, where, what to do. */
public final class UnusableBundle extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnusableBundle(String what, String where, String advice) {
    super(what + " — " + where + " — " + advice, null, false, false);
  }
}
