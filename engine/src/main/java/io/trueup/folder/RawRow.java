package io.trueup.folder;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One row as it was read: the bytes of its cells, before anything is known about columns. Reused
 * from row to row, and bounded: what does not fit is counted, not kept.
 */
final class RawRow {
  static final int FIELD_CHARACTERS = 32_768;
  static final int ROW_BYTES = 1 << 20;
  static final int CELLS = 1_024;

  private static final int PLAIN = 256;

  /** What is wrong with the row itself. */
  enum Fault {
    NONE,
    UNCLOSED_QUOTE,
    TEXT_AFTER_QUOTE,
    TOO_LONG
  }

  private static final int FIELD_BYTES = 4 * FIELD_CHARACTERS;

  private static final int FEWEST_BYTES = 512;
  private static final int USUAL_BYTES = 1 << 13;

  private byte[] bytes = new byte[FEWEST_BYTES];
  private int length;
  private int[] starts = new int[32];
  private int[] ends = new int[32];
  private int cells;
  private int cellStart;
  private boolean other;
  private boolean filled;
  private int line;
  private int lastLine;
  private boolean swallowing;
  private Fault fault = Fault.NONE;
  private int faultCell;
  private @Nullable BadRow broken;

  /** Begins a row, and lets go of the room that a long one took. */
  void start(int atLine) {
    if (bytes.length > USUAL_BYTES) {
      bytes = new byte[FEWEST_BYTES];
    }
    broken = null;
    length = 0;
    cells = 0;
    cellStart = 0;
    other = false;
    filled = false;
    line = atLine;
    lastLine = atLine;
    swallowing = false;
    fault = Fault.NONE;
    faultCell = 0;
  }

  /** Adds bytes to the cell that is being read, as far as there is room. */
  void append(byte[] from, int at, int count) {
    if (count <= 0) {
      return;
    }
    filled = true;
    int room = Math.min(FIELD_BYTES - (length - cellStart), ROW_BYTES - length);
    if (count > room) {
      fail(Fault.TOO_LONG);
    }
    int kept = Math.min(count, room);
    if (length + kept > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.min(ROW_BYTES, Math.max(2 * bytes.length, length + kept)));
    }
    System.arraycopy(from, at, bytes, length, kept);
    length += kept;
  }

  /** Notes that a byte beyond ASCII was seen. */
  void beyondAscii() {
    other = true;
  }

  /** Adds a whole cell. */
  void cell(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    append(utf8, 0, utf8.length);
    if (utf8.length != text.length()) {
      beyondAscii();
    }
    endCell();
  }

  void endCell() {
    if (cells < CELLS) {
      if (cells == starts.length) {
        starts = Arrays.copyOf(starts, 2 * cells);
        ends = Arrays.copyOf(ends, 2 * cells);
      }
      starts[cells] = cellStart;
      ends[cells] = length;
    }
    cells++;
    cellStart = length;
  }

  /** Marks the row as unusable; the first fault stays. */
  void fail(Fault what) {
    if (fault == Fault.NONE) {
      fault = what;
      faultCell = cells;
    }
  }

  /** Marks the row as the victim of a quote that never closes, whatever else was found. */
  void unclosed(int cell) {
    fault = Fault.UNCLOSED_QUOTE;
    faultCell = cell;
  }

  /** Notes that the row's quotes hold what looks like whole rows, up to this line. */
  void swallows(int upTo) {
    swallowing = true;
    lastLine = upTo;
  }

  /** Whether the row's quotes hold what looks like whole rows. */
  boolean swallowing() {
    return swallowing;
  }

  /** The last line of a row whose quotes hold whole rows. */
  int lastLine() {
    return lastLine;
  }

  /** Drops white space, no-break spaces included, around every cell. */
  void trim() {
    for (int i = 0; i < kept(); i++) {
      int from = starts[i];
      int to = ends[i];
      if (from == to || (bytes[from] > ' ' && bytes[to - 1] > ' ')) {
        continue;
      }
      int blank = blank(from, to);
      while (blank > 0) {
        from += blank;
        blank = blank(from, to);
      }
      while (to > from && blank(to - 1, to) == 1) {
        to--;
      }
      while (to - from >= 2 && blank(to - 2, to) == 2) {
        to -= 2;
        while (to > from && blank(to - 1, to) == 1) {
          to--;
        }
      }
      starts[i] = from;
      ends[i] = to;
    }
  }

  /** Bytes of white space at this place: 1, 2 for a no-break space, 0 for none. */
  private int blank(int at, int to) {
    if (at >= to) {
      return 0;
    }
    byte b = bytes[at];
    if (b == ' ' || b == '\t' || b == '\n' || b == '\r') {
      return 1;
    }
    return b == (byte) 0xC2 && at + 1 < to && bytes[at + 1] == (byte) 0xA0 ? 2 : 0;
  }

  /** Whether every byte of the row is part of well-formed UTF-8. */
  boolean wellFormed() {
    return !other || wellFormed(0, length);
  }

  /** Whether the cell is well-formed UTF-8. */
  boolean wellFormed(int cell) {
    return wellFormed(starts[cell], ends[cell]);
  }

  private boolean wellFormed(int from, int to) {
    try {
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes, from, to - from));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /** The cell as text; bytes that are no UTF-8 become U+FFFD. */
  String text(int cell) {
    return new String(
        bytes,
        starts[cell],
        ends[cell] - starts[cell],
        other ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
  }

  byte[] bytes() {
    return bytes;
  }

  int from(int cell) {
    return starts[cell];
  }

  int to(int cell) {
    return ends[cell];
  }

  boolean empty(int cell) {
    return starts[cell] == ends[cell];
  }

  /** Cells that the row has, also those beyond what is kept. */
  int cells() {
    return cells;
  }

  /** Cells that can be asked for. */
  int kept() {
    return Math.min(cells, CELLS);
  }

  /**
   * Whether a trimmed cell is printable ASCII and no longer than an id may be: a text that needs no
   * further look.
   */
  boolean plain(int cell) {
    int from = starts[cell];
    int to = ends[cell];
    if (to - from > PLAIN) {
      return false;
    }
    for (int i = from; i < to; i++) {
      if (bytes[i] < ' ' || bytes[i] == 0x7f) {
        return false;
      }
    }
    return true;
  }

  /** Says that the row cannot be used, and why. */
  void judge(BadRow why) {
    broken = why;
  }

  /** Why the row cannot be used; null when it can be split into the header's cells. */
  @Nullable BadRow broken() {
    return broken;
  }

  /** Whether no cell has anything in it: an empty line, or only separators. */
  boolean nothing() {
    return !filled && fault == Fault.NONE;
  }

  /** Whether every cell is empty, white space being dropped. */
  boolean allEmpty() {
    for (int i = 0; i < kept(); i++) {
      if (!empty(i)) {
        return false;
      }
    }
    return true;
  }

  boolean ascii() {
    return !other;
  }

  int line() {
    return line;
  }

  Fault fault() {
    return fault;
  }

  int faultCell() {
    return faultCell;
  }
}
