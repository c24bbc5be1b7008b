package io.trueup.rulebase;

import org.jspecify.annotations.Nullable;

/**
 * A compiled expression: a tree of closures over fact accessors, nothing interpreted and nothing
 * generated.
 */
@FunctionalInterface
interface Term {
  /** For terms that read one slot or none. */
  Object[] NO_MORE = {};

  /**
   * Its value; null where a field or key it reads is absent.
   *
   * @param own the fact being matched
   * @param other the first other slot
   * @param more the slots behind it
   */
  @Nullable Object value(@Nullable Object own, @Nullable Object other, Object[] more);

  default boolean holds(@Nullable Object own, @Nullable Object other, Object[] more) {
    return value(own, other, more) == Boolean.TRUE;
  }
}
