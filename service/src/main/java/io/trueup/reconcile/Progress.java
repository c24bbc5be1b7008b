package io.trueup.reconcile;

/** How far a run is. */
@FunctionalInterface
public interface Progress {
  /**
   * Tells a step. Cheap: may be called often.
   *
   * @param step short name: {@code read}, {@code match}, {@code map}, {@code compare}, {@code
   *     store}
   * @param done units done of this step
   * @param total units of this step, 0 when not known
   */
  void at(String step, long done, long total);
}
