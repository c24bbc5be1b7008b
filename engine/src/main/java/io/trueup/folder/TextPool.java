package io.trueup.folder;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Texts of one column, kept so that equal texts are one object. Bounded: when it is full, further
 * texts are made anew. ASCII texts only, which is what repeats.
 */
final class TextPool {
  private static final int SLOTS = 1 << 14;
  private static final int FULL = SLOTS / 2;
  private static final int LONGEST = 128;

  private @Nullable String @Nullable [] texts;
  private int count;

  /** The text of ASCII bytes {@code from} up to {@code to}. */
  String get(byte[] bytes, int from, int to) {
    if (to - from > LONGEST) {
      return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }
    @Nullable String[] table = texts;
    if (table == null) {
      table = new @Nullable String[SLOTS];
      texts = table;
    }
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + bytes[i];
    }
    int slot = (hash * 0x9E3779B9) >>> 18;
    while (true) {
      String text = table[slot];
      if (text == null) {
        String made = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
        if (count < FULL) {
          count++;
          table[slot] = made;
        }
        return made;
      }
      if (same(text, hash, bytes, from, to)) {
        return text;
      }
      slot = (slot + 1) & (SLOTS - 1);
    }
  }

  private static boolean same(String text, int hash, byte[] bytes, int from, int to) {
    if (text.length() != to - from || text.hashCode() != hash) {
      return false;
    }
    for (int i = from; i < to; i++) {
      if (text.charAt(i - from) != bytes[i]) {
        return false;
      }
    }
    return true;
  }
}
