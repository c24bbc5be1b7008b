package io.trueup.reconcile;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * Numbers of records that follow the first one, as bytes: in turn how many are in and how many
 * after them are not, seven bits an octet.
 */
final class Ordinals {
  private final byte[] packed;
  private int at;

  private Ordinals(byte[] packed) {
    this.packed = packed;
  }

  /**
   * Packs numbers.
   *
   * @param sorted ascending, each once, at least one
   */
  static byte[] pack(int[] sorted) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(8);
    int run = 0;
    for (int i = 1; i < sorted.length; i++) {
      int gap = sorted[i] - sorted[i - 1] - 1;
      if (gap > 0) {
        number(out, i - run);
        number(out, gap);
        run = i;
      }
    }
    number(out, sorted.length - run);
    return out.toByteArray();
  }

  /**
   * The numbers again.
   *
   * @param first the first of them
   * @param count how many they are
   * @throws IllegalStateException when the bytes are not those of so many
   */
  static int[] read(int first, int count, byte[] packed) {
    Ordinals bytes = new Ordinals(packed);
    int[] ordinals = new int[count];
    int next = first;
    int size = 0;
    while (size < count) {
      if (size > 0) {
        next += bytes.number();
      }
      for (int i = Math.min(bytes.number(), count - size); i > 0; i--) {
        ordinals[size++] = next++;
      }
    }
    return ordinals;
  }

  /** The index of the first number above {@code after}. */
  static int above(int[] sorted, long after) {
    int found = Arrays.binarySearch(sorted, (int) Math.min(after, Integer.MAX_VALUE));
    return found >= 0 ? found + 1 : -found - 1;
  }

  private int number() {
    int value = 0;
    for (int shift = 0; shift < 32 && at < packed.length; shift += 7) {
      int octet = packed[at++];
      value |= (octet & 0x7f) << shift;
      if (octet >= 0) {
        return value;
      }
    }
    throw new IllegalStateException("the ordinals of a group are not what was stored");
  }

  private static void number(ByteArrayOutputStream out, int value) {
    int rest = value;
    while (rest > 0x7f) {
      out.write(rest | 0x80);
      rest >>>= 7;
    }
    out.write(rest);
  }
}
