package io.trueup.folder;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/**
 * Splits CSV text (RFC 4180) into rows, in memory that does not depend on the size of the file or
 * of any cell. Lines end with CR LF, LF or CR. A quote inside a cell that does not begin with one
 * is text.
 *
 * <p>A quote that never closes would swallow the rest of the file. It is recognised by what
 * follows: the end of the file, a closing quote on a later line that no separator follows, or a row
 * with the wrong number of cells although the next line by itself has the right number. Then the
 * row ends at its first line end, and reading goes on with the line after.
 */
final class CsvScanner implements RowSource {
  private static final int LARGE = 1 << 20;
  private static final byte[] QUOTE = {'"'};

  private final SeekableByteChannel channel;
  private final byte[] block = new byte[1 << 16];
  private final ByteBuffer buffer = ByteBuffer.wrap(block);
  private final RawRow probe = new RawRow();
  private final boolean large;
  private long blockStart;
  private int at;
  private int limit;
  private int line = 1;
  private int expected;

  /**
   * Where the line after the first line break inside the row's quotes begins; -1 when the row is on
   * one line.
   */
  private long second = -1;

  private int secondLine;
  private int secondCell;

  /** The line on which the row's last cell ended. */
  private int lastLine;

  CsvScanner(SeekableByteChannel channel) throws IOException {
    this.channel = channel;
    this.blockStart = channel.position();
    this.large = channel.size() - blockStart > LARGE;
  }

  @Override
  public void expect(int cells) {
    expected = cells;
  }

  @Override
  public boolean large() {
    return large;
  }

  @Override
  public boolean next(RawRow row) throws IOException {
    if (!scan(row)) {
      return false;
    }
    if (second >= 0 && expected > 1) {
      examine(row);
    }
    return true;
  }

  /** Looks at the second line of a row over several lines: is it a row by itself? */
  private void examine(RawRow row) throws IOException {
    boolean doubtful =
        row.fault() == RawRow.Fault.TOO_LONG
            || (row.fault() == RawRow.Fault.NONE && row.cells() != expected);
    int last = lastLine;
    if (!doubtful && (row.fault() != RawRow.Fault.NONE || last - secondLine < 1)) {
      return;
    }
    long end = position();
    int endLine = line;
    long resume = second;
    int resumeLine = secondLine;
    int cell = secondCell;
    seek(resume, resumeLine);
    boolean sound = scan(probe) && probe.fault() == RawRow.Fault.NONE && probe.cells() == expected;
    if (sound && doubtful) {
      row.unclosed(cell);
      seek(resume, resumeLine);
    } else {
      if (sound && probe.line() < last) {
        row.swallows(last);
      }
      seek(end, endLine);
    }
  }

  private boolean scan(RawRow row) throws IOException {
    second = -1;
    if (peek() < 0) {
      return false;
    }
    row.start(line);
    while (true) {
      int stop;
      if (peek() == '"') {
        at++;
        if (!quoted(row)) {
          return true;
        }
        stop = read();
      } else {
        stop = plain(row);
      }
      row.endCell();
      if (stop != ',') {
        endLine(stop);
        return true;
      }
    }
  }

  /** Reads a cell without quotes and the separator after it, which is returned; -1 at the end. */
  private int plain(RawRow row) throws IOException {
    while (true) {
      int from = at;
      int i = at;
      int bits = 0;
      while (i < limit) {
        byte b = block[i];
        if (b == ',' || b == '\n' || b == '\r') {
          break;
        }
        bits |= b;
        i++;
      }
      keep(row, from, i, bits);
      at = i;
      if (i < limit) {
        return block[at++];
      }
      if (!fill()) {
        return -1;
      }
    }
  }

  /**
   * Reads a cell up to its closing quote. False when the quoting is broken: then the row is over
   * and the next one is where reading goes on.
   */
  private boolean quoted(RawRow row) throws IOException {
    long resume = -1;
    int resumeLine = line;
    while (true) {
      int from = at;
      int i = at;
      int bits = 0;
      while (i < limit) {
        byte b = block[i];
        if (b == '"' || b == '\n' || b == '\r') {
          break;
        }
        bits |= b;
        i++;
      }
      keep(row, from, i, bits);
      at = i;
      if (i == limit) {
        if (fill()) {
          continue;
        }
        return unclosed(row, resume, resumeLine);
      }
      byte stop = block[i];
      if (stop == '"') {
        at++;
        int next = peek();
        if (next == '"') {
          at++;
          row.append(QUOTE, 0, 1);
        } else if (next == ',' || next == '\n' || next == '\r' || next < 0) {
          return true;
        } else if (resume >= 0) {
          return unclosed(row, resume, resumeLine);
        } else {
          return skipLine(row);
        }
      } else {
        row.append(block, i, 1);
        at++;
        if (stop == '\r' && peek() == '\n') {
          row.append(block, at, 1);
          at++;
        }
        line++;
        if (resume < 0) {
          resume = position();
          resumeLine = line;
        }
        if (second < 0) {
          second = resume;
          secondLine = resumeLine;
          secondCell = row.cells();
        }
      }
    }
  }

  private boolean unclosed(RawRow row, long resume, int resumeLine) throws IOException {
    row.unclosed(row.cells());
    if (resume >= 0) {
      seek(resume, resumeLine);
    }
    row.endCell();
    return false;
  }

  private boolean skipLine(RawRow row) throws IOException {
    row.fail(RawRow.Fault.TEXT_AFTER_QUOTE);
    int b = read();
    while (b >= 0 && b != '\n' && b != '\r') {
      b = read();
    }
    endLine(b);
    row.endCell();
    return false;
  }

  private void keep(RawRow row, int from, int to, int bits) {
    row.append(block, from, to - from);
    if (bits < 0) {
      row.beyondAscii();
    }
  }

  private void endLine(int stop) throws IOException {
    lastLine = line;
    if (stop == '\r' && peek() == '\n') {
      at++;
    }
    if (stop >= 0) {
      line++;
    }
  }

  private int peek() throws IOException {
    return at < limit || fill() ? block[at] & 0xff : -1;
  }

  private int read() throws IOException {
    return at < limit || fill() ? block[at++] & 0xff : -1;
  }

  private boolean fill() throws IOException {
    blockStart += limit;
    at = 0;
    limit = 0;
    buffer.clear();
    int count = channel.read(buffer);
    while (count == 0) {
      count = channel.read(buffer);
    }
    limit = Math.max(0, count);
    return count > 0;
  }

  private long position() {
    return blockStart + at;
  }

  private void seek(long position, int atLine) throws IOException {
    line = atLine;
    if (position >= blockStart && position <= blockStart + limit) {
      at = (int) (position - blockStart);
    } else {
      channel.position(position);
      blockStart = position;
      at = 0;
      limit = 0;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
