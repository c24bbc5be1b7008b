package io.trueup.packed;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One text of each record: the values that occur, in the order of their first records, and which of
 * them each record has.
 */
public final class TextColumn {
  private static final int ALL_THE_SAME = 0;
  private static final int ALL_DIFFERENT = 1;
  private static final int SHORT = 2;
  private static final int LONG = 3;

  private final String[] values;
  private final char[] codes;

  private TextColumn(String[] values, char[] codes) {
    this.values = values;
    this.codes = codes;
  }

  /** How many values there are. */
  public int values() {
    return values.length;
  }

  /**
   * A value.
   *
   * @param code from 0, below {@link #values}
   */
  public String value(int code) {
    return values[code];
  }

  /** Which value a record has. */
  public int code(int record) {
    return codes[record];
  }

  /** A record's text. */
  public String get(int record) {
    return values[codes[record]];
  }

  /** Collects the texts of records as they come. */
  static final class Builder {
    private final Map<String, Character> known = new HashMap<>();
    private final List<String> values = new ArrayList<>();
    private final char[] codes = new char[UsagePage.RECORDS];
    private int size;
    private String last = "";
    private char lastCode;

    void add(String text) {
      if (size == 0 || !text.equals(last)) {
        Character code = known.get(text);
        if (code == null) {
          code = (char) values.size();
          known.put(text, code);
          values.add(text);
        }
        last = text;
        lastCode = code;
      }
      codes[size++] = lastCode;
    }

    int size() {
      return size;
    }

    void write(PageOut out) {
      out.number(values.size());
      List<byte[]> texts = new ArrayList<>(values.size());
      for (String value : values) {
        byte[] text = value.getBytes(StandardCharsets.UTF_8);
        out.number(text.length);
        texts.add(text);
      }
      texts.forEach(out::bytes);
      if (values.size() == 1) {
        out.octet(ALL_THE_SAME);
      } else if (values.size() == size) {
        out.octet(ALL_DIFFERENT);
      } else {
        out.octet(values.size() <= 256 ? SHORT : LONG);
        for (int i = 0; i < size; i++) {
          out.octet(codes[i]);
        }
        for (int i = 0; i < size && values.size() > 256; i++) {
          out.octet(codes[i] >> 8);
        }
      }
    }
  }

  static TextColumn read(PageIn in, int records) {
    String[] values = new String[in.count(records, "values")];
    int[] lengths = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      lengths[i] = in.count(PageIn.MOST_BYTES, "characters");
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = in.text(lengths[i]);
    }
    char[] codes = new char[records];
    int form = in.octet();
    switch (form) {
      case ALL_THE_SAME -> require(values.length == 1);
      case ALL_DIFFERENT -> {
        require(values.length == records);
        for (int i = 0; i < records; i++) {
          codes[i] = (char) i;
        }
      }
      case SHORT, LONG -> {
        byte[] low = in.bytes(records);
        byte[] high = form == LONG ? in.bytes(records) : new byte[records];
        for (int i = 0; i < records; i++) {
          codes[i] = (char) (((high[i] & 0xff) << 8) | (low[i] & 0xff));
          require(codes[i] < values.length);
        }
      }
      default -> throw new BadPage("a column of an unknown form");
    }
    return new TextColumn(values, codes);
  }

  private static void require(boolean fits) {
    if (!fits) {
      throw new BadPage("a column whose records and values do not fit");
    }
  }
}
