package io.trueup.folder;

/**
 * The ids of a file as 128-bit hashes: 16 bytes an id whatever its length, so that a million of
 * them stay small. Two different ids that hash alike are not to be expected before 10^15 of them.
 */
final class KeySet {
  private static final long FIRST = 0x9E3779B97F4A7C15L;
  private static final long SECOND = 0xC2B2AE3D27D4EB4FL;

  private final long seed;
  private long[] slots = new long[2 * 1_024];
  private int count;
  private long high;
  private long low;

  /** An empty set; {@code seed} makes its hashes unforeseeable and decides nothing else. */
  KeySet(long seed) {
    this.seed = seed;
  }

  /** Adds the id made of these parts; false when it was there. */
  boolean add(String[] parts) {
    hash(parts);
    int slot = find(slots);
    if (slots[slot + 1] != 0) {
      return false;
    }
    slots[slot] = high;
    slots[slot + 1] = low;
    count++;
    if (5L * count > 3L * (slots.length / 2)) {
      grow();
    }
    return true;
  }

  boolean contains(String[] parts) {
    hash(parts);
    return slots[find(slots) + 1] != 0;
  }

  private void hash(String[] parts) {
    long a = seed;
    long b = ~seed;
    for (String part : parts) {
      for (int i = 0; i < part.length(); i++) {
        long c = part.charAt(i);
        a = (a ^ c) * FIRST;
        a ^= a >>> 29;
        b = Long.rotateLeft(b + c * SECOND, 27) * FIRST + c;
      }
      a = (a ^ 0x1_0000L) * SECOND;
      b = Long.rotateLeft(b ^ 0x1_0000L, 31) * SECOND;
    }
    high = mix(a + Long.rotateLeft(b, 17));
    low = mix(b ^ high) | 1; // never 0, which marks a free slot
  }

  private static long mix(long value) {
    long v = (value ^ (value >>> 32)) * 0xD6E8FEB86659FD93L;
    v = (v ^ (v >>> 32)) * 0xD6E8FEB86659FD93L;
    return v ^ (v >>> 32);
  }

  private int find(long[] table) {
    int mask = table.length / 2 - 1;
    int slot = (int) (high >>> 20) & mask;
    while (true) {
      long h = table[2 * slot];
      long l = table[2 * slot + 1];
      if (l == 0 || (h == high && l == low)) {
        return 2 * slot;
      }
      slot = (slot + 1) & mask;
    }
  }

  private void grow() {
    long[] old = slots;
    long[] table = new long[Math.multiplyExact(2, old.length)];
    for (int i = 0; i < old.length; i += 2) {
      if (old[i + 1] != 0) {
        high = old[i];
        low = old[i + 1];
        int slot = find(table);
        table[slot] = high;
        table[slot + 1] = low;
      }
    }
    slots = table;
  }
}
