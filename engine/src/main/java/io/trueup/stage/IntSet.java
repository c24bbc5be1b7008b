package io.trueup.stage;

import java.util.Arrays;

/** Numbers above 0, each once. */
final class IntSet {
  private int[] slots = new int[32];
  private int size;

  void add(int number) {
    int slot = slot(number);
    if (slots[slot] == 0) {
      slots[slot] = number;
      if (++size * 2 > slots.length) {
        grow();
      }
    }
  }

  int size() {
    return size;
  }

  private int slot(int number) {
    int slot = (number * 0x9E3779B9) >>> (Integer.numberOfLeadingZeros(slots.length) + 1);
    while (slots[slot] != 0 && slots[slot] != number) {
      slot = (slot + 1) & (slots.length - 1);
    }
    return slot;
  }

  private void grow() {
    int[] before = slots;
    slots = new int[before.length * 2];
    Arrays.stream(before).filter(number -> number != 0).forEach(n -> slots[slot(n)] = n);
  }
}
