package io.trueup.result;

import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.time.temporal.Temporal;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * JSON that a diff can be read of: the outer levels a line each, what is deeper in one line;
 * numbers plain, line ends {@code \n}.
 */
public final class JsonText implements AutoCloseable {
  private static final int BUFFERED = 8_192;
  private static final String HEX = "0123456789ABCDEF";

  private final Writer out;
  private final int levels;
  private final StringBuilder text = new StringBuilder(256);
  private int depth;
  private boolean first = true;

  /**
   * @param out stays open
   * @param levels how many levels of nesting get a line for each of their elements; with 0 there is
   *     no white space at all
   */
  public JsonText(Writer out, int levels) {
    this.out = out;
    this.levels = levels;
  }

  /**
   * Continues within a text that somebody else has begun.
   *
   * @param depth how many objects and arrays are open
   * @param begins whether the innermost has nothing in it yet
   */
  public static JsonText within(Writer out, int levels, int depth, boolean begins) {
    JsonText json = new JsonText(out, levels);
    json.depth = depth;
    json.first = begins;
    return json;
  }

  /** Begins an object: the whole text, or an element of an array. */
  public JsonText open() {
    if (depth > 0) {
      element();
    }
    begin('{');
    return this;
  }

  /** Begins an object that is a field. */
  public JsonText object(String name) {
    name(name);
    begin('{');
    return this;
  }

  /** Ends an object. */
  public JsonText end() throws IOException {
    finish('}');
    return this;
  }

  /** Begins an array that is a field. */
  public JsonText array(String name) {
    name(name);
    begin('[');
    return this;
  }

  /** Ends an array. */
  public JsonText endArray() throws IOException {
    finish(']');
    return this;
  }

  /**
   * A field.
   *
   * @param value null, a String, BigDecimal, Long, Integer, Boolean or Temporal, or a collection of
   *     them
   */
  public JsonText field(String name, @Nullable Object value) throws IOException {
    name(name);
    value(value);
    spill();
    return this;
  }

  /** All columns of a row as fields. */
  public <T> JsonText fields(List<Column<T>> columns, T row) throws IOException {
    for (Column<T> column : columns) {
      field(column.name(), column.value().apply(row));
    }
    return this;
  }

  private void begin(char bracket) {
    text.append(bracket);
    depth++;
    first = true;
  }

  private void finish(char bracket) throws IOException {
    depth--;
    if (!first && depth + 1 < levels) {
      line();
    }
    text.append(bracket);
    first = false;
    spill();
  }

  /** What stands between two elements, and before the first. */
  private void element() {
    if (!first) {
      text.append(levels > 0 && depth >= levels ? ", " : ",");
    }
    if (depth < levels) {
      line();
    }
    first = false;
  }

  private void line() {
    text.append('\n');
    for (int i = 0; i < depth; i++) {
      text.append("  ");
    }
  }

  private void name(String name) {
    element();
    string(name);
    text.append(levels > 0 ? ": " : ":");
  }

  private void value(@Nullable Object value) throws IOException {
    if (value instanceof BigDecimal number) {
      text.append(number.toPlainString());
    } else if (value == null
        || value instanceof Long
        || value instanceof Integer
        || value instanceof Boolean) {
      text.append(value);
    } else if (value instanceof Collection<?> list) {
      begin('[');
      for (Object each : list) {
        element();
        value(each);
      }
      finish(']');
    } else if (value instanceof String || value instanceof Temporal) {
      string(value.toString());
    } else {
      throw new IllegalArgumentException("no JSON for " + value.getClass());
    }
  }

  private void string(String value) {
    text.append('"');
    int written = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < ' ' || c == '"' || c == '\\') {
        text.append(value, written, i);
        written = i + 1;
        escaped(c);
      }
    }
    if (written == 0) {
      text.append(value);
    } else {
      text.append(value, written, value.length());
    }
    text.append('"');
  }

  private void escaped(char c) {
    text.append('\\');
    switch (c) {
      case '"', '\\' -> text.append(c);
      case '\b' -> text.append('b');
      case '\t' -> text.append('t');
      case '\n' -> text.append('n');
      case '\f' -> text.append('f');
      case '\r' -> text.append('r');
      default -> text.append("u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
    }
  }

  private void spill() throws IOException {
    if (text.length() >= BUFFERED) {
      out.append(text);
      text.setLength(0);
    }
  }

  /** Hands on what is left. */
  @Override
  public void close() throws IOException {
    out.append(text);
    text.setLength(0);
  }
}
