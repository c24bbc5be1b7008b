package io.trueup.packed;

import java.nio.charset.StandardCharsets;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Takes numbers and texts out of bytes that nobody vouches for. */
final class PageIn {
  /** More than any page comes to when it is inflated. */
  static final int MOST_BYTES = 64 << 20;

  private final byte[] bytes;
  private int at;

  PageIn(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * What was deflated.
   *
   * @throws BadPage when it is of another revision, longer than a page can be or not what its
   *     length says
   */
  static PageIn inflated(byte[] packed, int revision) {
    PageIn head = new PageIn(packed);
    int found = head.octet();
    if (found != revision) {
      throw new BadPage("revision " + found + " and not " + revision);
    }
    int length = head.count(MOST_BYTES, "bytes");
    // A hundredfold of what was deflated at first: a length that lies must not cost much.
    byte[] all = new byte[(int) Math.min(length, 100L * packed.length)];
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(packed, head.at, packed.length - head.at);
      int got = 0;
      while (got < length) {
        if (got == all.length) {
          all = java.util.Arrays.copyOf(all, (int) Math.min(length, 4L * all.length));
        }
        int more = inflater.inflate(all, got, all.length - got);
        if (more == 0) {
          throw new BadPage("they end early");
        }
        got += more;
      }
    } catch (DataFormatException e) {
      throw new BadPage("they cannot be inflated");
    } finally {
      inflater.end();
    }
    return new PageIn(all);
  }

  boolean atEnd() {
    return at == bytes.length;
  }

  int octet() {
    return bytes[take(1)] & 0xff;
  }

  long number() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int octet = octet();
      value |= (octet & 0x7fL) << shift;
      if (octet < 0x80) {
        return value;
      }
    }
    throw new BadPage("a number without end");
  }

  long signed() {
    long value = number();
    return (value >>> 1) ^ -(value & 1);
  }

  /** A whole number from nought to {@code most}. */
  int count(int most, String what) {
    long count = number();
    if (count < 0 || count > most) {
      throw new BadPage("more " + what + " than there can be");
    }
    return (int) count;
  }

  /** A text of so many bytes. */
  String text(int length) {
    int from = take(length);
    return new String(bytes, from, length, StandardCharsets.UTF_8);
  }

  String text() {
    return text(count(MOST_BYTES, "characters"));
  }

  byte[] bytes(int length) {
    int from = take(length);
    return java.util.Arrays.copyOfRange(bytes, from, from + length);
  }

  private int take(int length) {
    if (length > bytes.length - at) {
      throw new BadPage("they end early");
    }
    int from = at;
    at += length;
    return from;
  }
}
