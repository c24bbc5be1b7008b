package io.trueup.folder;

import io.trueup.facts.InputProblem;
import io.trueup.packed.UsagePage;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A file that stands in for {@code usage.csv} where the same table was read before: what reading it
 * came to, and its records in pages. It is read only where {@link ReadOptions#packed} says so, and
 * never taken from a user.
 */
public final class PackedUsage {
  /** Its name within the folder. */
  public static final String FILE = "usage.packed";

  /** Of this file, the pages in it, and of the reader that decides which rows are records. */
  public static final int REVISION = 100 * UsagePage.REVISION + 1;

  private static final int MOST_BYTES = 256 << 20;

  private PackedUsage() {}

  /** Writes the file, page by page. */
  public static final class Writer implements AutoCloseable {
    private final DataOutputStream out;

    /** Begins the file in a folder. */
    public Writer(Path folder, UsageReading reading) throws IOException {
      out =
          new DataOutputStream(
              new BufferedOutputStream(Files.newOutputStream(folder.resolve(FILE)), 1 << 16));
      out.writeInt(REVISION);
      write(out, reading);
    }

    /** Adds a page; all pages in the records' order. */
    public void page(byte[] page) throws IOException {
      out.writeInt(page.length);
      out.write(page);
    }

    @Override
    public void close() throws IOException {
      out.writeInt(-1);
      out.close();
    }
  }

  /** Writes what reading a table came to. */
  public static void write(DataOutputStream out, UsageReading reading) throws IOException {
    out.writeUTF(reading.hash());
    out.writeInt(reading.columns().size());
    for (String column : reading.columns()) {
      text(out, column);
    }
    out.writeInt(reading.problems().size());
    for (InputProblem problem : reading.problems()) {
      text(out, problem.file());
      out.writeInt(problem.line());
      text(out, problem.column());
      text(out, problem.kind());
      text(out, problem.value());
      text(out, problem.message());
    }
    out.writeInt(reading.further());
  }

  /** Reads what {@link #write} wrote. */
  public static UsageReading reading(DataInputStream in) throws IOException {
    String hash = in.readUTF();
    List<String> columns = new ArrayList<>();
    for (int i = in.readInt(); i > 0; i--) {
      columns.add(text(in));
    }
    List<InputProblem> problems = new ArrayList<>();
    for (int i = in.readInt(); i > 0; i--) {
      problems.add(
          new InputProblem(text(in), in.readInt(), text(in), text(in), text(in), text(in)));
    }
    return new UsageReading(hash, columns, problems, in.readInt());
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String text(DataInputStream in) throws IOException {
    return new String(bytes(in, in.readInt()), java.nio.charset.StandardCharsets.UTF_8);
  }

  private static byte[] bytes(InputStream in, int length) throws IOException {
    if (length < 0 || length > MOST_BYTES) {
      throw new IOException("a length that no part of this file has");
    }
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException();
    }
    return bytes;
  }

  /**
   * Reads the file.
   *
   * @param pages takes each page, in the records' order
   * @throws IOException when it cannot be read or is of another revision
   */
  static UsageReading read(Path file, Consumer<UsagePage> pages) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
      int revision = in.readInt();
      if (revision != REVISION) {
        throw new IOException("revision " + revision + " and not " + REVISION);
      }
      UsageReading reading = reading(in);
      for (int length = in.readInt(); length >= 0; length = in.readInt()) {
        pages.accept(UsagePage.read(bytes(in, length)));
      }
      return reading;
    }
  }
}
