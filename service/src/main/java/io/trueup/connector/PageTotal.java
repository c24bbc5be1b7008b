package io.trueup.connector;

import java.util.Optional;

/**
 * What a vendor says, page after page, of how many records there are, and whether those that came
 * are all of them.
 */
final class PageTotal {
  private final boolean numbered;
  private long last = -1;
  private boolean shrank;

  /**
   * @param numbered whether pages are asked for by number or offset: then a record that goes away
   *     moves another one back, onto a page that was read already
   */
  PageTotal(boolean numbered) {
    this.numbered = numbered;
  }

  /** What one page says, where it says something. */
  void say(Optional<Long> total) {
    total.ifPresent(
        now -> {
          shrank |= last >= 0 && now < last;
          last = now;
        });
  }

  /** What was said last, 0 where nothing was said. */
  long expected() {
    return Math.max(0, last);
  }

  /** Whether so many records may be all. More than promised is one that came meanwhile. */
  boolean agrees(long records) {
    return last < 0 || (records >= last && !(numbered && shrank));
  }

  /** Why they are not all. */
  String say(long records) {
    return records < last
        ? "the vendor speaks of " + last + " records and sent " + records
        : "records went away while they were read, so that others may have been passed over";
  }
}
