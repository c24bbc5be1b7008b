package io.trueup.rulebase;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is refused: where, under which id, and what the author is told to write instead. */
class RefusalsTest {
  private static final String HEAD = "package " + Toy.PACKAGE + "\n";
  private static final String META =
      "@id(\"TST-001\") @owner(\"qa\") @since(\"2026\") @rationale(\"Test.\")\n";
  private static final String CONCLUDE = "insertLogical( Finding.of( \"X\", \"y\" ) );";

  private static RuleProblem only(String text) {
    Compiled compiled = Toy.compile(text);
    assertThat(compiled.problems()).as(text).hasSize(1);
    return compiled.problems().get(0);
  }

  /**
   * Conditions with {@code ^} before the token where the problem is shown, its id, and a part of
   * the hint.
   */
  static Stream<Arguments> conditions() {
    return Stream.of(
        Arguments.of("Subscription( ^seat > 1 )", "RB-031", "did you mean 'seats'?"),
        Arguments.of("Subscription( seats > 1, ^prize > 1 )", "RB-031", ""),
        Arguments.of("^Subscripton( seats > 1 )", "RB-030", "did you mean 'Subscription'?"),
        Arguments.of("Subscription( clientId == ^$cleint )", "RB-032", ""),
        Arguments.of(
            "$client : Client() Subscription( clientId == ^$clinet.id )",
            "RB-032",
            "did you mean '$client'?"),
        Arguments.of(
            "$c : Client() Subscription( $c.^idd == clientId )", "RB-031", "did you mean 'id'?"),
        Arguments.of("$a : Client() ^$a : Subscription()", "RB-033", "field == $a"),
        Arguments.of("Subscription( seats ^== \"old\" )", "RB-034", ""),
        Arguments.of(
            "Subscription( seats ^== \"5\" )", "RB-034", "write the number without quotes"),
        Arguments.of("Subscription( sku ^> 5 )", "RB-034", "put the value in quotes"),
        Arguments.of("Subscription( sku ^> \"A\" )", "RB-035", "only numbers and dates"),
        Arguments.of("Subscription( reviewed ^> 1 )", "RB-034", ""),
        Arguments.of("Subscription( ^seats )", "RB-038", "compare it"),
        Arguments.of("Subscription( unitPrice > ^0.1 )", "RB-008", "write 0.1B"),
        Arguments.of("Subscription( unitPrice + ^1e999999999B > 0 )", "RB-008", ""),
        Arguments.of("Subscription( seats > ^99999999999999999999 )", "RB-008", ""),
        Arguments.of("Subscription( seats > ^0100 )", "RB-008", "without zeros in front"),
        Arguments.of("Subscription( unitPrice > ^00.1B )", "RB-008", ""),
        Arguments.of("Subscription( unitPrice ^/ 2 > 1 )", "RB-041", "multiply the other side"),
        Arguments.of("Subscription( ^sku + vendor == \"x\" )", "RB-041", "texts cannot be joined"),
        Arguments.of("Subscription( status == ^\"ACTVE\" )", "RB-036", "did you mean 'ACTIVE'?"),
        Arguments.of("Subscription( status == Status.^GONE )", "RB-036", ""),
        Arguments.of("Subscription( startDate > ^\"2026-02-31\" )", "RB-039", "2026-10-31"),
        Arguments.of("Subscription( startDate > ^\"31-Oct-2026\" )", "RB-039", "2026-10-31"),
        Arguments.of("Subscription( sku matches ^\"(a)\\\\1\" )", "RB-040", "linear"),
        Arguments.of("Subscription( sku matches ^\"((a{100}){100}){100}\" )", "RB-040", ""),
        Arguments.of("Subscription( sku matches ^vendor )", "RB-040", "put it in quotes"),
        Arguments.of("Subscription( seats ^contains 1 )", "RB-035", ""),
        Arguments.of("Subscription( ^getSkus() == \"x\" )", "RB-037", ""),
        Arguments.of("$s : Subscription() Client( id == $s.^getClass() )", "RB-037", ""),
        Arguments.of("Subscription( this.^class != null )", "RB-031", ""),
        Arguments.of("Subscription( sku.^replaceAll( \"a\", \"b\" ) == \"x\" )", "RB-037", ""),
        Arguments.of("Subscription( sku.^toUpperCase == \"X\" )", "RB-037", "toUpperCase()"),
        Arguments.of("Subscription( ^java.lang.System.exit( 1 ) )", "RB-031", ""),
        Arguments.of("Subscription( sku ^soundslike \"x\" )", "RB-035", ""),
        Arguments.of("Subscription( sku ^excludes \"x\" )", "RB-035", "not contains"),
        Arguments.of("Subscription( 1 ^== 1 )", "RB-045", "name a field"),
        Arguments.of("Subscription( ^true )", "RB-045", ""),
        Arguments.of(
            "Subscription( sku matches \"a.*\" ^matches \"b.*\" )", "RB-010", "&& or a comma"),
        Arguments.of("Subscription( seats > 0 /* hidden */ ^== true )", "RB-010", ""),
        Arguments.of("Subscription( ^\"M365\" )", "RB-038", ""),
        Arguments.of("Subscription( seats > 1 ^; )", "RB-012", "field == value"),
        Arguments.of("Subscription( ^s : seats )", "RB-032", "$s"),
        Arguments.of("Subscription( !seats ^== 1 )", "RB-010", "!( a == b )"),
        Arguments.of("Subscription( this^#Client )", "RB-010", ""),
        Arguments.of("Subscription( ^new Client() == null )", "RB-012", ""),
        Arguments.of("Subscription( seats > 1 ) ^over window:time( 1h )", "RB-012", ""),
        Arguments.of("Subscription( seats > 1 ) ^@watch( seats )", "RB-012", ""),
        Arguments.of("Subscription() ^&& Client()", "RB-010", "write and"),
        Arguments.of("not ^not Client()", "RB-010", "not( not ... )"),
        Arguments.of("^eval( true )", "RB-012", "inside a pattern"),
        Arguments.of("(^or Subscription() Client())", "RB-010", "( A() or B() )"),
        Arguments.of("$x : ^(Subscription() or Client())", "RB-010", ""),
        Arguments.of("io^.trueup.Subscription()", "RB-030", "last word only"),
        Arguments.of("$s : Subscription() String() from ^$s.sku", "RB-044", "$fact.list"),
        Arguments.of("$c : Client() ^Integer() from $c.tags", "RB-044", "String"),
        Arguments.of("Object() from ^new Boom()", "RB-012", ""),
        Arguments.of(
            "accumulate( Subscription( $n : seats ); $s : ^summ( $n ) )",
            "RB-042",
            "did you mean 'sum'?"),
        Arguments.of("accumulate( Subscription( $n : sku ); $s : sum( ^$n ) )", "RB-042", "number"),
        Arguments.of("accumulate( Subscription( $n : seats ); $s : ^sum() )", "RB-042", ""),
        Arguments.of(
            "$c : Client() accumulate( Subscription( $n : seats ); $s : sum( $n ); $c.tier ^== \"gold\" )",
            "RB-043",
            ""),
        Arguments.of(
            "accumulate( Subscription( $n : seats ); ^init( int x = 0; ) action( x++; ) result( x ) )",
            "RB-012",
            "sum, count"),
        Arguments.of("^accumulate( Client() or Subscription(); $n : count() )", "RB-024", ""),
        Arguments.of("^Subscription( $a : seats ) not Client( ^x == 1 )", "RB-031", ""));
  }

  @ParameterizedTest
  @MethodSource("conditions")
  void a_condition_is_refused_at_the_very_token(String marked, String id, String hint) {
    int caret = marked.lastIndexOf('^');
    String conditions = marked.replace("^", "");
    int shift = caret < 0 ? 0 : marked.substring(0, caret).replace("^", "").length();
    RuleProblem problem =
        only(
            HEAD
                + "rule \"This is a rule\"\n"
                + META
                + "when\n"
                + conditions
                + "\nthen\n"
                + CONCLUDE
                + "\nend\n");
    assertThat(problem.id()).as(problem + " " + problem.hint()).isEqualTo(id);
    if (caret >= 0) {
      assertThat(problem.toString()).startsWith(Toy.FILE + ":5:" + (shift + 1) + ": " + id + ": ");
    }
    assertThat(problem.hint()).contains(hint);
  }

  static Stream<Arguments> conclusions() {
    return Stream.of(
        Arguments.of("^insert( Finding.of( \"X\", \"y\" ) );", "RB-050", "insertLogical"),
        Arguments.of("^modify( $s ) { setSeats( 1 ) }", "RB-050", "never change"),
        Arguments.of("^update( $s );", "RB-050", "never change"),
        Arguments.of("^delete( $s );", "RB-050", "never go away"),
        Arguments.of("^if ( true ) { }", "RB-050", "two rules"),
        Arguments.of("^while (true) { }", "RB-050", ""),
        Arguments.of("^findings.flag( \"X\" );", "RB-050", "insertLogical"),
        Arguments.of("^drools.halt();", "RB-050", ""),
        Arguments.of("^java.lang.Runtime.getRuntime().exec(\"x\");", "RB-050", ""),
        Arguments.of("^String x = \"\";", "RB-050", ""),
        Arguments.of("insertLogical( ^new Finding( \"X\", \"y\", \"z\" ) );", "RB-050", "verbs"),
        Arguments.of("insertLogical( ^$s );", "RB-050", ""),
        Arguments.of(
            "insertLogical( Finding.^offf( \"X\", \"y\" ) );", "RB-051", "did you mean 'of'?"),
        Arguments.of("insertLogical( ^Client.of( \"X\" ) );", "RB-051", ""),
        Arguments.of("insertLogical( ^Findin.of( \"X\" ) );", "RB-051", "did you mean 'Finding'?"),
        Arguments.of("insertLogical( Finding.^of( \"X\" ) );", "RB-052", "of( String, String )"),
        Arguments.of(
            "insertLogical( Finding.of( \"X\", ^$s ) );", "RB-053", "of( String, String )"),
        Arguments.of("insertLogical( Finding.of( \"X\", ^5 ) );", "RB-053", ""),
        Arguments.of("insertLogical( Finding.of( \"X\", ^null ) );", "RB-053", ""),
        Arguments.of(
            "insertLogical( Finding.number( \"X\", $s.seats ^+ 1 ) );", "RB-053", "when part"),
        Arguments.of("insertLogical( Finding.of( \"X\", ^clientId ) );", "RB-032", ""),
        Arguments.of(
            "insertLogical( Finding.of( \"X\", $s.^clintId ) );",
            "RB-031",
            "did you mean 'clientId'?"),
        Arguments.of("insertLogical( Finding.of( \"X\", $s.^getClass() ) );", "RB-037", ""),
        Arguments.of("insertLogical( Finding.of( \"X\", \"y\" ) ) ^end", "RB-010", ";"),
        Arguments.of(
            "insertLogical( Exclusion.dated( ^\"2026-13-01\", \"TRIAL\", true, 1 ) );",
            "RB-039",
            ""),
        Arguments.of(
            "insertLogical( Exclusion.dated( \"2026-12-01\", ^\"TRAIL\", true, 1 ) );",
            "RB-036",
            "did you mean 'TRIAL'?"));
  }

  @ParameterizedTest
  @MethodSource("conclusions")
  void a_conclusion_is_refused_at_the_very_token(String marked, String id, String hint) {
    int caret = marked.indexOf('^');
    String statement = marked.replace("^", "");
    RuleProblem problem =
        only(
            HEAD
                + "rule \"This is a rule\"\n"
                + META
                + "when\n$s : Subscription()\nthen\n"
                + statement
                + "\nend\n");
    assertThat(problem.toString()).startsWith(Toy.FILE + ":7:" + (caret + 1) + ": " + id + ": ");
    assertThat(problem.hint()).contains(hint);
  }

  static Stream<Arguments> headers() {
    return Stream.of(
        Arguments.of("salience 10\n", 4, 1, "RB-013", "not"),
        Arguments.of("salience -10\n", 4, 1, "RB-013", ""),
        Arguments.of("no-loop true\n", 4, 1, "RB-013", "never change"),
        Arguments.of("agenda-group \"x\"\n", 4, 1, "RB-013", "folder"),
        Arguments.of("lock-on-active\n", 4, 1, "RB-013", ""),
        Arguments.of("date-effective \"01-Jan-2026\"\n", 4, 1, "RB-013", "date"),
        Arguments.of("enabled ( 1 > 0 )\n", 4, 1, "RB-013", "PolicySwitch"),
        Arguments.of("dialect \"mvel\"\n", 4, 1, "RB-013", "delete"),
        Arguments.of("timer ( int: 1s )\n", 4, 1, "RB-013", "clock"),
        Arguments.of("duration 5\n", 4, 1, "RB-013", "clock"),
        Arguments.of("@watch(\"x\")\n", 4, 2, "RB-015", "rationale"),
        Arguments.of("@ticket( Runtime.getRuntime() )\n", 4, 10, "RB-015", "\"...\""),
        Arguments.of("@owner(\"b\")\n", 4, 2, "RB-015", "delete one"));
  }

  @ParameterizedTest
  @MethodSource("headers")
  void a_rule_header_is_refused_with_the_alternative(
      String header, int line, int column, String id, String hint) {
    RuleProblem problem =
        only(
            HEAD
                + "rule \"This is a rule\"\n"
                + META
                + header
                + "when\nClient()\nthen\n"
                + CONCLUDE
                + "\nend\n");
    assertThat(problem.toString())
        .startsWith(Toy.FILE + ":" + line + ":" + column + ": " + id + ": ");
    assertThat(problem.hint()).contains(hint);
  }

  static Stream<Arguments> elements() {
    return Stream.of(
        Arguments.of("global java.lang.Runtime rt;", "RB-012", "Threshold"),
        Arguments.of("function void f() { }", "RB-012", ""),
        Arguments.of("declare Evil extends Boom\n y : int\nend", "RB-012", "fixed"),
        Arguments.of("query q( String $c )\n Client( id == $c )\nend", "RB-012", ""),
        Arguments.of("import function gadget.Canary.hit;", "RB-021", ""),
        Arguments.of("import accumulate gadget.Boom boom;", "RB-021", ""),
        Arguments.of("import gadget.Canary;", "RB-021", "delete"),
        Arguments.of("import java.util.*;", "RB-021", ""),
        Arguments.of("dialect \"mvel\"", "RB-012", ""),
        Arguments.of("unit U;", "RB-012", ""));
  }

  @ParameterizedTest
  @MethodSource("elements")
  void what_is_no_rule_is_refused(String element, String id, String hint) {
    RuleProblem problem =
        only(HEAD + element + "\n" + Toy.rule("Client()", CONCLUDE).replace(HEAD, ""));
    assertThat(problem.id()).isEqualTo(id);
    assertThat(problem.line()).isEqualTo(2);
    assertThat(problem.hint()).contains(hint);
  }

  @Test
  void imports_of_fact_types_are_accepted() {
    String text = Toy.rule("Client()", CONCLUDE);
    String name = Toy.Client.class.getCanonicalName();
    assertThat(Toy.compile(text.replace(HEAD, HEAD + "import " + name + ";\n")).problems())
        .isEmpty();
  }

  static Stream<Arguments> names() {
    return Stream.of(
        Arguments.of("lower case start", "RB-018"),
        Arguments.of("Two words", "RB-018"),
        Arguments.of("Ends with a dot.", "RB-018"),
        Arguments.of("Has \\\"quotes\\\" in it", "RB-018"),
        Arguments.of(" Starts with a blank", "RB-018"));
  }

  @ParameterizedTest
  @MethodSource("names")
  void a_rule_name_is_a_sentence(String name, String id) {
    RuleProblem problem = only(Toy.rule("Client()", CONCLUDE).replace("This is a rule", name));
    assertThat(problem.toString()).startsWith(Toy.FILE + ":2:6: " + id);
  }

  @Test
  void metadata_must_be_there_and_ids_are_used_once() {
    String rule = Toy.rule("Client()", CONCLUDE);
    assertThat(only(rule.replace("@owner(\"qa\")", "")).message())
        .isEqualTo("the rule has no @owner");
    assertThat(only(rule.replace("TST-001", "Tst1")).id()).isEqualTo("RB-016");
    List<RuleProblem> twice = Toy.compile(rule, rule).problems();
    assertThat(twice).extracting(RuleProblem::id).containsExactly("RB-019", "RB-017");
    assertThat(twice.get(0).file()).isEqualTo("discrepancies/toy1.drl");
    assertThat(only(rule.replace(Toy.PACKAGE, "trueup.other")).id()).isEqualTo("RB-020");
    assertThat(only(Toy.rule("", CONCLUDE)).id()).isEqualTo("RB-022");
    assertThat(only(Toy.rule("Client()", "")).id()).isEqualTo("RB-023");
  }

  @Test
  void characters_that_deceive_are_refused() {
    String rule = Toy.rule("Client( id == \"a\" )", CONCLUDE);
    assertThat(only(rule.replace("\"a\"", "\"\\u0022a\"")).id()).isEqualTo("RB-003");
    assertThat(only(rule.replace("\"a\"", "\"a\u202E\"")).id()).isEqualTo("RB-002");
    assertThat(only(rule.replace("\"a\"", "\"a\u0000\"")).id()).isEqualTo("RB-002");
    assertThat(only(rule.replace("\"a\"", "\"a\u200B\"")).toString())
        .startsWith(Toy.FILE + ":5:19: RB-002: the character U+200B is not allowed");
    assertThat(Toy.compile(rule.replace("\"a\"", "\u201Ca\u201D")).problems().get(0).hint())
        .contains("straight quotes");
    assertThat(Toy.compile(rule.replace("\"a\"", "\"Zażółć 東京\"")).problems()).isEmpty();
    assertThat(only(rule.replace("\"a\"", "\"a")).id()).isEqualTo("RB-004");
    assertThat(only(rule.replace("\"a\"", "\"\\d\"")).id()).isEqualTo("RB-006");
    assertThat(only(rule.replace("\"a\"", '"' + "x".repeat(2001) + '"')).id()).isEqualTo("RB-007");
  }

  @Test
  void every_problem_of_a_file_is_reported() {
    String text =
        HEAD
            + """
            rule "This is the first"
                @id("TST-001") @owner("qa") @since("2026") @rationale("Test.")
            when
                Client( nme == "a", tear == "b" )
                $s : Subscription( seats > 0.5 )
            then
                insertLogical( Finding.off( "X", $s.clientId ) );
            end
            rule "This is the second"
                @id("TST-002") @owner("qa") @since("2026") @rationale("Test.")
            when
                Client( id == )
            then
                insertLogical( Finding.of( "X", "y" ) );
            end
            rule "This is the third"
                @id("TST-003") @owner("qa") @rationale("Test.")
            when
                Clint( nothing == 1 )
            then
                insertLogical( Finding.of( "X", "y" ) );
            end
            """;
    assertThat(Toy.compile(text).problems().stream().map(p -> p.line() + " " + p.id()))
        .containsExactly(
            "5 RB-031", "5 RB-031", "6 RB-008", "8 RB-051", "13 RB-010", "17 RB-014", "20 RB-030");
  }

  @Test
  void a_missing_end_is_reported_where_the_next_rule_starts() {
    String text =
        Toy.rule("Client()", CONCLUDE).replace("\nend\n", "\n")
            + "rule \"This comes next\"\nwhen\nthen\nend\n";
    assertThat(Toy.compile(text).problems())
        .anySatisfy(
            p -> {
              assertThat(p.id()).isEqualTo("RB-011");
              assertThat(p.line()).isEqualTo(8);
            });
  }

  @Test
  void nested_brackets_are_refused_at_once() {
    String deep = "(".repeat(18) + "seats > 1" + ")".repeat(18);
    long start = System.nanoTime();
    assertThat(only(Toy.rule("Subscription( " + deep + " )", CONCLUDE)).id()).isEqualTo("RB-005");
    String nots = "!".repeat(100) + "reviewed";
    assertThat(only(Toy.rule("Subscription( " + nots + " )", CONCLUDE)).id()).isEqualTo("RB-005");
    String sum = "seats" + " + 1".repeat(5000) + " > 1";
    assertThat(only(Toy.rule("Subscription( " + sum + " )", CONCLUDE)).id()).isEqualTo("RB-005");
    String patterns = "Client()\n".repeat(40);
    assertThat(only(Toy.rule(patterns, CONCLUDE)).id()).isEqualTo("RB-024");
    String alternatives = "( Client() or Subscription() )\n".repeat(12);
    assertThat(only(Toy.rule(alternatives, CONCLUDE)).id()).isEqualTo("RB-024");
    assertThat(only(Toy.rule("Subscription( " + "a".repeat(150_000) + " == 1 )", CONCLUDE)).id())
        .isEqualTo("RB-031");
    for (String many :
        List.of(
            "seats == 1" + " || == 2".repeat(10_000),
            "seats > 1" + ", seats > 2".repeat(10_000),
            "seats > 1" + " && seats > 2".repeat(10_000),
            "seats in ( 1" + ", 2".repeat(30_000) + " )")) {
      assertThat(only(Toy.rule("Subscription( " + many + " )", CONCLUDE)).id()).isEqualTo("RB-024");
    }
    assertThat(only(Toy.rule("Client()", CONCLUDE.repeat(2_000))).id()).isEqualTo("RB-024");
    assertThat(System.nanoTime() - start).isLessThan(3_000_000_000L);
    assertThat(only(" ".repeat(200_001)).id()).isEqualTo("RB-001");
  }
}
