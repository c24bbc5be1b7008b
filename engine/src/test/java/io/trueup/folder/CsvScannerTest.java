package io.trueup.folder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvScannerTest {
  @TempDir Path folder;

  /** Every row as {@code line|cell|cell}, with a fault in front of the cells when there is one. */
  private List<String> rows(String text, int expected) throws IOException {
    Path file = Files.writeString(folder.resolve("t.csv"), text);
    List<String> rows = new ArrayList<>();
    RawRow row = new RawRow();
    try (CsvScanner scanner = new CsvScanner(Files.newByteChannel(file))) {
      scanner.expect(expected);
      while (scanner.next(row)) {
        StringBuilder shown = new StringBuilder().append(row.line());
        if (row.fault() != RawRow.Fault.NONE) {
          rows.add(shown.append('|').append(row.fault()).toString());
          continue;
        }
        for (int i = 0; i < row.kept(); i++) {
          shown.append('|').append(row.text(i));
        }
        rows.add(shown.toString());
      }
    }
    return rows;
  }

  @Test
  void lines_may_end_in_any_of_three_ways() throws IOException {
    assertThat(rows("a,b\r\nc,d\ne,f\rg,h", 2)).containsExactly("1|a|b", "2|c|d", "3|e|f", "4|g|h");
  }

  @Test
  void quoted_cells_hold_commas_quotes_and_line_ends() throws IOException {
    assertThat(rows("\"a,1\",\"b\"\"c\"\n\"x\r\ny\rz\n\",2\nl,m\n", 2))
        .containsExactly("1|a,1|b\"c", "2|x\r\ny\rz\n|2", "6|l|m");
  }

  @Test
  void a_quote_inside_an_unquoted_cell_is_text() throws IOException {
    assertThat(rows("24\" screen,b\n", 2)).containsExactly("1|24\" screen|b");
  }

  @Test
  void empty_cells_are_cells() throws IOException {
    assertThat(rows(",,\n\"\",,", 3)).containsExactly("1|||", "2|||");
  }

  @Test
  void text_after_a_closing_quote_costs_its_line_only() throws IOException {
    assertThat(rows("\"Acme \"Best\" Corp\",1\nb,2\n", 2))
        .containsExactly("1|TEXT_AFTER_QUOTE", "2|b|2");
  }

  @Test
  void a_quote_that_is_open_at_the_end_of_the_file_costs_its_line_only() throws IOException {
    assertThat(rows("a,1\n\"b,2\nc,3\nd,4\n", 2))
        .containsExactly("1|a|1", "2|UNCLOSED_QUOTE", "3|c|3", "4|d|4");
  }

  @Test
  void a_quote_that_is_closed_by_the_next_rows_quote_costs_its_line_only() throws IOException {
    assertThat(rows("\"b,2\n\"c\",3\nd,4\n", 2))
        .containsExactly("1|UNCLOSED_QUOTE", "2|c|3", "3|d|4");
  }

  @Test
  void a_quote_that_an_inch_mark_closes_far_below_costs_its_line_only() throws IOException {
    assertThat(rows("a,1,\"b\nc,3,4\nd,5,6\nscreen,24\",7\ne,8,9\n", 3))
        .containsExactly("1|UNCLOSED_QUOTE", "2|c|3|4", "3|d|5|6", "4|screen|24\"|7", "5|e|8|9");
  }

  @Test
  void a_sound_quoted_cell_before_the_open_quote_is_not_read_twice() throws IOException {
    assertThat(rows("\"x\ny\",\"b\nc,3\nd,4\n", 2))
        .containsExactly("1|UNCLOSED_QUOTE", "3|c|3", "4|d|4");
  }

  @Test
  void a_long_row_over_several_lines_with_a_cell_too_many_is_one_row() throws IOException {
    assertThat(rows("\"x\ny\",2,3\nd,4\n", 2)).containsExactly("1|x\ny|2|3", "3|d|4");
  }

  @Test
  void a_long_cell_costs_its_row_only() throws IOException {
    String cell = "x".repeat(300_000);
    assertThat(rows("a,1\n" + cell + ",2\n\"" + cell + "\n\",3\nb,4\n", 2))
        .containsExactly("1|a|1", "2|TOO_LONG", "3|TOO_LONG", "5|b|4");
  }

  @Test
  void a_row_of_many_full_cells_is_too_long() throws IOException {
    String row = ("x".repeat(30_000) + ",").repeat(40) + "\n";
    assertThat(rows(row + "b,4\n", 2)).containsExactly("1|TOO_LONG", "2|b|4");
  }

  @Test
  void many_open_quotes_take_time_in_proportion_to_the_text() throws IOException {
    long start = System.nanoTime();
    assertThat(rows("\"a,1\n".repeat(200_000), 2)).hasSizeGreaterThan(100_000);
    assertThat(rows("\"\"\"a,1\n".repeat(200_000), 2)).hasSizeGreaterThan(100_000);
    assertThat(rows("a,\"\nb,\"\"\n".repeat(200_000), 2)).hasSizeGreaterThan(100_000);
    assertThat(System.nanoTime() - start).isLessThan(20_000_000_000L);
  }

  @Test
  void what_is_written_with_right_quoting_is_read_as_it_was() throws IOException {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      int width = 2 + random.nextInt(6);
      List<List<String>> table = new ArrayList<>();
      StringBuilder text = new StringBuilder();
      for (int r = 0; r < 1 + random.nextInt(20); r++) {
        List<String> cells = new ArrayList<>();
        for (int c = 0; c < width; c++) {
          cells.add(randomCell(random));
        }
        table.add(cells);
        text.append(String.join(",", cells.stream().map(cell -> quoted(cell, random)).toList()))
            .append(random.nextBoolean() ? "\r\n" : "\n");
      }
      assertThat(cells(text.toString(), width)).as("seed %d", seed).isEqualTo(table);
    }
  }

  private List<List<String>> cells(String text, int expected) throws IOException {
    Path file = Files.writeString(folder.resolve("p.csv"), text, StandardCharsets.UTF_8);
    List<List<String>> rows = new ArrayList<>();
    RawRow row = new RawRow();
    try (CsvScanner scanner = new CsvScanner(Files.newByteChannel(file))) {
      scanner.expect(expected);
      while (scanner.next(row)) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < row.kept(); i++) {
          cells.add(row.text(i));
        }
        rows.add(cells);
      }
    }
    return rows;
  }

  private static String randomCell(Random random) {
    String letters = "ab ,\"\n\r;é€😀=x1";
    StringBuilder cell = new StringBuilder();
    for (int i = random.nextInt(12); i > 0; i--) {
      int at = random.nextInt(letters.codePointCount(0, letters.length()));
      cell.appendCodePoint(letters.codePointAt(letters.offsetByCodePoints(0, at)));
    }
    return cell.toString();
  }

  private static String quoted(String cell, Random random) {
    boolean needed =
        cell.startsWith("\"") || cell.contains(",") || cell.contains("\n") || cell.contains("\r");
    return needed || random.nextBoolean() ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
  }
}
