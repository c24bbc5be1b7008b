package io.trueup.rulebase;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checking a bundle holds no thread for longer than it is allowed, whatever the bundle is. */
class CheckLimitsTest {
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final long SLACK = 3_000_000_000L;

  private static Map<String, String> files(int count, String body) {
    Map<String, String> files = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      files.put(
          "discrepancies/f" + i + ".drl",
          "package " + Toy.PACKAGE + "\n" + body.replace("#", "" + i));
    }
    return files;
  }

  private static String rule(String number, String conditions) {
    return Toy.rule(conditions, "insertLogical( Finding.of( \"X\", \"y\" ) );")
        .replace("package " + Toy.PACKAGE + "\n", "")
        .replace("TST-001", "TST-" + number)
        .replace("This is a rule", "This is rule " + number);
  }

  private static List<RuleProblem> problems(Map<String, String> files, Limits limits) {
    return RuleBundle.load(files, Toy.MODEL, limits).problems();
  }

  /** Bodies of files as large as files may be, each slow in another step. */
  private static String large(String kind) {
    return switch (kind) {
      case "comments" -> "/* a */ // b\n".repeat(15_000);
      case "words" -> "a b ".repeat(48_000);
      case "brackets" -> "( ) ".repeat(48_000);
      case "broken rules" -> "rule \"x\" when A( then end\n".repeat(7_000);
      case "rules" -> {
        StringBuilder text = new StringBuilder();
        for (int i = 0; text.length() < 190_000; i++) {
          text.append(rule("1" + i, "Subscription( seats > 1, sku == \"a" + i + "\" )"));
        }
        yield text.toString();
      }
      case "alternatives" -> {
        StringBuilder text = new StringBuilder();
        String some =
            "Subscription( " + String.join(", ", Collections.nCopies(40, "seats > 1")) + " ) ";
        for (int i = 0; text.length() < 190_000; i++) {
          text.append(
              rule(
                  "1" + i,
                  some.repeat(10)
                      + "( Client() or Link() ) ( Client() or Link() ) ( Client() or Link() ) ( Client() or Link() )"));
        }
        yield text.toString();
      }
      case "expressions" -> {
        StringBuilder text = new StringBuilder();
        String sum = String.join(" + ", Collections.nCopies(30, "seats"));
        for (int i = 0; text.length() < 190_000; i++) {
          text.append(
              rule(
                  "1" + i,
                  "Subscription( "
                      + String.join(", ", Collections.nCopies(49, sum + " > 1"))
                      + " )"));
        }
        yield text.toString();
      }
      default -> {
        StringBuilder text = new StringBuilder();
        for (int i = 0; text.length() < 190_000; i++) {
          text.append(
              rule(
                  "1" + i,
                  "Subscription( sku matches \"(.{9}[a-z]\\\\p{L}{5}|b{50}){"
                      + (1 + i % 9)
                      + "}\" )"));
        }
        yield text.toString();
      }
    };
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "comments",
        "words",
        "brackets",
        "broken rules",
        "rules",
        "alternatives",
        "expressions",
        "regular expressions"
      })
  void the_largest_bundle_allowed_is_given_up_in_time(String kind) {
    Map<String, String> files = files(80, large(kind));
    long start = System.nanoTime();
    List<RuleProblem> problems = problems(files, Limits.DEFAULT.withCheckDeadline(SHORT));
    assertThat(System.nanoTime() - start).isLessThan(4 * SHORT.toNanos() + SLACK);
    assertThat(problems).isNotEmpty().noneMatch(p -> p.id().equals("RB-090"));
    assertThat(problems.stream().filter(p -> p.id().equals("RB-072")))
        .hasSizeLessThanOrEqualTo(1)
        .allMatch(p -> p.message().contains("took longer than 300 ms") && !p.hint().isEmpty());
  }

  @Test
  void one_file_that_is_slow_to_read_is_given_up_in_time() {
    // Texts that were read before are known.
    String unread = "// nobody has read this\n" + large("rules");
    Limits hasty = Limits.DEFAULT.withCheckDeadline(Duration.ofMillis(5));
    List<RuleProblem> problems = problems(files(1, unread), hasty);
    assertThat(problems).extracting(RuleProblem::id).containsExactly("RB-072");
    assertThat(problems.get(0).file()).isEqualTo("discrepancies/f0.drl");
  }

  @Test
  void a_check_can_be_called_off() throws InterruptedException {
    Thread.currentThread().interrupt();
    List<RuleProblem> problems = problems(files(3, large("rules")), Limits.DEFAULT);
    assertThat(Thread.interrupted()).as("whoever called it off still sees it").isTrue();
    assertThat(problems)
        .singleElement()
        .satisfies(p -> assertThat(p.message()).isEqualTo("the check was called off"));
  }

  @Test
  void a_bundle_has_so_many_files_characters_rules_and_conditions() {
    Limits limits = Limits.DEFAULT.withBundle(3, 2_000, 2, 4, Duration.ofSeconds(30));
    assertThat(problems(files(3, ""), limits)).isEmpty();
    assertThat(problems(files(4, ""), limits))
        .extracting(RuleProblem::toString)
        .containsExactly("discrepancies/f0.drl:1:1: RB-071: the bundle has 4 files, more than 3");
    assertThat(problems(files(3, "// " + "x".repeat(700)), limits))
        .extracting(RuleProblem::id)
        .containsExactly("RB-071");
    assertThat(problems(files(3, rule("00#", "Subscription()")), limits))
        .extracting(RuleProblem::toString)
        .containsExactly("discrepancies/f2.drl:2:6: RB-071: the bundle has more than 2 rules");
    assertThat(problems(files(2, rule("00#", "Subscription( seats > 1, sku == \"a\" )")), limits))
        .extracting(RuleProblem::message)
        .containsExactly("the bundle has more than 4 conditions, alternatives written out");
  }

  @Test
  void a_regular_expression_that_would_be_written_out_too_large_is_refused() {
    assertThat(Toy.compileRule("Subscription( sku matches \"[a-z]{1,30}-\\\\d{4}\" )").problems())
        .isEmpty();
    String long100 = "a".repeat(100);
    assertThat(Toy.compileRule("Subscription( sku matches \"(" + long100 + "){300}\" )").problems())
        .extracting(RuleProblem::id)
        .containsExactly("RB-040");
  }

  @Test
  void files_that_are_no_rules_do_not_lie_among_rules() {
    Map<String, String> files = files(1, "");
    files.put("discrepancies/README.md", "# x");
    files.put("presets/a.csv", "a,b");
    assertThat(problems(files, Limits.DEFAULT)).isEmpty();
    for (String path :
        List.of(
            "discrepancies/Evil.java",
            "service-mapping/sub/Evil.class",
            "discrepancies/kmodule.xml",
            "discrepancies/x.drl.bak",
            "rules.drl",
            "discrepancies/sub/x.drl",
            "../discrepancies/x.drl")) {
      Map<String, String> more = new TreeMap<>(files);
      more.put(path, "x");
      assertThat(problems(more, Limits.DEFAULT))
          .as(path)
          .extracting(RuleProblem::id)
          .containsExactly("RB-070");
    }
  }
}
