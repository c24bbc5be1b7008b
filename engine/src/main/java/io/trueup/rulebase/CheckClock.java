package io.trueup.rulebase;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;

/**
 * How long a check may still take, and how many conditions it may still make. Asked in every loop
 * whose length a rule text decides, Drools' parser included. Used by the thread that made it.
 *
 * <p>What counts is the time that the thread works, so that the same bundle passes on a busy
 * machine as on an idle one; four times as much may pass on the wall.
 */
final class CheckClock {
  private static final int BETWEEN_CLOCKS = 1024;

  /**
   * Ends a check; the message says why in plain words. An Error, since Drools' parser catches every
   * exception and reads on.
   */
  static final class Over extends Error {
    private static final long serialVersionUID = 1L;

    private final String hint;

    Over(String why, String hint) {
      super(why, null, false, false);
      this.hint = hint;
    }

    String why() {
      String message = getMessage();
      return message == null ? "" : message;
    }

    String hint() {
      return hint;
    }
  }

  /** A check that waits for processors is not to blame, but it is not waited for without end. */
  private static final int PATIENCE = 4;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final long workDeadline;
  private final long deadline;
  private final Duration allowed;
  private final int conditionsAllowed;
  private int conditions;
  private int ticks;

  CheckClock(Limits limits) {
    this.allowed = limits.checkDeadline();
    this.workDeadline = work() + allowed.toNanos();
    this.deadline = System.nanoTime() + allowed.toNanos() * PATIENCE;
    this.conditionsAllowed = limits.bundleConditions();
  }

  /** Nanoseconds that this thread has worked; on a JVM that does not know, the time itself. */
  private static long work() {
    return THREADS.isCurrentThreadCpuTimeSupported()
        ? THREADS.getCurrentThreadCpuTime()
        : System.nanoTime();
  }

  void tick() {
    if (++ticks >= BETWEEN_CLOCKS) {
      ask();
    }
  }

  /** Asks the time now: before something that takes long in one piece. */
  void ask() {
    ticks = 0;
    if (work() - workDeadline > 0 || System.nanoTime() - deadline > 0) {
      throw new Over(
          "the check took longer than " + allowed.toMillis() + " ms and was stopped",
          "make the bundle smaller: fewer alternatives, shorter conditions, fewer rules");
    }
    if (Thread.currentThread().isInterrupted()) {
      throw new Over("the check was called off", "check the bundle again");
    }
  }

  /** A condition was compiled; alternatives are counted each. */
  void condition() {
    if (++conditions > conditionsAllowed) {
      throw new Over(
          "the bundle has more than " + conditionsAllowed + " conditions, alternatives written out",
          "use fewer alternatives with or, and lists in policy.yml instead of a rule for each value");
    }
    tick();
  }
}
