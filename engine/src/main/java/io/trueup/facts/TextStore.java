package io.trueup.facts;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Texts as bytes in large blocks, each named by a number: millions of ids and names without an
 * object for each. Filled by one thread, then read by many.
 */
final class TextStore {
  private static final int BLOCK_BITS = 20;
  private static final int BLOCK = 1 << BLOCK_BITS;
  private static final int LEAST = 256;
  private static final int EMPTY_SLOT = -1;

  private final List<byte[]> blocks = new ArrayList<>();
  private byte[] last = new byte[0];
  private int used = 0;
  private int[] slots = new int[16];
  private int[] hashes = new int[16];
  private int known;

  TextStore() {
    Arrays.fill(slots, EMPTY_SLOT);
    append(new byte[0], false);
  }

  /** The number of a text that is kept once however often it is added. The empty text is 0. */
  int intern(String text) {
    if (text.isEmpty()) {
      return 0;
    }
    boolean wide = isWide(text);
    byte[] bytes = bytes(text, wide);
    int hash = spread(Arrays.hashCode(bytes));
    int slot = slot(hash, bytes, wide);
    if (slots[slot] != EMPTY_SLOT) {
      return slots[slot];
    }
    int at = append(bytes, wide);
    slots[slot] = at;
    hashes[slot] = hash;
    if (++known * 2 > slots.length) {
      grow();
    }
    return at;
  }

  /** The number of a text that nobody looks for again. */
  int add(String text) {
    if (text.isEmpty()) {
      return 0;
    }
    boolean wide = isWide(text);
    return append(bytes(text, wide), wide);
  }

  /** The number of a text that was interned, -1 when it was not. */
  int find(String text) {
    if (text.isEmpty()) {
      return 0;
    }
    boolean wide = isWide(text);
    byte[] bytes = bytes(text, wide);
    return slots[slot(spread(Arrays.hashCode(bytes)), bytes, wide)];
  }

  /** Lets go of what finds texts again; none can be interned or found after it. */
  void close() {
    slots = new int[0];
    hashes = new int[0];
  }

  /** The text of a number. */
  String text(int at) {
    if (at == 0) {
      return "";
    }
    byte[] block = blocks.get(at >>> BLOCK_BITS);
    int from = at & (BLOCK - 1);
    int head = head(block, from);
    int start = from + headBytes(head);
    int length = head >>> 1;
    return (head & 1) == 0
        ? new String(block, start, length, StandardCharsets.UTF_8)
        : wide(block, start, length);
  }

  /** Surrogates need not be in pairs, which no charset would keep. */
  private static boolean isWide(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  private static byte[] bytes(String text, boolean wide) {
    if (!wide) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    byte[] bytes = new byte[2 * text.length()];
    for (int i = 0; i < text.length(); i++) {
      bytes[2 * i] = (byte) (text.charAt(i) >>> 8);
      bytes[2 * i + 1] = (byte) text.charAt(i);
    }
    return bytes;
  }

  private static String wide(byte[] block, int start, int length) {
    char[] text = new char[length / 2];
    for (int i = 0; i < text.length; i++) {
      text[i] = (char) ((block[start + 2 * i] << 8) | (block[start + 2 * i + 1] & 0xff));
    }
    return new String(text);
  }

  private int append(byte[] bytes, boolean wide) {
    int head = (bytes.length << 1) | (wide ? 1 : 0);
    int size = headBytes(head) + bytes.length;
    if (used + size > last.length) {
      last = new byte[Math.max(Math.min(BLOCK, Math.max(LEAST, 4 * last.length)), size)];
      used = 0;
      blocks.add(last);
      // A long text has a block of its own, of which only the first place is ever named.
    }
    int at = ((blocks.size() - 1) << BLOCK_BITS) | used;
    if (at < 0) {
      throw new IllegalStateException("the month's texts are longer than 2 GiB");
    }
    used = put(head, bytes);
    if (used > BLOCK) {
      used = last.length;
    }
    return at;
  }

  private int put(int head, byte[] bytes) {
    int to = used;
    int rest = head;
    while (rest >= 0x80) {
      last[to++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    last[to++] = (byte) rest;
    System.arraycopy(bytes, 0, last, to, bytes.length);
    return to + bytes.length;
  }

  private static int headBytes(int head) {
    int size = 1;
    for (int rest = head; rest >= 0x80; rest >>>= 7) {
      size++;
    }
    return size;
  }

  private static int head(byte[] block, int from) {
    int head = 0;
    int shift = 0;
    int at = from;
    byte next;
    do {
      next = block[at++];
      head |= (next & 0x7f) << shift;
      shift += 7;
    } while (next < 0);
    return head;
  }

  private int slot(int hash, byte[] bytes, boolean wide) {
    int slot = hash & (slots.length - 1);
    while (slots[slot] != EMPTY_SLOT
        && (hashes[slot] != hash || !holds(slots[slot], bytes, wide))) {
      slot = (slot + 1) & (slots.length - 1);
    }
    return slot;
  }

  private boolean holds(int at, byte[] bytes, boolean wide) {
    byte[] block = blocks.get(at >>> BLOCK_BITS);
    int from = at & (BLOCK - 1);
    int head = head(block, from);
    int start = from + headBytes(head);
    return head == ((bytes.length << 1) | (wide ? 1 : 0))
        && Arrays.equals(block, start, start + bytes.length, bytes, 0, bytes.length);
  }

  private void grow() {
    int[] before = slots;
    int[] known = hashes;
    slots = new int[before.length * 2];
    hashes = new int[slots.length];
    Arrays.fill(slots, EMPTY_SLOT);
    for (int i = 0; i < before.length; i++) {
      if (before[i] != EMPTY_SLOT) {
        int slot = known[i] & (slots.length - 1);
        while (slots[slot] != EMPTY_SLOT) {
          slot = (slot + 1) & (slots.length - 1);
        }
        slots[slot] = before[i];
        hashes[slot] = known[i];
      }
    }
  }

  private static int spread(int hash) {
    return hash ^ (hash >>> 15);
  }
}
