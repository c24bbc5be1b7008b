package io.trueup.report;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** Text as UTF-8, encoded in large pieces. For one thread. */
final class Utf8Writer extends Writer {
  private static final int PIECE = 1 << 14;

  private final OutputStream out;
  private final StringBuilder text = new StringBuilder(2 * PIECE);

  Utf8Writer(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(int c) throws IOException {
    text.append((char) c);
    spill();
  }

  @Override
  public void write(char[] chars, int from, int count) throws IOException {
    text.append(chars, from, count);
    spill();
  }

  @Override
  public void write(String string) throws IOException {
    text.append(string);
    spill();
  }

  @Override
  public void write(String string, int from, int count) throws IOException {
    text.append(string, from, from + count);
    spill();
  }

  @Override
  public Writer append(CharSequence chars) throws IOException {
    text.append(chars);
    spill();
    return this;
  }

  @Override
  public Writer append(CharSequence chars, int from, int to) throws IOException {
    text.append(chars, from, to);
    spill();
    return this;
  }

  private void spill() throws IOException {
    // A pair of surrogates may come in two halves.
    if (text.length() >= PIECE && !Character.isHighSurrogate(text.charAt(text.length() - 1))) {
      encode();
    }
  }

  private void encode() throws IOException {
    out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    text.setLength(0);
  }

  @Override
  public void flush() throws IOException {
    encode();
    out.flush();
  }

  @Override
  public void close() throws IOException {
    try (out) {
      encode();
    }
  }
}
