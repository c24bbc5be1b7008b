package io.trueup.table;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where each word of a text that was made of a table comes from. Immutable. */
public final class Origins {
  /**
   * A run of the text.
   *
   * @param start offset of its first character
   * @param cell where it comes from
   * @param offset of its first character in the cell's text; -1 when it is only about the cell
   */
  private record Run(int start, Cell cell, int offset) {}

  private final int[] lines;
  private final List<Run> runs;

  private Origins(int[] lines, List<Run> runs) {
    this.lines = lines;
    this.runs = runs;
  }

  /** The place in the table that a place in the text was made of. */
  public Place place(int line, int column) {
    int offset = offset(line, column);
    Run run = run(offset);
    return run.offset() < 0
        ? run.cell().place()
        : run.cell()
            .place(Math.min(run.cell().text().length(), run.offset() + offset - run.start()));
  }

  private int offset(int line, int column) {
    return lines[Math.max(0, Math.min(lines.length, line) - 1)] + Math.max(0, column - 1);
  }

  private Run run(int offset) {
    int low = 0;
    int high = runs.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (runs.get(middle).start() <= offset) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return runs.get(low);
  }

  /** Writes a text and remembers where its words come from. */
  static final class Writer {
    private final int most;
    private final StringBuilder text = new StringBuilder();
    private final List<Run> runs = new ArrayList<>();
    private @Nullable Cell about;
    private boolean full;

    /**
     * @param most characters that it takes; what would be more is left out
     */
    Writer(int most) {
      this.most = most;
    }

    /** Whether anything was left out. */
    boolean isFull() {
      return full;
    }

    /** What is written from now on without a cell is about this one. */
    void about(Cell cell) {
      about = cell;
    }

    Writer plain(String words) {
      if (about != null) {
        write(words, new Run(text.length(), about, -1));
      } else {
        append(words);
      }
      return this;
    }

    /** All that another wrote. */
    void all(Writer other) {
      int start = text.length();
      if (append(other.text)) {
        other.runs.forEach(run -> runs.add(new Run(start + run.start(), run.cell(), run.offset())));
      }
    }

    Writer of(Cell cell, String words) {
      return write(words, new Run(text.length(), cell, -1));
    }

    /** A part of the cell's own text. */
    Writer part(Cell cell, int from, int to) {
      return write(cell.text().substring(from, to), new Run(text.length(), cell, from));
    }

    private Writer write(String words, Run run) {
      if (!words.isEmpty() && append(words)) {
        runs.add(run);
      }
      return this;
    }

    private boolean append(CharSequence words) {
      full |= words.length() > most - text.length();
      if (!full) {
        text.append(words);
      }
      return !full;
    }

    int length() {
      return text.length();
    }

    /** The text; the writer is not used again. */
    String text() {
      return text.toString();
    }

    Origins origins(Cell first) {
      List<Run> all = new ArrayList<>();
      all.add(new Run(0, first, -1));
      all.addAll(runs);
      List<Integer> starts = new ArrayList<>(List.of(0));
      for (int i = 0; i < text.length(); i++) {
        if (text.charAt(i) == '\n') {
          starts.add(i + 1);
        }
      }
      return new Origins(starts.stream().mapToInt(Integer::intValue).toArray(), List.copyOf(all));
    }
  }
}
