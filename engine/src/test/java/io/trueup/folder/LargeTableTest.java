package io.trueup.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trueup.facts.InputProblem;
import io.trueup.facts.Month;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file above a mebibyte is split by another thread than the one that works on its rows. */
final class LargeTableTest {
  private static final int ROWS = 40_000;

  @TempDir Path folder;

  private static List<String> row(int i) {
    String id = i % 1_000 == 7 ? "record-1" : "record-" + i;
    String quantity = i % 500 == 3 ? "many" : Integer.toString(i % 5);
    String name = i % 3 == 0 ? "Søren, the \"" + i + "\"" : "Ann " + i % 20;
    String account = i % 700 == 11 ? "T9" : "T1";
    List<String> row = List.of("I1", account, id, "user", name, quantity);
    return i % 900 == 13 ? row.subList(0, 4) : row;
  }

  private void write() throws Exception {
    new Exports(folder);
    StringBuilder text = new StringBuilder(Exports.USAGE_HEADER);
    for (int i = 0; i < ROWS; i++) {
      List<String> cells = new ArrayList<>(row(i));
      cells.replaceAll(cell -> '"' + cell.replace("\"", "\"\"") + '"');
      text.append(String.join(",", cells)).append('\n');
    }
    Files.writeString(folder.resolve("usage.csv"), text);
    assertThat(Files.size(folder.resolve("usage.csv"))).isGreaterThan(1 << 20);
  }

  /** The same tables, handed over row by row. */
  private record Same(Path folder) implements TableFeed {
    @Override
    public Optional<Iterator<List<String>>> open(String file) {
      List<List<String>> rows = new ArrayList<>();
      try {
        if (file.equals("usage.csv")) {
          rows.add(List.of(Exports.USAGE_HEADER.strip().split(",")));
          for (int i = 0; i < ROWS; i++) {
            rows.add(row(i));
          }
        } else if (Files.exists(folder.resolve(file))) {
          for (String line : Files.readAllLines(folder.resolve(file))) {
            rows.add(List.of(line.split(",", -1)));
          }
        } else {
          return Optional.empty();
        }
      } catch (java.io.IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
      return Optional.of(rows.iterator());
    }

    @Override
    public boolean hasPrevious() {
      return false;
    }
  }

  @Test
  void it_gives_what_the_same_rows_give_one_by_one() throws Exception {
    write();
    Month read = ExportFolder.read(folder, ReadOptions.DEFAULTS);
    Month fed = ExportFolder.read(new Same(folder), ReadOptions.DEFAULTS);
    assertThat(read.inputHash()).isEqualTo(fed.inputHash());
    assertThat(read.problems()).isEqualTo(fed.problems());
    assertThat(read.problems())
        .extracting(InputProblem::kind)
        .contains("bad_number", "duplicate_id", "dangling_id", "bad_shape");
    assertThat(read.usage()).isEqualTo(fed.usage()).hasSizeGreaterThan(ROWS - 500);
  }

  @Test
  void whoever_stops_half_way_leaves_no_thread_behind() throws Exception {
    write();
    assertThatThrownBy(
            () ->
                ExportFolder.streamUsage(
                    folder,
                    usage -> {
                      throw new IllegalStateException("enough");
                    },
                    problem -> {}))
        .hasMessage("enough");
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .doesNotContain(RowsAhead.THREAD);
  }

  @Test
  void an_interrupted_reader_says_that_the_file_cannot_be_read_and_stays_interrupted()
      throws Exception {
    write();
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> ExportFolder.streamUsage(folder, usage -> {}, problem -> {}))
          .isInstanceOf(UnusableFolder.class);
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
    } finally {
      Thread.interrupted();
    }
  }
}
