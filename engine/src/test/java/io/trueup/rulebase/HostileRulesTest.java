package io.trueup.rulebase;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.rulebase.Toy.Client;
import io.trueup.rulebase.Toy.InvoiceLine;
import io.trueup.rulebase.Toy.Link;
import io.trueup.rulebase.Toy.Subscription;
import io.trueup.rulebase.Toy.VendorLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Rule files that attack: each is refused before anything of it runs, or its evaluation is stopped.
 * Files of another set are tried too when the environment names their directory; their names are
 * mapped onto the toy facts.
 */
class HostileRulesTest {
  private static final Limits TIGHT =
      Limits.DEFAULT.withWork(2_000_000, 200_000, Duration.ofSeconds(5)).withResults(5_000, 2_000);

  /** Any class that a rule could reach: touching it at all is a breach. */
  public static final class Canary {
    private static boolean alive;

    static {
      alive = true;
      System.setProperty("trueup.canary", "dead");
    }

    private Canary() {}

    public static boolean hit() {
      return alive;
    }
  }

  @TestFactory
  Stream<DynamicTest> own_hostile_files() {
    return files(resources("hostile"))
        .map(f -> DynamicTest.dynamicTest(f.getFileName().toString(), () -> hostile(f, read(f))));
  }

  @TestFactory
  Stream<DynamicTest> own_honest_files() {
    return files(resources("honest"))
        .map(
            f ->
                DynamicTest.dynamicTest(
                    f.getFileName().toString(),
                    () -> assertThat(Toy.compile(read(f)).problems()).isEmpty()));
  }

  @TestFactory
  Stream<DynamicTest> hostile_files_of_another_set() {
    Path directory = otherSet();
    if (directory == null) {
      return skipped();
    }
    return files(directory.resolve("hostile"))
        .map(
            f ->
                DynamicTest.dynamicTest(
                    f.getFileName().toString(), () -> hostile(f, mapped(read(f)))));
  }

  @TestFactory
  Stream<DynamicTest> honest_files_of_another_set() {
    Path directory = otherSet();
    if (directory == null) {
      return skipped();
    }
    return files(directory.resolve("honest"))
        .map(
            f ->
                DynamicTest.dynamicTest(
                    f.getFileName().toString(),
                    () -> {
                      for (RuleProblem problem : Toy.compile(mapped(read(f))).problems()) {
                        assertThat(problem.hint()).as(problem.toString()).isNotEmpty();
                        assertThat(problem.id()).isNotIn("RB-025", "RB-090");
                      }
                    }));
  }

  @Test
  void the_canary_would_be_noticed() {
    assertThat(System.getProperty("trueup.canary")).isNull();
  }

  private static void hostile(Path file, String text) {
    boolean contained = text.contains("// expect: contained");
    long start = System.nanoTime();
    Compiled compiled = Toy.compile(text);
    if (compiled.problems().isEmpty()) {
      assertThat(contained).as("%s must be refused", file).isTrue();
      Outcome outcome = compiled.get().evaluate(facts(), TIGHT);
      assertThat(outcome.firings()).isLessThanOrEqualTo(5_000);
    } else {
      assertThat(compiled.problems())
          .allSatisfy(
              p -> {
                assertThat(p.line()).isPositive();
                assertThat(p.column()).isPositive();
                assertThat(p.id()).isNotIn("RB-090");
              });
    }
    assertThat(System.nanoTime() - start).isLessThan(20_000_000_000L);
    assertThat(System.getProperty("trueup.canary")).isNull();
  }

  private static List<Object> facts() {
    List<Object> facts = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      Subscription subscription = Toy.subscription("s" + i, "c" + i % 5, i);
      facts.add(subscription);
      facts.add(new Client("c" + i, "Acme " + i, "gold", "PL", List.of("vip")));
      facts.add(new VendorLine("microsoft", "c" + i % 5, "M365-E3", i, BigDecimal.TEN, i));
      facts.add(new InvoiceLine("c" + i % 5, "M365-E3", i, BigDecimal.TEN, true));
      facts.add(new Link("a".repeat(200) + "!", subscription));
    }
    return facts;
  }

  /**
   * What the other set takes for granted and Trueup does not have is replaced, so that the attack
   * itself is judged.
   */
  private static String mapped(String text) {
    String mapped =
        text.replace("package msp.rules;", "package " + Toy.PACKAGE)
            .replaceAll("(?m)^import msp\\.facts\\.(\\*|[A-Za-z]+);\\s*$", "")
            .replace("global msp.facts.Findings findings;", "")
            .replaceAll(
                "findings\\.flag\\( *([^;]*?) *\\);", "insertLogical( Finding.flag( $1 ) );");
    int[] count = {0};
    mapped =
        java.util.regex.Pattern.compile("(?m)^rule \"([A-Za-z ]{1,30})\"")
            .matcher(mapped)
            .replaceAll(
                m ->
                    "rule \"This is the rule "
                        + m.group(1).replace(" ", "-")
                        + "\" @id(\"TST-10"
                        + count[0]++ % 10
                        + "\") @owner(\"qa\") @since(\"2026\") @rationale(\"Test.\")");
    return mapped;
  }

  private static Stream<DynamicTest> skipped() {
    return Stream.of(
        DynamicTest.dynamicTest(
            "skipped: TRUEUP_SAFETY_DIR names no directory",
            () -> Assumptions.abort("TRUEUP_SAFETY_DIR names no directory")));
  }

  private static @Nullable Path otherSet() {
    String name =
        System.getProperty(
            "TRUEUP_SAFETY_DIR", System.getenv().getOrDefault("TRUEUP_SAFETY_DIR", ""));
    return name.isEmpty() || !Files.isDirectory(Path.of(name)) ? null : Path.of(name);
  }

  private static Path resources(String name) {
    try {
      return Path.of(Objects.requireNonNull(HostileRulesTest.class.getResource(name)).toURI());
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Stream<Path> files(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(f -> f.toString().endsWith(".drl")).sorted().toList().stream();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
