package io.trueup.packed;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A moment or a day of each record, or none. */
public final class TimeColumn {
  private final boolean[] given;
  private final long[] counts;
  private final int[] nanos;

  private TimeColumn(int records) {
    given = new boolean[records];
    counts = new long[records];
    nanos = new int[records];
  }

  /** Whether the record has one. */
  public boolean given(int record) {
    return given[record];
  }

  /** Seconds since 1970 of a moment, days since 1970 of a day; 0 where there is none. */
  public long count(int record) {
    return counts[record];
  }

  /** The moment of a record. */
  public @Nullable Instant instant(int record) {
    return given[record] ? Instant.ofEpochSecond(counts[record], nanos[record]) : null;
  }

  /** The day of a record. */
  public @Nullable LocalDate date(int record) {
    return given[record] ? LocalDate.ofEpochDay(counts[record]) : null;
  }

  /** Collects times as they come. */
  static final class Builder {
    private final TimeColumn column = new TimeColumn(UsagePage.RECORDS);
    private int size;
    private boolean any;
    private boolean exact;

    void add(@Nullable Instant instant) {
      add(
          instant != null,
          instant == null ? 0 : instant.getEpochSecond(),
          instant == null ? 0 : instant.getNano());
    }

    void add(@Nullable LocalDate date) {
      add(date != null, date == null ? 0 : date.toEpochDay(), 0);
    }

    private void add(boolean given, long count, int nanos) {
      column.given[size] = given;
      column.counts[size] = count;
      column.nanos[size++] = nanos;
      any |= given;
      exact |= nanos != 0;
    }

    void write(PageOut out) {
      out.octet(any ? exact ? 2 : 1 : 0);
      if (!any) {
        return;
      }
      for (int i = 0; i < size; i += 8) {
        int bits = 0;
        for (int j = i; j < Math.min(size, i + 8); j++) {
          bits |= column.given[j] ? 1 << (j - i) : 0;
        }
        out.octet(bits);
      }
      long last = 0;
      for (int i = 0; i < size; i++) {
        if (column.given[i]) {
          out.signed(column.counts[i] - last);
          last = column.counts[i];
        }
      }
      for (int i = 0; i < size && exact; i++) {
        if (column.given[i]) {
          out.number(column.nanos[i]);
        }
      }
    }
  }

  /**
   * Reads a column.
   *
   * @param least the least count that there is a time for
   * @param most the largest
   */
  static TimeColumn read(PageIn in, int records, long least, long most) {
    TimeColumn column = new TimeColumn(records);
    int form = in.octet();
    if (form == 0) {
      return column;
    }
    byte[] bits = in.bytes((records + 7) / 8);
    long last = 0;
    for (int i = 0; i < records; i++) {
      column.given[i] = (bits[i / 8] & (1 << (i % 8))) != 0;
      if (column.given[i]) {
        last += in.signed();
        if (last < least || last > most) {
          throw new BadPage("a time beyond all times");
        }
        column.counts[i] = last;
      }
    }
    for (int i = 0; i < records && form == 2; i++) {
      if (column.given[i]) {
        column.nanos[i] = in.count(999_999_999, "nanoseconds");
      }
    }
    return column;
  }
}
