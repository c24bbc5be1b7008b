package io.trueup.reconcile;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;

/**
 * Evidence of some findings as bytes: texts made of pieces, of which each is there once, deflated
 * quickly.
 */
final class EvidenceBlock {
  /** Findings of a block, at most. */
  static final int MOST = 32;

  private static final int FORM = 1;
  private static final int MOST_BYTES = 1 << 28;

  private EvidenceBlock() {}

  /** Puts a block together; to be used for one after another by a single thread. */
  static final class Builder implements AutoCloseable {
    private final Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    private final Map<String, Integer> numbers = new IdentityHashMap<>();
    private final List<String> pieces = new ArrayList<>();
    private final ByteArrayOutputStream rows = new ByteArrayOutputStream();
    private int size;

    /**
     * Adds a finding's evidence.
     *
     * @param text its pieces; a piece that is the same object as one before takes next to nothing
     * @return its place in the block, from 0
     */
    int add(List<String> text) {
      number(rows, text.size());
      for (String piece : text) {
        Integer known = numbers.putIfAbsent(piece, pieces.size());
        if (known == null) {
          known = pieces.size();
          pieces.add(piece);
        }
        number(rows, known);
      }
      return size++;
    }

    int size() {
      return size;
    }

    /** The block's bytes; what is added from here on belongs to the next one. */
    byte[] finish() {
      ByteArrayOutputStream plain = new ByteArrayOutputStream(1 << 16);
      number(plain, size);
      plain.writeBytes(rows.toByteArray());
      number(plain, pieces.size());
      for (String piece : pieces) {
        byte[] bytes = piece.getBytes(StandardCharsets.UTF_8);
        number(plain, bytes.length);
        plain.writeBytes(bytes);
      }
      ByteArrayOutputStream packed = new ByteArrayOutputStream(1 << 14);
      packed.write(FORM);
      deflater.reset();
      try (DeflaterOutputStream out = new DeflaterOutputStream(packed, deflater, 1 << 13)) {
        plain.writeTo(out);
      } catch (java.io.IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
      numbers.clear();
      pieces.clear();
      rows.reset();
      size = 0;
      return packed.toByteArray();
    }

    @Override
    public void close() {
      deflater.end();
    }
  }

  private static void number(ByteArrayOutputStream out, int value) {
    int rest = value;
    while (rest > 127) {
      out.write((rest & 127) | 128);
      rest >>>= 7;
    }
    out.write(rest);
  }

  /**
   * Evidence out of a block.
   *
   * @param place from 0
   * @throws IllegalStateException when these bytes are no block, or it has no such place
   */
  static String text(byte[] block, int place) {
    Reader in = new Reader(inflated(block));
    int rows = in.number();
    if (place < 0 || place >= rows) {
      throw damaged(null);
    }
    List<Integer> text = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      for (int left = in.number(); left > 0; left--) {
        int piece = in.number();
        if (row == place) {
          text.add(piece);
        }
      }
    }
    List<String> pieces = new ArrayList<>();
    for (int left = in.number(); left > 0; left--) {
      pieces.add(in.text());
    }
    StringBuilder joined = new StringBuilder();
    for (int piece : text) {
      if (piece >= pieces.size()) {
        throw damaged(null);
      }
      joined.append(pieces.get(piece));
    }
    return joined.toString();
  }

  private static byte[] inflated(byte[] block) {
    if (block.length == 0 || block[0] != FORM) {
      throw damaged(null);
    }
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(block, 1, block.length - 1);
      ByteArrayOutputStream out = new ByteArrayOutputStream(8 * block.length);
      byte[] piece = new byte[1 << 14];
      while (!inflater.finished()) {
        int more = inflater.inflate(piece);
        if ((more == 0 && !inflater.finished()) || out.size() > MOST_BYTES) {
          throw damaged(null);
        }
        out.write(piece, 0, more);
      }
      return out.toByteArray();
    } catch (DataFormatException e) {
      throw damaged(e);
    } finally {
      inflater.end();
    }
  }

  private static IllegalStateException damaged(@org.jspecify.annotations.Nullable Throwable cause) {
    return new IllegalStateException("these bytes are no evidence", cause);
  }

  private static final class Reader {
    private final byte[] bytes;
    private int at;

    Reader(byte[] bytes) {
      this.bytes = bytes;
    }

    int number() {
      int value = 0;
      for (int shift = 0; shift < 32 && at < bytes.length; shift += 7) {
        byte next = bytes[at++];
        value |= (next & 127) << shift;
        if (next >= 0) {
          if (value < 0) {
            break;
          }
          return value;
        }
      }
      throw damaged(null);
    }

    String text() {
      int length = number();
      if (length > bytes.length - at) {
        throw damaged(null);
      }
      String text = new String(bytes, at, length, StandardCharsets.UTF_8);
      at += length;
      return text;
    }
  }
}
