package io.trueup.rulebase;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.rulebase.RuleBundle.Stage;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a decision table says, as DRL and when it is evaluated. */
class TableRulesTest {
  private static Toy.Subscription subscription(String sku, int seats) {
    return new Toy.Subscription(
        "S1",
        "c1",
        sku,
        "microsoft",
        Toy.Status.TRIAL,
        seats,
        new BigDecimal("10.00"),
        LocalDate.of(2026, 1, 31),
        false,
        Map.of("term", "annual"));
  }

  @Test
  void a_row_becomes_a_rule_in_plain_DRL() {
    String csv =
        ToyTables.table(
            "SKU,Seats from,Term",
            "Subscription.sku is,$s.seats at least,Subscription.attributes[term]",
            "TST-001,A,M365-E3,10,annual");
    assertThat(ToyTables.drl(csv))
        .isEqualTo(
            """
            package trueup.discrepancies

            rule "A subscription of A is flagged"
                @id("TST-001") @owner("qa") @since("2026-11")
                @rationale("For tests.")
            when
                $s : Subscription( $client : clientId, sku == "M365-E3", seats >= 10, attributes["term"] == "annual" )
            then
                insertLogical( Finding.of( "A", $client ) );
            end
            """);
    assertThat(ToyTables.flagged(csv, subscription("M365-E3", 10))).containsExactly("A");
    assertThat(ToyTables.flagged(csv, subscription("M365-E3", 9))).isEmpty();
  }

  @Test
  void an_empty_cell_and_the_word_any_leave_a_condition_out() {
    String csv =
        ToyTables.table(
            "SKU,Seats from",
            "Subscription.sku,Subscription.seats at least",
            "TST-001,A,M365-E3,",
            "TST-002,B,,10",
            "TST-003,C,any,any",
            "TST-004,D,M365-E3");
    assertThat(ToyTables.problems(csv)).singleElement().asString().contains("row 10 asks");
    assertThat(
            ToyTables.flagged(csv.replace("rule,TST-004,D,M365-E3\n", ""), subscription("X", 10)))
        .containsExactly("B", "C");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sku is|M365-E3|true",
        "sku|m365-e3|false",
        "sku is not|M365-E3|false",
        "sku <>|X|true",
        "sku one of|A; M365-E3|true",
        "sku none of|A; M365-E3|false",
        "sku starts with|M365|true",
        "sku ends with|E5|false",
        "sku like|m365-*|true",
        "sku like|*e3|true",
        "sku like|M365.E3|false",
        "sku contains|65-E|true",
        "sku does not contain|65-E|false",
        "sku matches|x|refused",
        "seats >|11|true",
        "seats more than|12|false",
        "seats<=|12|true",
        "seats less than|12.5|true",
        "seats is|12.00|true",
        "unitPrice at most|9.99|false",
        "unitPrice =|10|true",
        "startDate before|2026-02-01|true",
        "startDate after|2026-01-31|false",
        "startDate from|2026-01-31|true",
        "status|TRIAL|true",
        "status one of|ACTIVE; CANCELLED|false",
        "reviewed|no|true",
        "reviewed is|YES|false",
        "attributes[term] is|annual|true",
        "attributes[other] is|(empty)|true",
        "sku is|(empty)|false",
        "sku is not|(empty)|true",
        "unitPrice is|(empty)|false",
      })
  void a_column_compares_as_it_says(String means, String cell, String expected) {
    String csv = ToyTables.table("X", "Subscription." + means, "TST-001,A," + cell);
    if (expected.equals("refused")) {
      assertThat(ToyTables.problems(csv)).singleElement().asString().contains("is no comparison");
    } else {
      assertThat(ToyTables.flagged(csv, subscription("M365-E3", 12)))
          .hasSize(expected.equals("true") ? 1 : 0);
    }
  }

  @Test
  void a_rule_stands_at_its_row_in_the_catalogue() {
    RuleBundle bundle =
        ToyTables.load(
                ToyTables.table(
                        "SKU",
                        "Subscription.sku",
                        "TST-001,A,X",
                        "TST-002,\"B\nb\",Y",
                        "TST-003,C,Z")
                    .replace("subscription of {Rule}", "subscription {Id}"))
            .get();
    assertThat(bundle.catalogue())
        .extracting(RuleInfo::id, RuleInfo::file, RuleInfo::line)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("TST-001", ToyTables.PATH, 10),
            org.assertj.core.groups.Tuple.tuple("TST-002", ToyTables.PATH, 11),
            org.assertj.core.groups.Tuple.tuple("TST-003", ToyTables.PATH, 13));
    assertThat(bundle.catalogue().get(2).conditions())
        .containsExactly("$s : Subscription( $client : clientId, sku == \"Z\" )");
  }

  @Test
  void columns_may_say_what_the_rows_above_say_for_all() {
    String csv =
        ToyTables.table(
            "SKU,By,From,Why,Called,Ticket,Remark",
            "Subscription.sku,owner,since,rationale,name,ticket,note",
            "TST-001,A,X,ops,2026-12,Because {SKU} is dear.,X is looked at,T-7,whatever",
            "TST-002,B,Y,,,,,,");
    assertThat(ToyTables.load(csv).get().catalogue())
        .extracting(RuleInfo::owner, RuleInfo::since, RuleInfo::rationale, RuleInfo::name)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "ops", "2026-12", "Because X is dear.", "X is looked at"),
            org.assertj.core.groups.Tuple.tuple(
                "qa", "2026-11", "For tests.", "A subscription of B is flagged"));
  }

  @Test
  void semicolons_and_tabs_separate_cells_where_spreadsheets_write_them() {
    String commas = ToyTables.table("SKU", "Subscription.sku", "TST-001,A,X");
    String semicolons =
        commas
            .replace("\"Finding.of( {Rule}, $client )\"", "Finding.of( {Rule}# $client )")
            .replace(',', ';')
            .replace('#', ',');
    assertThat(ToyTables.drl(semicolons)).isEqualTo(ToyTables.drl(commas));
    assertThat(ToyTables.drl(semicolons.replace(';', '\t'))).isEqualTo(ToyTables.drl(commas));
    assertThat(ToyTables.drl(commas.replace("\n", "\r\n"))).isEqualTo(ToyTables.drl(commas));
    for (String before : List.of("note;by hand\n", ";;\n", "\n", "Note;a, b\n")) {
      assertThat(ToyTables.drl(before + semicolons)).isEqualTo(ToyTables.drl(commas));
    }
  }

  @Test
  void a_table_may_add_to_a_pattern_that_is_asked_for_by_its_variable() {
    String csv =
        """
        table,Two of a kind
        owner,qa
        since,2026-11
        rationale,For tests.
        when,$one : Subscription()
        when,"not( $other : Subscription( clientId == $one.clientId, id != $one.id ) )"
        then,"insertLogical( Finding.flag( {Code}, $one.clientId, ""(""  ) );"
        columns,Id,Name,Code,Seats of one,Seats of other
        means,id,name,text,$one.seats >,$other.seats >=
        rule,TST-001,One is alone of its kind,A,1,5
        """;
    assertThat(ToyTables.drl(csv))
        .contains("$one : Subscription( seats > 1 )\n")
        .contains("id != $one.id, seats >= 5 ) )\n")
        .contains("    insertLogical( Finding.flag( \"A\", $one.clientId, \"(\"  ) );\n");
    assertThat(ToyTables.flagged(csv, subscription("X", 2))).containsExactly("A");
  }

  @Test
  void advice_speaks_of_rows_and_not_of_numbers_that_a_column_names() {
    String csv =
        ToyTables.table(
            "Seats from",
            "Subscription.seats at least",
            "TST-001,A,10",
            "TST-002,A,20",
            "TST-003,B,30");
    RuleBundle.Checked checked =
        RuleBundle.check(
            Map.of(ToyTables.PATH, csv.replace("{Rule} is flagged", "{Seats from} is flagged")),
            Toy.MODEL,
            Limits.DEFAULT,
            new Readings(),
            Set.of("TST-001", "TST-002"));
    assertThat(checked.problems()).isEmpty();
    assertThat(checked.advice())
        .extracting(RuleProblem::line, RuleProblem::id)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(11, "RB-203"),
            org.assertj.core.groups.Tuple.tuple(12, "RB-204"));
  }

  @Test
  void a_table_is_part_of_the_bundles_hash_and_read_again_only_when_it_changes() {
    String csv = ToyTables.table("SKU", "Subscription.sku", "TST-001,A,X");
    Readings readings = new Readings();
    Map<String, String> files = new TreeMap<>(Map.of(ToyTables.PATH, csv));
    String hash = RuleBundle.load(files, Toy.MODEL, Limits.DEFAULT, readings).get().hash();
    assertThat(RuleBundle.load(files, Toy.MODEL, Limits.DEFAULT, readings).get().hash())
        .isEqualTo(hash);
    // the same DRL, two lines further down
    files.put(ToyTables.PATH, csv.replace("owner,qa", "note,x\nnote,y\nowner,qa"));
    RuleBundle moved = RuleBundle.load(files, Toy.MODEL, Limits.DEFAULT, readings).get();
    assertThat(moved.hash()).isNotEqualTo(hash);
    assertThat(moved.catalogue().get(0).line()).isEqualTo(12);
    // and the same DRL as a file of its own
    Map<String, String> asFile = Map.of("discrepancies/toy.drl", ToyTables.drl(csv));
    assertThat(
            RuleBundle.load(asFile, Toy.MODEL, Limits.DEFAULT, readings)
                .get()
                .catalogue()
                .get(0)
                .line())
        .isEqualTo(3);
  }

  @Test
  void a_long_table_makes_several_scripts_and_one_text() {
    String[] rows =
        IntStream.range(0, 900)
            .mapToObj(i -> "TST-%03d,R%d,SKU-%d".formatted(i, i, i))
            .toArray(String[]::new);
    String csv = ToyTables.table("SKU", "Subscription.sku", rows);
    RuleBundle bundle = ToyTables.load(csv).get();
    assertThat(bundle.catalogue()).hasSize(900);
    assertThat(bundle.catalogue().get(899).line()).isEqualTo(909);
    assertThat(ToyTables.drl(csv).length()).isGreaterThan(Limits.DEFAULT.fileCharacters());
    assertThat(ToyTables.drl(csv).split("\nrule ", -1)).hasSize(901);
    assertThat(ToyTables.drl(csv)).containsOnlyOnce("package");
    assertThat(ToyTables.flagged(csv, subscription("SKU-777", 1))).containsExactly("R777");
  }

  @Test
  void tables_stand_in_all_stages() {
    String csv = ToyTables.table("SKU", "Subscription.sku", "TST-00%d,A%d,X%d");
    Map<String, String> files = new TreeMap<>();
    for (Stage stage : Stage.values()) {
      int n = stage.ordinal();
      files.put(stage.folder() + "/x.table.csv", csv.formatted(n, n, n));
    }
    RuleBundle bundle = RuleBundle.load(files, Toy.MODEL, Limits.DEFAULT).get();
    assertThat(bundle.catalogue().stream().map(RuleInfo::stage).collect(Collectors.toList()))
        .isEqualTo(List.of("client-matching", "service-mapping", "discrepancies"));
    assertThat(
            RuleBundle.load(Map.of("presets/x.table.csv", csv), Toy.MODEL, Limits.DEFAULT)
                .problems())
        .isEmpty();
  }

  @Test
  void a_rule_of_a_table_is_told_as_DRL_without_being_compiled() {
    String csv = ToyTables.table("SKU", "Subscription.sku", "TST-001,A,X", "TST-002,B,Y");
    List<WrittenRule> written = WrittenRule.of(ToyTables.PATH, csv, Toy.MODEL);
    assertThat(written)
        .extracting(WrittenRule::id, WrittenRule::stage, WrittenRule::line)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("TST-001", "discrepancies", 10),
            org.assertj.core.groups.Tuple.tuple("TST-002", "discrepancies", 11));
    assertThat(written.get(1).text())
        .startsWith("rule \"")
        .contains("sku == \"Y\"")
        .endsWith("end");
    assertThat(WrittenRule.of(ToyTables.PATH, csv.replace(",Y", ",=Y"), Toy.MODEL)).isEmpty();
  }
}
