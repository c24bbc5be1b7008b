package io.trueup.folder;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the cells of one column came to, by their bytes: most columns say the same few things over
 * and over. Bounded: a cell takes the place of an earlier one, and long cells are not kept.
 */
final class RecentCells {
  private static final int FEWEST = 1 << 6;
  private static final int MOST = 1 << 14;
  private static final int LONGEST = 64;

  private @Nullable Cell[] cells = new @Nullable Cell[FEWEST];
  private int kept;
  private int hash;

  private record Cell(byte[] bytes, Object value) {
    boolean is(byte[] other, int from, int to) {
      return Arrays.equals(bytes, 0, bytes.length, other, from, to);
    }
  }

  /** The value of the cell with these bytes; null when it is not known. */
  @Nullable Object find(byte[] bytes, int from, int to) {
    if (to - from > LONGEST) {
      return null;
    }
    int code = 0;
    for (int i = from; i < to; i++) {
      code = 31 * code + bytes[i];
    }
    hash = code;
    Cell cell = cells[slot()];
    return cell != null && cell.is(bytes, from, to) ? cell.value() : null;
  }

  /** Keeps the value of the cell that was looked for last. */
  void keep(byte[] bytes, int from, int to, Object value) {
    if (to - from > LONGEST) {
      return;
    }
    if (++kept > cells.length && cells.length < MOST) {
      cells = new @Nullable Cell[4 * cells.length];
      kept = 0;
    }
    cells[slot()] = new Cell(Arrays.copyOfRange(bytes, from, to), value);
  }

  private int slot() {
    return ((hash * 0x9E3779B9) >>> 16) & (cells.length - 1);
  }
}
