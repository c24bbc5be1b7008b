package io.trueup.app;

import java.io.PrintWriter;

/**
 * Tells on stderr how far a command is: a bar where a person watches a terminal, a line a step
 * otherwise, nothing when it was asked to be quiet.
 */
final class Steps implements AutoCloseable {
  private static final int WIDTH = 24;

  private final PrintWriter err;
  private final boolean quiet;
  private final boolean terminal;
  private final int total;
  private int done;

  /**
   * @param total how many steps there will be
   */
  Steps(PrintWriter err, boolean quiet, int total) {
    // Java cannot ask whether stderr is a terminal; the launcher can, and says so.
    this(err, quiet, Boolean.getBoolean("trueup.terminal"), total);
  }

  Steps(PrintWriter err, boolean quiet, boolean terminal, int total) {
    this.err = err;
    this.quiet = quiet;
    this.terminal = terminal;
    this.total = total;
  }

  /** The next step begins. */
  void next(String what) {
    if (!quiet && terminal) {
      int filled = WIDTH * done / total;
      err.print(
          "\r\u001b[K"
              + "█".repeat(filled)
              + "░".repeat(WIDTH - filled)
              + "  "
              + OneLine.clean(what)
              + " …");
    } else if (!quiet) {
      err.println((done + 1) + "/" + total + " " + OneLine.clean(what));
    }
    err.flush();
    done++;
  }

  /** Takes the bar off the terminal, for something else to be said. */
  void pause() {
    close();
  }

  @Override
  public void close() {
    if (!quiet && terminal && done > 0) {
      err.print("\r\u001b[K");
      err.flush();
    }
  }
}
