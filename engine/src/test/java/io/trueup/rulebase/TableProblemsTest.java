package io.trueup.rulebase;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with a table is said with the table's own places. */
class TableProblemsTest {
  private static final String GOOD =
      ToyTables.table(
          "SKU,Seats,Start,Reviewed",
          "Subscription.sku,Subscription.seats >,Subscription.startDate,Subscription.reviewed",
          "TST-001,A,X,1,2026-01-31,no",
          "TST-002,B,Y,2,2026-01-31,no");

  @Test
  void the_table_of_this_test_is_right() {
    assertThat(ToyTables.problems(GOOD)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        // cells
        "B,Y,2,|B,Y,two,|11:18: RB-103: cell E11: \"two\" is no number",
        "B,Y,2,|B,Y,\"1,5\",|11:18: RB-103: cell E11: \"1,5\" is no number",
        "B,Y,2,|B,Y,10%,|11:18: RB-103: cell E11: \"10%\" is no number",
        "B,Y,2,|\"B\"\"x\",Y ,2,|11:21: RB-103: cell D11: the text begins or ends with a blank",
        "2,2026-01-31|2,31.1.2026|11:20: RB-103: cell F11: \"31.1.2026\" is no date",
        "2,2026-01-31|2,2026-02-30|11:20: RB-103: cell F11: \"2026-02-30\" is no date",
        "1,2026-01-31,no|1,2026-01-31,maybe|10:31: RB-103: cell G10: \"maybe\" is neither yes nor no",
        "A,X,1|,X,1|10:14: RB-103: cell C10: Rule is empty, and every rule of the table needs it",
        "B,Y,2,2026-01-31,no|B,,,,|11:1: RB-103: cell A11: the rule has no condition of its own",
        "rule,TST-002|rule,|11:1: RB-103: cell A11: the rule has no id",
        "owner,qa|note,qa|10:1: RB-103: cell A10: the rule has no owner",
        "name,A|note,A|10:1: RB-103: cell A10: the rule has no name",
        // what the check of rules finds
        "TST-002|TST-001|11:6: RB-017: the id \"TST-001\" is used already at discrepancies/toy.table.csv:10",
        "TST-002|T-2|11:6: RB-016: the id the text \"T-2\" does not have the form ABC-123",
        "B,Y,2,|A,Y,2,|11:1: RB-019: a rule of this name is at discrepancies/toy.table.csv:10 already",
        "Subscription.sku,|Subscription.suk,|9:15: RB-031: ",
        "Subscription.seats >|Subscription.reviewed >|10:18: RB-103: cell E10: \"1\" is neither yes nor no",
        "$client : clientId|$client : clientid|6:35: RB-031: ",
        "Finding.of( {Rule}|Finding.off( {Rule}|7:15: RB-051: ",
        // columns
        "Subscription.sku,|Client.name,|9:15: RB-102: cell D9: no row 'when' asks for Client",
        "Subscription.sku,|something,|9:15: RB-102: cell D9: \"something\" does not say what the column means",
        "Subscription.seats >|Subscription.seats roughly|9:32: RB-102: cell E9: \"roughly\" is no comparison",
        "columns,Id,Rule,SKU|columns,Id,Rule,rule|8:17: RB-102: cell D8: the heading is that of C8",
        "columns,Id,Rule,SKU|columns,Id,Rule,|9:15: RB-102: cell D9: the column has no heading",
        "means,id,text,Subscription.sku,|means,id,text,,|9:15: RB-102: cell D9: the column does not say what it means",
        "means,id,|means,note,|8:1: RB-102: cell A8: no column means id",
        "means,id,text,Subscription.sku,|means,id,text,id,|9:15: RB-102: cell D9: two columns mean id",
        "means,id,text,Subscription.sku,|means,id,text,number,|9:15: RB-102: cell D9: no row asks for {SKU}",
        // rows
        "owner,qa|owner,qa,x|2:10: RB-101: cell C2: 'owner' takes one cell",
        "owner,qa|owner,|2:1: RB-101: cell A2: 'owner' says nothing",
        "owner,qa|owner,qa\\nowner,qb|3:1: RB-101: cell A3: 'owner' is given twice",
        "owner,qa|table,qa\\nowner,qa|2:1: RB-101: cell A2: 'table' is given twice",
        "owner,qa|boss,qa|2:1: RB-101: cell A2: \"boss\" is no kind of row",
        "owner,qa|,qa|2:1: RB-101: cell A2: the row does not say what it is",
        "table,Sub|rules,Sub|1:1: RB-101: cell A1: the table does not begin with the row table",
        "rule,TST-001|when,TST-001|10:1: RB-101: cell A10: 'when' stands below the columns",
        "when,|note,|1:1: RB-101: cell A1: the table has no row 'when'",
        // templates
        "{Rule}, $client|{Name}, $client|7:19: RB-104: cell B7: {Name} is no column of values",
        "{Rule} is flagged|{SUK} is flagged|5:24: RB-104: cell B5: {SUK} is no column",
        "( $client : clientId )|( $client : clientId|6:42: RB-104: cell B6: a bracket is not closed",
        "( $client : clientId )|( $client : clientId ) // x|6:46: RB-104: cell B6: a comment cannot stand in a table's DRL",
        "( $client : clientId )|( $client : clientId ) then|6:46: RB-104: cell B6: 'then' cannot stand in a table's DRL",
        // the sheet
        "B,Y,2,|B,=1+1,2,|11:16: RB-100: cell D11: a spreadsheet would calculate it: =1+1",
        "B,Y,2,|B,@x,2,|11:16: RB-100: cell D11: a spreadsheet would calculate it: @x",
        "B,Y,2,|B,+x,2,|11:16: RB-100: cell D11: a spreadsheet would calculate it: +x",
        "B,Y,2,|B,\"Y\"x,2,|11:1: RB-100: this row is no CSV",
        "B,Y,2,|B,\"Y,2,|11:1: RB-100: this row is no CSV",
      })
  void each_problem_is_told_at_its_cell(String from, String to, String expected) {
    String changed = GOOD.replace(from, to.replace("\\n", "\n"));
    assertThat(changed).isNotEqualTo(GOOD);
    assertThat(ToyTables.problems(changed))
        .describedAs(changed)
        .anySatisfy(problem -> assertThat(problem).startsWith(expected));
  }

  @Test
  void a_problem_that_all_rows_share_is_told_once() {
    assertThat(ToyTables.problems(GOOD.replace("Subscription.sku,", "Subscription.suk,")))
        .singleElement()
        .asString()
        .startsWith("9:15: RB-031: ")
        .contains("sku");
  }

  @Test
  void a_pattern_that_is_there_twice_needs_its_variable() {
    String twice = GOOD.replace("when,$s", "when,Subscription( reviewed )\nwhen,$s");
    assertThat(ToyTables.problems(twice))
        .allSatisfy(p -> assertThat(p).contains("more than one pattern asks for Subscription"))
        .hasSize(4);
  }

  @Test
  void nothing_but_a_table_is_no_table() {
    for (String csv : new String[] {"", "\n", "table\n", "a,b\n", "\"", "table,x\n\n\n"}) {
      assertThat(ToyTables.problems(csv)).describedAs(csv).isNotEmpty();
    }
  }

  @Test
  void too_much_is_refused() {
    String rows = IntStream.range(0, 2_050).mapToObj(i -> "rule,x\n").collect(Collectors.joining());
    assertThat(ToyTables.problems(GOOD + rows))
        .singleElement()
        .asString()
        .contains("RB-105: the table has more than 2000 rules");
    assertThat(ToyTables.problems(GOOD + rows + rows))
        .singleElement()
        .asString()
        .contains("RB-105: the table has more than 2100 rows");
    assertThat(ToyTables.problems("table" + ",".repeat(100) + "\n"))
        .singleElement()
        .asString()
        .contains("RB-105: the table has more than 60 columns");
    assertThat(ToyTables.problems(GOOD.replace("B,Y,2", "B," + "Y".repeat(2_001) + ",2")))
        .singleElement()
        .asString()
        .startsWith("11:16: RB-007");
  }

  @Test
  void no_rule_is_written_of_a_row_with_problems_that_are_not_shown_any_more() {
    String rows =
        IntStream.range(0, 300)
            .mapToObj(i -> "rule,TST-%d,A%d,\n".formatted(100 + i, i))
            .collect(Collectors.joining());
    String nameless = GOOD.replace("name,A", "note,A").replaceAll("(?m)^rule.*\n", "") + rows;
    assertThat(ToyTables.problems(nameless))
        .hasSize(200)
        .allSatisfy(problem -> assertThat(problem).contains("RB-103"));
  }

  @Test
  void a_table_that_does_not_stand_in_a_stage_is_no_rule() {
    assertThat(
            RuleBundle.load(
                    Map.of("toy.csv", GOOD, "discrepancies/toy.csv", GOOD),
                    Toy.MODEL,
                    Limits.DEFAULT)
                .problems())
        .singleElement()
        .satisfies(p -> assertThat(p.id() + p.file()).isEqualTo("RB-070discrepancies/toy.csv"));
  }
}
