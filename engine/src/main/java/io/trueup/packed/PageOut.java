package io.trueup.packed;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.Deflater;

/** Grows as numbers and texts are put into it. */
final class PageOut {
  private byte[] bytes = new byte[1 << 16];
  private int size;

  int size() {
    return size;
  }

  void octet(int value) {
    room(1);
    bytes[size++] = (byte) value;
  }

  /** A whole number, seven bits an octet, the lowest first; negative ones take ten octets. */
  void number(long value) {
    room(10);
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  /** A whole number of either sign, small where it is close to nought. */
  void signed(long value) {
    number((value << 1) ^ (value >> 63));
  }

  void bytes(byte[] from) {
    room(from.length);
    System.arraycopy(from, 0, bytes, size, from.length);
    size += from.length;
  }

  void text(String text) {
    byte[] utf = text.getBytes(StandardCharsets.UTF_8);
    number(utf.length);
    bytes(utf);
  }

  byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  /** Everything so far behind its own length, deflated: quickly, not as small as can be. */
  byte[] deflated(int revision) {
    PageOut out = new PageOut();
    out.octet(revision);
    out.number(size);
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    try {
      deflater.setInput(bytes, 0, size);
      deflater.finish();
      while (!deflater.finished()) {
        out.room(1 << 12);
        out.size += deflater.deflate(out.bytes, out.size, out.bytes.length - out.size);
      }
    } finally {
      deflater.end();
    }
    return out.toByteArray();
  }

  private void room(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
  }
}
