package io.trueup.month;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A table of an export folder as it is written: RFC 4180 with {@code \n} line ends, made on the
 * first row or by {@link #header}. Line breaks within a cell become spaces: no cell of the folder
 * means anything by them, and a reader that finds rows inside of quotes warns of them.
 */
final class CsvText implements AutoCloseable {
  private final Writer out;
  private final StringBuilder line = new StringBuilder(256);

  CsvText(Path file, List<String> header) {
    try {
      this.out = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    row(header);
  }

  /** Writes a row; cells may be empty and are never null. */
  void row(List<String> cells) {
    line.setLength(0);
    for (int i = 0; i < cells.size(); i++) {
      if (i > 0) {
        line.append(',');
      }
      cell(cells.get(i));
    }
    try {
      out.append(line.append('\n'));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void cell(String text) {
    boolean quoted = text.indexOf(',') >= 0 || text.indexOf('"') >= 0;
    if (quoted) {
      line.append('"');
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        line.append('"');
      }
      line.append(c == '\n' || c == '\r' ? ' ' : c);
    }
    if (quoted) {
      line.append('"');
    }
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
