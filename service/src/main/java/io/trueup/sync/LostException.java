package io.trueup.sync;

/** Another worker has the sync: whatever this one still does must not be stored. */
final class LostException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LostException() {
    super("the sync's lease was lost", null, false, false);
  }
}
