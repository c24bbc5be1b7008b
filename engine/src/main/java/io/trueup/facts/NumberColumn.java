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
  private int size;

  void add(int value) {
    int block = size >>> BITS;
    if (block == blocks.size()) {
      blocks.add(new int[block == 0 ? LEAST : BLOCK]);
    } else if (block == 0 && size == blocks.get(0).length) {
      blocks.set(0, Arrays.copyOf(blocks.get(0), Math.min(BLOCK, 4 * size)));
    }
    blocks.get(block)[size & (BLOCK - 1)] = value;
    size++;
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
    int[] all = new int[size];
    for (int i = 0; i < size; i++) {
      all[i] = get(order == null ? i : order[i]);
    }
    blocks.clear();
    return all;
  }
}
