package io.trueup.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CrewTest {
  @TempDir Path folder;

  private static ByteArrayOutputStream bytes(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Writer out = new Utf8Writer(bytes)) {
      out.write(text);
    }
    return bytes;
  }

  @Test
  void slices_stand_in_their_order_whoever_was_quicker() throws IOException {
    Path path = folder.resolve("slices");
    try (OrderedFile file = new OrderedFile(path)) {
      Crew crew = new Crew();
      crew.together(file);
      crew.add(
          200,
          slice -> {
            if (slice % 7 == 0) {
              Thread.yield();
            }
            file.write(slice, bytes(slice + "\n"));
          });
      crew.work();
    }
    assertThat(Files.readString(path))
        .isEqualTo(IntStream.range(0, 200).mapToObj(i -> i + "\n").collect(Collectors.joining()));
  }

  @Test
  void a_job_that_fails_lets_go_of_those_that_wait_for_it_and_is_heard_of() throws IOException {
    AtomicInteger begun = new AtomicInteger();
    try (OrderedFile file = new OrderedFile(folder.resolve("slices"))) {
      Crew crew = new Crew();
      crew.together(file);
      crew.add(
          1_000,
          slice -> {
            begun.incrementAndGet();
            if (slice == 3) {
              throw new IOException("disk full");
            }
            file.write(slice, bytes("x"));
          });
      assertThatThrownBy(crew::work).isInstanceOf(IOException.class).hasMessage("disk full");
    }
    assertThat(begun.get()).isLessThan(1_000);
  }

  @Test
  void text_is_utf_8_however_it_is_cut() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    String text = "a😀–é\n".repeat(20_000);
    try (Writer out = new Utf8Writer(bytes)) {
      for (int i = 0; i < text.length(); i++) {
        out.write(text.charAt(i));
      }
      out.append(text, 1, 5).append("x");
    }
    assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo(text + text.substring(1, 5) + "x");
  }
}
