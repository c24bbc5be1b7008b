package io.trueup.rulebase;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one accumulate gave.
 *
 * @param values one for each function
 * @param counted the facts it went over, in the order they were given
 */
record Totals(@Nullable Object[] values, List<Object> counted) {
  @Nullable Object value(int index) {
    return values[index];
  }
}
