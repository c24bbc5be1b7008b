package io.trueup.text;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * UTF-8 that was read as Windows-1252 or Latin-1 on its way: {@code CafÃ©}. A run of such
 * characters is read again when, as bytes, it is UTF-8 without an error, which text that is meant
 * hardly ever is.
 */
final class Mojibake {
  private static final Charset WINDOWS = Charset.forName("windows-1252");
  private static final int ROUNDS = 2;
  private static final byte[] WINDOWS_BYTES = bytes();

  private Mojibake() {}

  static String repaired(String text) {
    String result = text;
    for (int round = 0; round < ROUNDS; round++) {
      String next = once(result);
      if (next.equals(result)) {
        return result;
      }
      result = next;
    }
    return result;
  }

  private static String once(String text) {
    int first = 0;
    while (first < text.length() && !isLead(text.charAt(first))) {
      first++;
    }
    if (first + 1 >= text.length()) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    int i = 0;
    while (i < text.length()) {
      int end = i;
      while (end < text.length() && byteOf(text.charAt(end)) != 0) {
        end++;
      }
      if (end == i) {
        out.append(text.charAt(i++));
      } else {
        out.append(read(text, i, end));
        i = end;
      }
    }
    return out.toString();
  }

  /** Only these can begin a character of two or three bytes. */
  private static boolean isLead(char c) {
    return (c >= 0xc2 && c <= 0xf4) && c <= 0xff;
  }

  private static String read(String text, int from, int to) {
    byte[] bytes = new byte[to - from];
    for (int i = from; i < to; i++) {
      bytes[i - from] = byteOf(text.charAt(i));
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException meantAsWritten) {
      return text.substring(from, to);
    }
  }

  /** The byte above 0x7f that was read as this character; 0 when there is none. */
  private static byte byteOf(char c) {
    if (c >= 0x80 && c <= 0xff) {
      return (byte) c;
    }
    return c > 0xff && c < WINDOWS_BYTES.length ? WINDOWS_BYTES[c] : 0;
  }

  private static byte[] bytes() {
    byte[] bytes = new byte[0x2123];
    for (int b = 0x80; b < 0xa0; b++) {
      char c = new String(new byte[] {(byte) b}, WINDOWS).charAt(0);
      if (c > 0xff && c < bytes.length) {
        bytes[c] = (byte) b;
      }
    }
    return bytes;
  }
}
