package io.trueup.stage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What tells records of a company apart beside their shape, field by field, numbered from 0 on in
 * the order in which it was met. For one thread.
 */
final class FoldRests {
  /** Numbers that are equal when all of them are. */
  private record Told(int[] numbers) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Told told && Arrays.equals(told.numbers, numbers);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(numbers);
    }
  }

  private final int[] next;
  private final List<int[]> all = new ArrayList<>();
  private final Map<Told, Integer> known = new HashMap<>();
  private int before = -1;

  /**
   * @param width how many fields there are
   */
  FoldRests(int width) {
    this.next = new int[width];
  }

  /** Where the next record's numbers go. */
  int[] next() {
    return next;
  }

  /** The number of what {@link #next} holds. */
  int number() {
    if (before < 0 || !Arrays.equals(all.get(before), next)) {
      Integer number = known.get(new Told(next));
      if (number == null) {
        number = all.size();
        int[] kept = next.clone();
        all.add(kept);
        known.put(new Told(kept), number);
      }
      before = number;
    }
    return before;
  }

  int width() {
    return next.length;
  }

  int size() {
    return all.size();
  }

  /** Something of each, by number. */
  int[] map(ToIntFunction<int[]> of) {
    return all.stream().mapToInt(of).toArray();
  }
}
