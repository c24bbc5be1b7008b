package io.trueup.folder;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.facts.Month;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever bytes a file holds, it is read, reported or refused: nothing else is thrown. */
class FuzzTest {
  private static final int SEEDS = 25;
  private static final List<String> PIECES =
      List.of(
          "\"",
          "\"\"",
          ",",
          "\n",
          "\r\n",
          "\r",
          "\u0000",
          "=1+1",
          "2026-02-31",
          "1e9",
          "-",
          "é",
          "\u2028",
          "I1",
          "T1",
          "C1",
          "user",
          ";",
          "\t",
          "\uFEFF",
          "\u3000",
          "../..",
          "x".repeat(300));

  @TempDir Path folder;

  @Test
  void random_bytes_are_refused_or_reported() {
    forEachFile(
        (file, random) -> {
          byte[] bytes = new byte[random.nextInt(2_000)];
          random.nextBytes(bytes);
          return bytes;
        });
  }

  @Test
  void a_sound_header_over_random_pieces_is_reported() {
    forEachFile(
        (file, random) -> {
          StringBuilder text = new StringBuilder(String.join(",", file.header())).append('\n');
          for (int i = random.nextInt(300); i > 0; i--) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
          }
          return oneByteBroken(text.toString(), random);
        });
  }

  @Test
  void sound_rows_with_a_broken_byte_are_reported() {
    forEachFile(
        (file, random) -> {
          String row = "I1,T1,R1,user,\"Ann, \"\"x\"\"\",1" + ",2026-03-01".repeat(6) + "\n";
          return oneByteBroken(String.join(",", file.header()) + "\n" + row.repeat(20), random);
        });
  }

  private static byte[] oneByteBroken(String text, Random random) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    bytes[bytes.length / 3 + random.nextInt(bytes.length / 2)] = (byte) random.nextInt(256);
    return bytes;
  }

  private void forEachFile(BiFunction<ExportFile, Random, byte[]> content) {
    for (ExportFile file : ExportFiles.list()) {
      Exports exports = new Exports(folder);
      for (int seed = 0; seed < SEEDS; seed++) {
        survives(exports, file, content.apply(file, new Random(seed)), seed);
      }
      exports.without(file.name());
    }
  }

  private static void survives(Exports exports, ExportFile file, byte[] bytes, int seed) {
    try {
      Month month = exports.with(file.name(), bytes).read();
      assertThat(month.problems())
          .as("%s, seed %d", file.name(), seed)
          .allMatch(p -> !p.toString().contains("\n") && p.value().length() <= 80);
    } catch (UnusableFolder refused) {
      assertThat(refused.getMessage()).as("%s, %d", file.name(), seed).doesNotContain("\n");
    }
  }
}
