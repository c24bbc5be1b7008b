package io.trueup.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The pictures of the docs: those that are named are there, those that are there are named. */
@Order(90)
final class DocsPicturesTest {
  private static final Path TOP = Path.of("..");
  private static final Pattern NAMED = Pattern.compile("images/([\\w-]+\\.png)");

  @Test
  void pictures_and_docs_belong_together() throws IOException {
    Set<String> named = new TreeSet<>();
    for (Path page : pages()) {
      Matcher picture = NAMED.matcher(Files.readString(page));
      while (picture.find()) {
        named.add(picture.group(1));
      }
    }
    Set<String> there = new TreeSet<>();
    try (Stream<Path> files = Files.list(Pictures.FOLDER)) {
      for (Path file : files.toList()) {
        there.add(file.getFileName().toString());
        assertThat(Files.size(file)).as(file + " in bytes").isLessThan(Pictures.MOST_BYTES);
      }
    }
    assertThat(there).isEqualTo(named);
  }

  private static Iterable<Path> pages() throws IOException {
    try (Stream<Path> docs = Files.walk(TOP.resolve("docs"))) {
      return Stream.concat(
              Stream.of(TOP.resolve("README.md")),
              docs.filter(file -> file.toString().endsWith(".md")))
          .toList();
    }
  }
}
