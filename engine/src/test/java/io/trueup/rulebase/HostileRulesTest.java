package io.trueup.rulebase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gadget.Canary;
import io.trueup.rulebase.Toy.Client;
import io.trueup.rulebase.Toy.InvoiceLine;
import io.trueup.rulebase.Toy.Link;
import io.trueup.rulebase.Toy.Subscription;
import io.trueup.rulebase.Toy.VendorLine;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Rule files that attack: each is refused before anything of it runs, or its evaluation is stopped.
 * Files of another set are tried too when the environment names their directory; their names are
 * mapped onto the toy facts.
 */
class HostileRulesTest {
  /** What a process that a hostile file starts would leave behind. */
  private static final Path HIT = Path.of("drl-canary", "HIT");

  private static final Limits TIGHT =
      Limits.DEFAULT.withWork(2_000_000, 200_000, Duration.ofSeconds(5)).withResults(5_000, 2_000);

  /** Where attackers call home, when nothing else uses the port. */
  private static final int HOME = 39_999;

  private static @Nullable ServerSocket home;

  @BeforeAll
  static void nobody_has_called() throws IOException {
    assertThat(Canary.songs()).isEmpty();
    assertThat(HIT).doesNotExist();
    try {
      home = new ServerSocket(HOME, 10, InetAddress.getLoopbackAddress());
    } catch (BindException busy) {
      home = null;
    }
  }

  @AfterAll
  static void nobody_calls_later() throws IOException {
    assertThat(Canary.songs()).isEmpty();
    assertThat(HIT).doesNotExist();
    ServerSocket listening = home;
    if (listening != null) {
      try (listening) {
        listening.setSoTimeout(50);
        assertThatThrownBy(listening::accept).isInstanceOf(SocketTimeoutException.class);
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> own_hostile_files() {
    return Stream.concat(files(resources("hostile")), files(resources("hostile-more")))
        .map(
            f ->
                DynamicTest.dynamicTest(
                    f.getFileName().toString(), () -> hostile(f, expanded(read(f)))));
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
                        assertThat(problem.id()).isNotIn("RB-025", "RB-072", "RB-090");
                      }
                      assertThat(Canary.songs()).isEmpty();
                    }));
  }

  @Test
  void the_canary_would_be_heard() throws ClassNotFoundException {
    // a loader of its own, so that the class on the class path stays untouched
    ClassLoader apart =
        new ClassLoader(null) {
          @Override
          protected Class<?> findClass(String name) throws ClassNotFoundException {
            String file = name.replace('.', '/') + ".class";
            try (InputStream in =
                HostileRulesTest.class.getClassLoader().getResourceAsStream(file)) {
              byte[] bytes = Objects.requireNonNull(in, file).readAllBytes();
              return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException failure) {
              throw new ClassNotFoundException(name, failure);
            }
          }
        };
    Class<?> boom = Class.forName("gadget.Boom", true, apart);
    assertThat(boom.getClassLoader()).isSameAs(apart);
    assertThat(songs(Class.forName("gadget.Canary", true, apart))).hasToString("[Boom was loaded]");
    assertThat(Canary.songs()).isEmpty();
  }

  private static Object songs(Class<?> canary) {
    try {
      return canary.getMethod("songs").invoke(null);
    } catch (ReflectiveOperationException failure) {
      throw new IllegalStateException(failure);
    }
  }

  @TestFactory
  Stream<DynamicTest> tables_of_another_set_are_not_read_as_rules() {
    Path directory = otherSet();
    if (directory == null) {
      return skipped();
    }
    return files(directory.resolve("hostile"), ".csv")
        .map(
            f ->
                DynamicTest.dynamicTest(
                    f.getFileName().toString(),
                    () -> {
                      String path = "discrepancies/" + f.getFileName();
                      assertThat(
                              RuleBundle.load(Map.of(path, read(f)), Toy.MODEL, Limits.DEFAULT)
                                  .problems())
                          .extracting(RuleProblem::id)
                          .containsExactly("RB-070");
                    }));
  }

  private static void hostile(Path file, String text) {
    boolean contained = text.contains("// expect: contained");
    assertThat(contained || text.contains("// expect: refused")).as("header of %s", file).isTrue();
    long classes = ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount();
    long start = System.nanoTime();
    Compiled compiled = Toy.compile(text);
    assertThat(System.nanoTime() - start).as("time to check").isLessThan(10_000_000_000L);
    assertThat(Canary.songs()).as("checking alone runs nothing").isEmpty();
    if (compiled.problems().isEmpty()) {
      assertThat(contained).as("%s must be refused", file).isTrue();
      Outcome outcome = compiled.get().evaluate(facts(), TIGHT);
      assertThat(System.nanoTime() - start).isLessThan(20_000_000_000L);
      assertThat(outcome.firings()).isLessThanOrEqualTo(5_000);
      assertThat(outcome.complete()).isEqualTo(outcome.stoppedBecause().isEmpty());
      assertThat(outcome.conclusions()).noneMatch(c -> c.toString().contains("root:"));
    } else {
      assertThat(ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount() - classes)
          .as("classes of Drools and the JDK at most, never one for the file")
          .isLessThan(2_000);
      assertThat(compiled.problems())
          .allSatisfy(
              p -> {
                assertThat(p.line()).isPositive();
                assertThat(p.column()).isPositive();
                assertThat(p.id()).isNotIn("RB-072", "RB-090");
              });
    }
    assertThat(Canary.songs()).isEmpty();
    assertThat(HIT).doesNotExist();
  }

  /** {@code {{40 x abc}}} stands for abc forty times. */
  private static String expanded(String text) {
    return Pattern.compile("\\{\\{(\\d+) x (.*?)}}", Pattern.DOTALL)
        .matcher(text)
        .replaceAll(m -> Matcher.quoteReplacement(m.group(2).repeat(Integer.parseInt(m.group(1)))));
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
        Pattern.compile("(?m)^rule \"([A-Za-z ]{1,30})\"")
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
    return files(directory, ".drl");
  }

  private static Stream<Path> files(Path directory, String ending) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(f -> f.toString().endsWith(ending)).sorted().toList().stream();
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
