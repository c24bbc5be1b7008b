package io.trueup.platform.db;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Texts as bytes: a first one that says how, and the UTF-8 as it is (0) or deflated (1). Not made
 * for use by several threads at once.
 */
public final class PackedText implements AutoCloseable {
  private static final int PLAIN = 0;
  private static final int DEFLATED = 1;
  private static final int WORTH_IT = 256;

  private final Deflater deflater = new Deflater(Deflater.BEST_SPEED);
  private final byte[] piece = new byte[1 << 13];

  /** A text's bytes. */
  public byte[] pack(String text) {
    byte[] utf = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream(64 + utf.length / 2);
    if (utf.length < WORTH_IT) {
      out.write(PLAIN);
      out.writeBytes(utf);
      return out.toByteArray();
    }
    out.write(DEFLATED);
    deflater.reset();
    deflater.setInput(utf);
    deflater.finish();
    while (!deflater.finished()) {
      out.write(piece, 0, deflater.deflate(piece));
    }
    return out.toByteArray();
  }

  /**
   * The text again.
   *
   * @throws IllegalStateException when these are no such bytes
   */
  public static String unpack(byte[] packed) {
    if (packed.length == 0 || (packed[0] != PLAIN && packed[0] != DEFLATED)) {
      throw new IllegalStateException("these bytes are no packed text");
    }
    if (packed[0] == PLAIN) {
      return new String(packed, 1, packed.length - 1, StandardCharsets.UTF_8);
    }
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(packed, 1, packed.length - 1);
      ByteArrayOutputStream out = new ByteArrayOutputStream(4 * packed.length);
      byte[] piece = new byte[1 << 13];
      while (!inflater.finished()) {
        int more = inflater.inflate(piece);
        if (more == 0 && !inflater.finished()) {
          throw new IllegalStateException("these bytes are no packed text: they end early");
        }
        out.write(piece, 0, more);
      }
      return out.toString(StandardCharsets.UTF_8);
    } catch (DataFormatException e) {
      throw new IllegalStateException("these bytes are no packed text", e);
    } finally {
      inflater.end();
    }
  }

  @Override
  public void close() {
    deflater.end();
  }
}
