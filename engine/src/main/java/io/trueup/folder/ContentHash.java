package io.trueup.folder;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A hash of everything that was read, whatever the order of rows and columns: the SHA-256 of each
 * row, made from its file and its cells that are not empty by column name, added up modulo 2^256. A
 * row that occurs twice counts twice.
 */
final class ContentHash {
  private static final int PREFIX = 32;

  private final MessageDigest sha = sha();
  private final int[] sum = new int[8];
  private byte[] text = new byte[4_096];
  private int length;

  /** Starts a table. */
  Table table(String file, List<String> columns) {
    return new Table(file, columns);
  }

  /**
   * Adds everything that another one was made of.
   *
   * @param hex as {@link #hex} gives it
   */
  void add(String hex) {
    add(HexFormat.of().parseHex(hex));
  }

  /** The hash so far: 64 hexadecimal digits. */
  String hex() {
    ByteBuffer bytes = ByteBuffer.allocate(32);
    for (int word : sum) {
      bytes.putInt(word);
    }
    return HexFormat.of().formatHex(bytes.array());
  }

  private void add() {
    sha.update(text, 0, length);
    add(sha.digest());
  }

  private void add(byte[] digest) {
    long carry = 0;
    for (int i = 7; i >= 0; i--) {
      carry += (sum[i] & 0xffff_ffffL) + (word(digest, 4 * i) & 0xffff_ffffL);
      sum[i] = (int) carry;
      carry >>>= 32;
    }
  }

  private static int word(byte[] bytes, int at) {
    return (bytes[at] << 24)
        | (bytes[at + 1] & 0xff) << 16
        | (bytes[at + 2] & 0xff) << 8
        | (bytes[at + 3] & 0xff);
  }

  private void begin(byte[] file) {
    length = 0;
    put(file, 0, file.length);
  }

  private void put(byte[] tag, byte[] bytes, int from, int to) {
    put(tag, 0, tag.length);
    int count = to - from;
    room(4);
    text[length++] = (byte) (count >>> 24);
    text[length++] = (byte) (count >>> 16);
    text[length++] = (byte) (count >>> 8);
    text[length++] = (byte) count;
    put(bytes, from, to);
  }

  private void put(byte[] bytes, int from, int to) {
    room(to - from);
    System.arraycopy(bytes, from, text, length, to - from);
    length += to - from;
  }

  private void room(int count) {
    if (text.length - length < count) {
      text = Arrays.copyOf(text, 2 * (length + count));
    }
  }

  private static byte[] tag(String name, int bytes) {
    byte[] digest = sha().digest(name.getBytes(StandardCharsets.UTF_8));
    return Arrays.copyOf(digest, bytes);
  }

  private static MessageDigest sha() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  /** The rows of one file. */
  final class Table {
    private final byte[] file;
    private final byte[][] tags;
    private final int[] order;

    private Table(String name, List<String> columns) {
      file = tag(name, PREFIX);
      tags = columns.stream().map(column -> tag(column, 8)).toArray(byte[][]::new);
      order =
          IntStream.range(0, tags.length)
              .boxed()
              .sorted(Comparator.comparing(columns::get))
              .mapToInt(Integer::intValue)
              .toArray();
    }

    /** Adds a row whose cells are where the header says. */
    void add(RawRow row) {
      begin(file);
      for (int cell : order) {
        if (!row.empty(cell)) {
          put(tags[cell], row.bytes(), row.from(cell), row.to(cell));
        }
      }
      ContentHash.this.add();
    }

    /** Adds a row that could not be split into the header's cells, as far as it was kept. */
    void addBroken(RawRow row) {
      begin(file);
      for (int cell = 0; cell < row.kept(); cell++) {
        put(new byte[0], row.bytes(), row.from(cell), end(row, cell));
      }
      ContentHash.this.add();
    }

    /**
     * A cell that a quote ran away with counts up to its line's end: what follows are rows by
     * themselves.
     */
    private static int end(RawRow row, int cell) {
      int end = row.to(cell);
      if (row.fault() == RawRow.Fault.UNCLOSED_QUOTE) {
        for (int i = row.from(cell); i < end; i++) {
          if (row.bytes()[i] == '\n' || row.bytes()[i] == '\r') {
            return i;
          }
        }
      }
      return end;
    }
  }
}
