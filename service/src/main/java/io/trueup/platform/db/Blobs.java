package io.trueup.platform.db;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterable;
import org.jdbi.v3.core.result.ResultIterator;

/** Files kept in the database, so that every node has them: compressed, in pieces of half a MiB. */
public final class Blobs {
  private static final int PIECE = 1 << 19;

  private Blobs() {}

  /**
   * A stored file.
   *
   * @param id what it is stored under
   * @param size its length in bytes, unpacked
   * @param sha256 digest of its content, in hex
   */
  public record Blob(UUID id, long size, String sha256) {}

  /** Stores what a stream holds; never more than a piece of it in memory. */
  public static Blob store(Handle handle, InputStream in) throws IOException {
    UUID id = UUID.randomUUID();
    MessageDigest sha = sha256();
    Pieces pieces = new Pieces(handle, id);
    long size;
    try (OutputStream gzip = new GZIPOutputStream(pieces)) {
      size = new DigestInputStream(in, sha).transferTo(gzip);
    }
    return new Blob(id, size, HexFormat.of().formatHex(sha.digest()));
  }

  /**
   * Writes a stored file out.
   *
   * @throws IOException if the target cannot be written, or nothing is stored under that id
   */
  public static void copy(Handle handle, UUID id, OutputStream out) throws IOException {
    ResultIterable<byte[]> pieces =
        handle
            .createQuery("SELECT content FROM blob_piece WHERE blob_id = :id ORDER BY ordinal")
            .bind("id", id)
            .setFetchSize(4)
            .mapTo(byte[].class);
    try (ResultIterator<byte[]> rows = pieces.iterator();
        InputStream in = new GZIPInputStream(new SequenceInputStream(streams(rows)), 1 << 16)) {
      in.transferTo(out);
    }
  }

  private static Enumeration<InputStream> streams(Iterator<byte[]> pieces) {
    return new Enumeration<>() {
      @Override
      public boolean hasMoreElements() {
        return pieces.hasNext();
      }

      @Override
      public InputStream nextElement() {
        return new java.io.ByteArrayInputStream(pieces.next());
      }
    };
  }

  /** Digest of a file's content, SHA-256 in hex. */
  public static String digest(Path file) throws IOException {
    MessageDigest sha = sha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), sha)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(sha.digest());
  }

  /** A fresh SHA-256. */
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Cuts what is written to it into rows. */
  private static final class Pieces extends OutputStream {
    private final Handle handle;
    private final UUID id;
    private final ByteArrayOutputStream piece = new ByteArrayOutputStream(PIECE);
    private int ordinal;

    Pieces(Handle handle, UUID id) {
      this.handle = handle;
      this.id = id;
    }

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      int from = offset;
      int left = length;
      while (left > 0) {
        int now = Math.min(left, PIECE - piece.size());
        piece.write(bytes, from, now);
        from += now;
        left -= now;
        if (piece.size() == PIECE) {
          store();
        }
      }
    }

    @Override
    public void close() {
      if (piece.size() > 0) {
        store();
      }
    }

    private void store() {
      handle
          .createUpdate(
              """
              INSERT INTO blob_piece (tenant_id, blob_id, ordinal, content)
              VALUES (current_setting('app.tenant')::uuid, :id, :ordinal, :content)
              """)
          .bind("id", id)
          .bind("ordinal", ordinal++)
          .bind("content", piece.toByteArray())
          .execute();
      piece.reset();
    }
  }
}
