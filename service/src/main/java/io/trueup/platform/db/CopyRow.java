package io.trueup.platform.db;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyIn;

/** Fields of one row after another, in COPY's text format. */
public final class CopyRow {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 17);
  private final StringBuilder line = new StringBuilder(512);
  private boolean first = true;

  CopyRow() {}

  /** A text; null is SQL's NULL. A NUL character, which PostgreSQL cannot store, becomes U+FFFD. */
  public CopyRow text(@Nullable String value) {
    separate();
    if (value == null) {
      line.append("\\N");
    } else {
      escape(value, line);
    }
    return this;
  }

  /** A decimal with all its digits; null is SQL's NULL. */
  public CopyRow number(@Nullable BigDecimal value) {
    return text(value == null ? null : value.toPlainString());
  }

  /** A whole number. */
  public CopyRow number(long value) {
    return text(Long.toString(value));
  }

  /** A truth value. */
  public CopyRow truth(boolean value) {
    return text(value ? "t" : "f");
  }

  /** Bytes. */
  public CopyRow bytes(byte[] value) {
    return text("\\x" + HexFormat.of().formatHex(value));
  }

  /** An array of whole numbers. */
  public CopyRow numbers(List<Integer> values) {
    return array(values.stream().map(String::valueOf));
  }

  /** An array of decimals, each with all its digits. */
  public CopyRow decimals(List<BigDecimal> values) {
    return array(values.stream().map(BigDecimal::toPlainString));
  }

  /** An array of texts. */
  public CopyRow texts(List<String> values) {
    return array(
        values.stream()
            .map(value -> '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"'));
  }

  private CopyRow array(Stream<String> values) {
    return text(values.collect(Collectors.joining(",", "{", "}")));
  }

  void end() {
    line.append('\n');
    bytes.writeBytes(line.toString().getBytes(StandardCharsets.UTF_8));
    line.setLength(0);
    first = true;
  }

  int size() {
    return bytes.size();
  }

  void flush(CopyIn copy) throws SQLException, IOException {
    byte[] all = bytes.toByteArray();
    copy.writeToCopy(all, 0, all.length);
    bytes.reset();
  }

  private void separate() {
    if (!first) {
      line.append('\t');
    }
    first = false;
  }

  private static void escape(String value, StringBuilder out) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '\\' -> out.append("\\\\");
        case '\t' -> out.append("\\t");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\0' -> out.append('\uFFFD');
        default -> out.append(c);
      }
    }
  }
}
