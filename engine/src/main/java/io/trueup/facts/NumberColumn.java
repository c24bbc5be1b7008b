package io.trueup.facts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A column that grows block by block, so that it is never held twice, and ends as one array. */
final class NumberColumn {
  private static final int BITS = 16;
  private static final int BLOCK = 1 << BITS;
  private static final int LEAST = 16;

  private final List<int[]> blocks = new ArrayList<>();
  private int[] last = new int[0];
  private int used;

  void add(int value) {
    if (used == last.length) {
      grow();
    }
    last[used++] = value;
  }

  private void grow() {
    if (blocks.size() == 1 && used < BLOCK) {
      last = Arrays.copyOf(last, Math.min(BLOCK, 4 * used));
      blocks.set(0, last);
    } else {
      last = new int[blocks.isEmpty() ? LEAST : BLOCK];
      used = 0;
      blocks.add(last);
    }
  }

  int get(int index) {
    return blocks.get(index >>> BITS)[index & (BLOCK - 1)];
  }

  void set(int index, int value) {
    blocks.get(index >>> BITS)[index & (BLOCK - 1)] = value;
  }

  /**
   * The values in an order, after which the column is empty.
   *
   * @param order where each place's value stands; null for as they are
   */
  int[] take(int @Nullable [] order) {
    int[] all = new int[Math.max(0, blocks.size() - 1) * BLOCK + used];
    for (int i = 0; i < all.length; i++) {
      all[i] = get(order == null ? i : order[i]);
    }
    blocks.clear();
    last = new int[0];
    used = 0;
    return all;
  }
}
