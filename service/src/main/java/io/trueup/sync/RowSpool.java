package io.trueup.sync;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import io.trueup.platform.db.PrivateFiles;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * Rows of a sync under way, in a file: none is in memory, and no transaction is open, while a
 * vendor takes its time. Rows come in batches; a batch that turned out to be void is skipped when
 * they are read back.
 */
final class RowSpool implements AutoCloseable {
  private static final int BUFFER = 1 << 16;
  private static final int END = -1;

  private final Path file;
  private final DataOutputStream out;
  private final BitSet discarded = new BitSet();
  private boolean whole;

  /**
   * @param folder made if missing
   */
  RowSpool(Path folder) throws IOException {
    PrivateFiles.createFolder(folder);
    this.file = Files.createTempFile(folder, "sync", ".rows");
    this.out =
        new DataOutputStream(
            new BufferedOutputStream(new ZstdOutputStream(Files.newOutputStream(file), 1), BUFFER));
  }

  /** Adds rows of a batch. */
  synchronized void add(int batch, List<SpooledRow> rows) {
    try {
      for (SpooledRow row : rows) {
        out.writeInt(batch);
        text(row.stream());
        text(row.file());
        text(row.key());
        out.writeBoolean(row.keyed());
        out.writeInt(row.filled());
        out.write(row.hash());
        text(row.cells());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes all rows of a batch void, those that are still to come too. */
  synchronized void discard(int batch) {
    discarded.set(batch);
  }

  /** All rows that are not void, in the order in which they came; no more can be added. */
  synchronized Rows read() throws IOException {
    if (!whole) {
      out.writeInt(END);
      out.close();
      whole = true;
    }
    return new Rows(
        new DataInputStream(
            new BufferedInputStream(new ZstdInputStream(Files.newInputStream(file)), BUFFER)));
  }

  @Override
  public synchronized void close() throws IOException {
    try {
      out.close();
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private void text(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  /** The rows, read once. */
  final class Rows implements Iterator<SpooledRow>, AutoCloseable {
    private final DataInputStream in;
    private int batch = Integer.MIN_VALUE;

    private Rows(DataInputStream in) {
      this.in = in;
    }

    @Override
    public boolean hasNext() {
      try {
        while (batch == Integer.MIN_VALUE) {
          batch = in.readInt();
          if (batch != END && discarded.get(batch)) {
            row();
            batch = Integer.MIN_VALUE;
          }
        }
        return batch != END;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public SpooledRow next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      try {
        batch = Integer.MIN_VALUE;
        return row();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private SpooledRow row() throws IOException {
      return new SpooledRow(
          text(), text(), text(), in.readBoolean(), in.readInt(), bytes(32), text());
    }

    private String text() throws IOException {
      return new String(bytes(in.readInt()), StandardCharsets.UTF_8);
    }

    private byte[] bytes(int length) throws IOException {
      byte[] bytes = new byte[length];
      in.readFully(bytes);
      return bytes;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
