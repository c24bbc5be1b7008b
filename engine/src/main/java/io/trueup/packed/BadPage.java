package io.trueup.packed;

/** Bytes that are no page of usage, or one of another revision. */
public final class BadPage extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BadPage(String what) {
    super("these bytes are no page of usage: " + what);
  }
}
