package io.trueup.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.demo.DemoMonth;
import io.trueup.report.ResultFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The demo month's result is what the golden files say. {@code -Dtrueup.update=true} writes them
 * anew; their diff is read like code, since it moves money.
 */
final class DemoGoldenTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden/demo");

  @TempDir private static Path folder;

  @BeforeAll
  static void reconcile() throws IOException {
    DemoMonth.write(folder.resolve("data"));
    run("data", "first");
  }

  /** What the README shows of the demo; three dots stand for lines left out. */
  @Test
  void the_readme_shows_what_the_month_prints() throws IOException {
    String readme = Files.readString(Path.of("../README.md"));
    String shown = readme.substring(readme.indexOf("\nAs of 20") + 1);
    shown = shown.substring(0, shown.indexOf("\nOpen http"));
    Cli run =
        Cli.run(
            "reconcile",
            "--quiet",
            "--data",
            folder.resolve("data"),
            "--out",
            folder.resolve("shown"));
    assertThat(run.out().lines())
        .containsSubsequence(
            shown.lines().filter(line -> !line.isBlank() && !line.equals("  ...")).toList());
  }

  private static void run(String data, String out, Object... more) {
    List<Object> arguments = new ArrayList<>();
    arguments.addAll(
        List.of(
            "reconcile", "--quiet", "--data", folder.resolve(data), "--out", folder.resolve(out)));
    arguments.addAll(Arrays.asList(more));
    Cli run = Cli.run(arguments.toArray());
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
  }

  @Test
  void the_discrepancies_are_the_golden_ones() throws IOException {
    golden("discrepancies.csv", Files.readString(folder.resolve("first/discrepancies.csv")));
  }

  @Test
  void the_accounts_are_the_golden_ones() throws IOException {
    golden("accounts.csv", Files.readString(folder.resolve("first/accounts.csv")));
  }

  @Test
  void the_summary_is_the_golden_one() throws IOException {
    String summary = Files.readString(folder.resolve("first/summary.json"));
    golden(
        "summary.json",
        summary.replaceAll("\"(bundle|input)_hash\": \"[0-9a-f]{64}\"", "\"$1_hash\": \"...\""));
  }

  @Test
  void a_second_run_on_one_thread_gives_the_same_bytes() throws IOException {
    run("data", "second", "--threads", 1);
    same("second");
  }

  @Test
  void four_threads_give_the_same_bytes() throws IOException {
    run("data", "threads", "--threads", 4);
    same("threads");
  }

  @Test
  void rows_and_columns_in_another_order_give_the_same_bytes() throws IOException {
    Shuffled.copy(folder.resolve("data"), folder.resolve("shuffled"), 7);
    run("shuffled", "third");
    same("third");
  }

  @Test
  void the_page_is_small_enough_to_send() throws IOException {
    assertThat(Files.size(folder.resolve("first/report.html"))).isLessThan(3 << 20);
  }

  private static void same(String out) throws IOException {
    for (String name : ResultFolder.FILES) {
      assertThat(
              Files.mismatch(
                  folder.resolve("first").resolve(name), folder.resolve(out).resolve(name)))
          .as(name)
          .isEqualTo(-1);
    }
  }

  private static void golden(String name, String text) throws IOException {
    Path file = GOLDEN.resolve(name);
    if (Boolean.getBoolean("trueup.update")) {
      Files.createDirectories(GOLDEN);
      Files.writeString(file, text);
      return;
    }
    assertThat(difference(Files.readString(file), text))
        .as(
            "%s differs; if that is right: ./mvnw test -pl service -am -Dtest=DemoGoldenTest -Dtrueup.update=true",
            name)
        .isEmpty();
  }

  /** Lines that only one of the texts has, as a diff writes them, at most 40. */
  private static String difference(String expected, String got) {
    Set<String> gone = new LinkedHashSet<>(expected.lines().toList());
    Set<String> come = new LinkedHashSet<>(got.lines().toList());
    Set<String> both = new LinkedHashSet<>(gone);
    both.retainAll(come);
    gone.removeAll(both);
    come.removeAll(both);
    List<String> lines = new ArrayList<>();
    gone.forEach(line -> lines.add("- " + line));
    come.forEach(line -> lines.add("+ " + line));
    if (lines.isEmpty() && !expected.equals(got)) {
      return "the same lines in another order";
    }
    return lines.stream().limit(40).collect(Collectors.joining("\n"));
  }
}
