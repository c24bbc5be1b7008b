package io.trueup.app;

/** An error as people read it: {@code what — where — what to do}, in one line. */
final class OneLine {
  private OneLine() {}

  static String of(Object what, Object where, Object advice) {
    return clean(what) + " — " + clean(where) + " — " + clean(advice);
  }

  /** Without line ends and control characters, which a terminal would obey. */
  static String clean(Object text) {
    StringBuilder clean = new StringBuilder();
    String.valueOf(text)
        .codePoints()
        .forEach(c -> clean.appendCodePoint(Character.isISOControl(c) ? ' ' : c));
    return clean.toString().strip();
  }
}
