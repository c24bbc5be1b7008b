package io.trueup.folder;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Texts of one column, kept so that equal texts are one object. Bounded: when it is full, further
 * texts are made anew. ASCII texts only, which is what repeats.
 */
final class TextPool {
  private static final int FEWEST = 1 << 5;
  private static final int MOST = 1 << 14;
  private static final int LONGEST = 128;

  private @Nullable String[] texts = new @Nullable String[FEWEST];
  private int count;

  /** The text of ASCII bytes {@code from} up to {@code to}. */
  String get(byte[] bytes, int from, int to) {
    if (to - from > LONGEST) {
      return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + bytes[i];
    }
    int slot = slot(hash);
    while (true) {
      String text = texts[slot];
      if (text == null) {
        String made = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
        keep(made, slot);
        return made;
      }
      if (same(text, hash, bytes, from, to)) {
        return text;
      }
      slot = (slot + 1) & (texts.length - 1);
    }
  }

  private void keep(String text, int slot) {
    if (2 * count < texts.length) {
      count++;
      texts[slot] = text;
    } else if (texts.length < MOST) {
      @Nullable String[] old = texts;
      texts = new @Nullable String[4 * old.length];
      for (String known : old) {
        if (known != null) {
          put(known);
        }
      }
      count++;
      put(text);
    }
  }

  private void put(String text) {
    int slot = slot(text.hashCode());
    while (texts[slot] != null) {
      slot = (slot + 1) & (texts.length - 1);
    }
    texts[slot] = text;
  }

  private int slot(int hash) {
    return ((hash * 0x9E3779B9) >>> 16) & (texts.length - 1);
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
