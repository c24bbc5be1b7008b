package io.trueup.rulebase;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a cell holds becomes one literal that says just that, or the table is refused. */
class HostileTablesTest {
  private static final String[] PIECES = {
    "\"",
    "'",
    "\\",
    "\\u0022",
    "\\\"",
    "\n",
    "\t",
    ",",
    ";",
    "(",
    ")",
    "{",
    "}",
    "{Rule}",
    "$client",
    "//",
    "/*",
    "*/",
    " ",
    "\u00a0",
    "end",
    "then",
    "eval(",
    "Runtime.getRuntime().exec(\"id\")",
    "x",
    "é",
    "中",
    "😀",
    "\u202e",
    "\u200b",
    "\u0000",
    "\u0007",
    "\ufeff",
    "\u2028",
    "\ud800",
    "=",
    "@",
    "+",
    "#{7*7}",
    "${jndi:ldap://x}",
    "<script>",
    "0",
    "B",
    "null"
  };

  private static String cell(String text) {
    return '"' + text.replace("\"", "\"\"") + '"';
  }

  private static String table(String text) {
    return ToyTables.table(
        "SKU", "Subscription.sku is", "TST-001," + cell(text) + "," + cell(text));
  }

  private static String named(String text) {
    return table(text)
        .replace("name,A subscription of {Rule} is flagged", "name,One of them is flagged");
  }

  private static Toy.Subscription subscription(String sku) {
    Toy.Subscription one = Toy.subscription("S1", "c1", 1);
    return new Toy.Subscription(
        "S1",
        "c1",
        sku,
        one.vendor(),
        one.status(),
        1,
        one.unitPrice(),
        one.startDate(),
        false,
        Map.of());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\" ) then Runtime.getRuntime().exec(\"id\"); end rule \"x\" when eval( true",
        "x\" || \"1\" == \"1",
        "\\\" || true || \\\"",
        "\\",
        "\\\\",
        "\\u0022 || true || \\u0022",
        "' || true || '",
        "*/ end /*",
        "// nothing",
        "{Rule}",
        "{Rule}{Rule}",
        "$client",
        "#{T(java.lang.Runtime)}",
        "${jndi:ldap://x/a}",
        "a\nb",
        "a\tb",
        "null",
        "true",
        "0.1B",
        "中文 é 😀",
        "C:\\users\\new",
      })
  void what_would_break_out_of_a_literal_is_only_a_text(String text) {
    String csv = named(text);
    assertThat(ToyTables.flagged(csv, subscription(text), subscription("other")))
        .containsExactly(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "=cmd|'/C calc'!A0",
        "@SUM(1+1)*cmd|' /C calc'!A0",
        "+cmd|' /C calc'!A0",
        "-2+3+cmd|' /C calc'!A0",
        "a\u202egpj",
        "a\u200bb",
        "a\u2066b\u2069",
        "a\u0000b",
        "a\u0007b",
        "a\u0085b",
        "a\u2028b",
        "\ufeffa",
        "\ud800",
        "\ue000",
        "any\u00a0",
        " a",
        "a ",
      })
  void what_cannot_be_seen_or_would_be_calculated_is_refused(String text) {
    assertThat(ToyTables.problems(named(text)))
        .isNotEmpty()
        .allSatisfy(p -> assertThat(p).startsWith("10:").containsAnyOf("RB-100", "RB-103"));
  }

  @Test
  void any_text_reads_back_as_it_was_or_is_refused() {
    long seed = 20261123;
    Random random = new Random(seed);
    int read = 0;
    for (int i = 0; i < 3_000; i++) {
      StringBuilder built = new StringBuilder();
      for (int n = random.nextInt(6); n >= 0; n--) {
        built.append(
            random.nextInt(4) == 0
                ? new String(Character.toChars(random.nextInt(0x3000)))
                : PIECES[random.nextInt(PIECES.length)]);
      }
      String text = built.toString();
      TableRules.Shown shown =
          TableRules.drl(ToyTables.PATH, named(text), Toy.MODEL, Limits.DEFAULT);
      if (!shown.problems().isEmpty()) {
        continue;
      }
      read++;
      List<Token> tokens =
          Lexer.tokens(shown.drl(), new Problems("x"), Limits.DEFAULT).stream()
              .filter(token -> token.kind() == Token.Kind.TEXT)
              .toList();
      // name, four labels, the condition's value and the conclusion's
      assertThat(tokens).describedAs("seed %d, text %s", seed, text).hasSize(7);
      if (!text.strip().equalsIgnoreCase("(empty)")) {
        assertThat(tokens.get(5).text()).isEqualTo(text);
      }
      assertThat(tokens.get(6).text()).isEqualTo(text);
    }
    assertThat(read).isGreaterThan(1_000);
  }

  @Test
  void the_rule_that_comes_out_has_the_shape_of_the_table_whatever_its_cells_hold() {
    Random random = new Random(7);
    List<String> shapes = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      StringBuilder text = new StringBuilder("x");
      for (int n = random.nextInt(8); n >= 0; n--) {
        text.append(PIECES[random.nextInt(PIECES.length)]);
      }
      RuleBundle.Loaded loaded = ToyTables.load(named(text.append("x").toString()));
      if (loaded.problems().isEmpty()) {
        RuleInfo rule = loaded.get().catalogue().get(0);
        shapes.add(rule.id() + loaded.get().catalogue().size() + rule.conditions().size());
      }
    }
    assertThat(shapes).hasSizeGreaterThan(100).containsOnly("TST-00111");
  }

  @Test
  void values_of_lists_and_patterns_are_texts_too() {
    String list =
        ToyTables.table("SKU", "Subscription.sku one of", "TST-001,A," + cell("a\") || (\"b; c\\"));
    assertThat(ToyTables.flagged(list, subscription("c\\"), subscription("x"))).hasSize(1);
    assertThat(ToyTables.flagged(list, subscription("a\") || (\"b"))).hasSize(1);
    String like = ToyTables.table("SKU", "Subscription.sku like", "TST-001,A,(a+)+$*[x]\\E.*");
    assertThat(ToyTables.flagged(like, subscription("(A+)+$ and [X]\\e. more"))).hasSize(1);
    assertThat(ToyTables.flagged(like, subscription("aaaa"))).isEmpty();
  }

  @Test
  void a_meaning_cannot_bring_in_anything_but_a_field() {
    for (String means :
        List.of(
            "Subscription.sku == \"x\" || true || sku ==",
            "Subscription.sku ) or Client( name",
            "Subscription.attributes[\"a\"] == \"b\" || attributes[\"c\"]",
            "Subscription.attributes[a\"] || true || [\"b]",
            "Subscription.",
            "Subscription..sku",
            "java.lang.Runtime.getRuntime()",
            "eval( true )",
            "Subscription.sku matches")) {
      assertThat(ToyTables.problems(ToyTables.table("SKU", cell(means), "TST-001,A,x")))
          .describedAs(means)
          .isNotEmpty();
    }
  }

  @Test
  void a_shared_text_cannot_end_the_rule_and_begin_another() {
    for (String when :
        List.of(
            "Subscription() then insertLogical( Finding.of( \"a\", \"b\" ) ); end rule \"x\" when Client()",
            "Subscription(); eval( true )",
            "Subscription( /* ) */ )",
            "Subscription( eval( true ) )",
            "Subscription( sku == \"a",
            "@Foo( 1 ) Subscription()")) {
      String csv =
          ToyTables.table("SKU", "Subscription.sku", "TST-001,A,x")
              .replace("$s : Subscription( $client : clientId )", cell(when));
      assertThat(ToyTables.problems(csv)).describedAs(when).isNotEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        ", seats > 0|1000|cell B6: it holds more than 10000 characters",
        ", sku != {Rule}|600|cell A10: the rule is longer than 200000 characters",
        ", seats > 0|300|the rules of the table are longer than 4000000 characters",
      })
  void a_short_table_does_not_grow_into_rules_without_end(
      String condition, int times, String expected) {
    String rows =
        IntStream.range(1_000, 2_900)
            .mapToObj(i -> "rule,TST-%d,%s,X%d\n".formatted(i, "y".repeat(400), i))
            .collect(Collectors.joining());
    String csv =
        ToyTables.table("SKU", "Subscription.sku")
            .replace("$client : clientId", "$client : clientId" + condition.repeat(times))
            .replace("when,$s", "when,\"$s")
            .replace(" )\nthen", " )\"\nthen");
    assertThat(TableRules.drl(ToyTables.PATH, csv + rows, Toy.MODEL, Limits.DEFAULT).problems())
        .singleElement()
        .asString()
        .contains("RB-105", expected);
  }

  @Test
  void what_is_asked_for_often_is_refused_in_no_time() {
    String when = "when,\"Subscription( sku != {Rule}" + " || sku != {Rule}".repeat(500) + " )\"\n";
    String rows =
        IntStream.range(1_000, 2_900)
            .mapToObj(i -> "rule,TST-%d,r,%s\n".formatted(i, i == 2_899 ? "x" : " x"))
            .collect(Collectors.joining());
    String csv =
        ToyTables.table("SKU", "$s.sku").replace("when,$s", when.repeat(100) + "when,$s") + rows;
    assertThat(TableRules.drl(ToyTables.PATH, csv, Toy.MODEL, Limits.DEFAULT).problems())
        .isNotEmpty()
        .allSatisfy(problem -> assertThat(problem.id()).isIn("RB-103", "RB-105"));
  }

  @Test
  void random_sheets_never_cause_anything_but_problems() {
    Random random = new Random(11);
    String good = table("x");
    for (int i = 0; i < 500; i++) {
      StringBuilder broken = new StringBuilder(good);
      for (int n = random.nextInt(4); n >= 0; n--) {
        int at = random.nextInt(broken.length());
        if (random.nextBoolean()) {
          broken.insert(at, PIECES[random.nextInt(PIECES.length)]);
        } else {
          broken.delete(at, Math.min(broken.length(), at + random.nextInt(9)));
        }
      }
      assertThat(ToyTables.load(broken.toString()).problems())
          .describedAs(broken.toString())
          .noneMatch(p -> p.id().equals("RB-090"));
    }
  }
}
