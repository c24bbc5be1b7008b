package io.trueup.stage;

import java.util.Arrays;

/** Records by what they have in common, in the order in which each group was met first. */
final class FoldGroups {
  private static final int NUMBERS = 4;

  private int[] slots = new int[64];
  private int[] keys = new int[16 * NUMBERS];
  private int[] sizes = new int[16];
  private int count;
  private final int[] of;
  private final int[] records;
  private int added;

  FoldGroups(int records) {
    this.of = new int[records];
    this.records = new int[records];
    Arrays.fill(slots, -1);
  }

  int size() {
    return count;
  }

  void add(int shape, int flags, int account, int more, int index) {
    int slot = slot(shape, flags, account, more);
    int group = slots[slot];
    if (group < 0) {
      group = count++;
      if (group == sizes.length) {
        sizes = Arrays.copyOf(sizes, group * 2);
        keys = Arrays.copyOf(keys, group * 2 * NUMBERS);
      }
      keys[group * NUMBERS] = shape;
      keys[group * NUMBERS + 1] = flags;
      keys[group * NUMBERS + 2] = account;
      keys[group * NUMBERS + 3] = more;
      slots[slot] = group;
      if (count * 2 > slots.length) {
        grow();
      }
    }
    sizes[group]++;
    of[added] = group;
    records[added++] = index;
  }

  private int slot(int shape, int flags, int account, int more) {
    int hash = ((shape * 31 + flags) * 31 + account) * 31 + more;
    int slot = (hash * 0x9E3779B9) >>> (Integer.numberOfLeadingZeros(slots.length) + 1);
    while (slots[slot] >= 0) {
      int at = slots[slot] * NUMBERS;
      if (keys[at] == shape
          && keys[at + 1] == flags
          && keys[at + 2] == account
          && keys[at + 3] == more) {
        return slot;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    return slot;
  }

  private void grow() {
    slots = new int[slots.length * 2];
    Arrays.fill(slots, -1);
    for (int group = 0; group < count; group++) {
      int at = group * NUMBERS;
      slots[slot(keys[at], keys[at + 1], keys[at + 2], keys[at + 3])] = group;
    }
  }

  /** Takes what a group has in common, and adds it to other groups. */
  interface Telling {
    void tell(int shape, int flags, int account, int more, FoldGroups into);
  }

  /** How many groups there would be if they were told apart in another way. */
  int distinct(Telling telling) {
    FoldGroups others = new FoldGroups(count);
    for (int group = 0; group < count; group++) {
      int at = group * NUMBERS;
      telling.tell(keys[at], keys[at + 1], keys[at + 2], keys[at + 3], others);
    }
    return others.count;
  }

  /** Takes a group's first record, its flags, what else it has in common and all its records. */
  interface Taking {
    void take(int first, int flags, int more, int[] records);
  }

  void forEach(Taking taking) {
    int[][] some = new int[count][];
    int[] next = new int[count];
    for (int group = 0; group < count; group++) {
      some[group] = new int[sizes[group]];
    }
    for (int i = 0; i < added; i++) {
      int group = of[i];
      some[group][next[group]++] = records[i];
    }
    for (int group = 0; group < count; group++) {
      int at = group * NUMBERS;
      taking.take(some[group][0], keys[at + 1], keys[at + 3], some[group]);
    }
  }
}
