package io.trueup.folder;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.facts.InputProblem;
import io.trueup.facts.Month;
import io.trueup.facts.UsageRecord;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each kind of bad row costs that row and one clear line. */
class BadRowsTest {
  @TempDir Path folder;
  private Exports exports;

  @BeforeEach
  void soundFolder() {
    exports = new Exports(folder);
  }

  /** The one problem of a usage.csv in which only the second row is bad. */
  private InputProblem problem(String badRow) {
    Month month =
        exports.usage("I1,T1,R1,user,Ann,1\n" + badRow + "\nI1,T1,R3,user,Cid,1\n").read();
    assertThat(month.usage()).extracting(UsageRecord::recordId).containsExactly("R1", "R3");
    assertThat(month.problems()).hasSize(1);
    InputProblem problem = month.problems().get(0);
    assertThat(problem.file()).isEqualTo("usage.csv");
    assertThat(problem.line()).isEqualTo(3);
    assertThat(problem.toString()).doesNotContain("\n");
    return problem;
  }

  @Test
  void a_bad_row_is_reported_as_file_line_column_and_what_to_do() {
    assertThat(problem("I1,T1,R2,person,Bob,1").toString())
        .isEqualTo(
            "usage.csv:3: kind: is none of licence, user, device, backup, agent, subscription"
                + " (person)");
  }

  @Test
  void an_unknown_word_is_answered_with_the_one_that_was_meant() {
    InputProblem problem = problem("I1,T1,R2,license,Bob,1");
    assertThat(problem.kind()).isEqualTo("unknown_value");
    assertThat(problem.message()).endsWith("did you mean licence?");
  }

  @Test
  void a_missing_required_value_is_reported() {
    InputProblem problem = problem("I1,T1,,user,Bob,1");
    assertThat(problem.kind()).isEqualTo("missing_value");
    assertThat(problem.column()).isEqualTo("record_id");
  }

  @Test
  void a_number_that_is_none_is_reported() {
    assertThat(problem("I1,T1,R2,user,Bob,many").kind()).isEqualTo("bad_number");
    assertThat(problem("I1,T1,R2,user,Bob,\"1,000\"").message()).contains("thousands");
    assertThat(problem("I1,T1,R2,user,Bob,1e3").message()).contains("exponent");
    assertThat(problem("I1,T1,R2,user,Bob,NaN").kind()).isEqualTo("bad_number");
    assertThat(problem("I1,T1,R2,user,Bob,.5").kind()).isEqualTo("bad_number");
    assertThat(problem("I1,T1,R2,user,Bob,٣").kind()).isEqualTo("bad_number");
  }

  @Test
  void a_negative_usage_quantity_is_reported() {
    InputProblem problem = problem("I1,T1,R2,user,Bob,-1");
    assertThat(problem.kind()).isEqualTo("out_of_range");
    assertThat(problem.message()).contains("negative");
  }

  @Test
  void an_absurd_quantity_is_reported() {
    assertThat(problem("I1,T1,R2,user,Bob,1000000001").kind()).isEqualTo("out_of_range");
    assertThat(problem("I1,T1,R2,user,Bob," + "9".repeat(400)).kind()).isEqualTo("out_of_range");
    assertThat(problem("I1,T1,R2,user,Bob,0.0000000000001").kind()).isEqualTo("out_of_range");
  }

  @Test
  void a_row_with_too_few_or_too_many_cells_is_reported() {
    assertThat(problem("I1,T1,R2,user,Bob").message())
        .startsWith("has 5 cells where the header has 6");
    assertThat(problem("I1,T1,R2,user,Bob,1,").message())
        .startsWith("has 7 cells where the header has 6");
  }

  @Test
  void an_over_long_cell_is_reported_shortened() {
    InputProblem problem = problem("I1,T1,R2,user," + "x".repeat(40_000) + ",1");
    assertThat(problem.kind()).isEqualTo("too_long");
    assertThat(problem.value()).hasSize(80).endsWith("…");
    assertThat(problem("I1,T1,R2,user," + "x".repeat(400_000) + ",1").kind()).isEqualTo("too_long");
  }

  @Test
  void an_id_that_is_too_long_or_holds_control_characters_is_reported() {
    assertThat(problem("I1,T1," + "x".repeat(257) + ",user,Bob,1").kind()).isEqualTo("bad_id");
    InputProblem problem = problem("I1,T1,R\u0000\u001b[2J,user,Bob,1");
    assertThat(problem.kind()).isEqualTo("bad_id");
    assertThat(problem.value()).isEqualTo("R\\u0000\\u001b[2J");
  }

  @Test
  void a_nul_character_in_a_text_is_reported() {
    assertThat(problem("I1,T1,R2,user,B\u0000b,1").kind()).isEqualTo("bad_text");
  }

  @Test
  void bytes_that_are_not_utf_8_cost_their_row_only() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(
        (Exports.USAGE_HEADER + "I1,T1,R1,user,Ann,1\n").getBytes(StandardCharsets.UTF_8));
    bytes.writeBytes("I1,T1,R2,user,Jürgen,1\n".getBytes(StandardCharsets.ISO_8859_1));
    bytes.writeBytes("I1,T1,R3,user,Jürgen,1\n".getBytes(StandardCharsets.UTF_8));
    Month month = exports.with("usage.csv", bytes.toByteArray()).read();
    assertThat(month.usage()).extracting(UsageRecord::recordId).containsExactly("R1", "R3");
    assertThat(month.usage().get(1).name()).isEqualTo("Jürgen");
    assertThat(month.problems()).hasSize(1);
    assertThat(month.problems().get(0).toString())
        .startsWith("usage.csv:3: name: holds bytes that are not UTF-8");
  }

  @Test
  void a_quote_that_never_closes_is_reported_where_it_opened() {
    InputProblem problem = problem("I1,T1,R2,user,\"Bob,1");
    assertThat(problem.kind()).isEqualTo("unclosed_quote");
    assertThat(problem.column()).isEqualTo("name");
  }

  @Test
  void a_sound_row_that_holds_whole_rows_in_its_quotes_is_kept_and_mentioned() {
    Month month =
        exports.usage("I1,T1,R1,user,\"Ann,1\nI1,T1,R2,user,Bob,1\nI1,T1,R3,user,24\",1\n").read();
    assertThat(month.usage()).hasSize(1);
    assertThat(month.problems())
        .singleElement()
        .satisfies(
            p ->
                assertThat(p.toString())
                    .startsWith("usage.csv:2: holds lines inside its quotes, up to line 4"));
  }

  @Test
  void text_after_a_closing_quote_is_reported() {
    assertThat(problem("I1,T1,R2,user,\"Bob\" Best,1").kind()).isEqualTo("bad_shape");
  }

  @Test
  void a_duplicate_id_is_reported_and_the_first_row_stays() {
    Month month =
        exports.usage("I1,T1,R1,user,Ann,1\nI1,T1,R1,user,Bob,2\nI1,T1,R2,user,Cid,1\n").read();
    assertThat(month.usage()).extracting(UsageRecord::name).containsExactly("Ann", "Cid");
    assertThat(month.problems())
        .singleElement()
        .satisfies(
            p -> {
              assertThat(p.kind()).isEqualTo("duplicate_id");
              assertThat(p.line()).isEqualTo(3);
              assertThat(p.value()).isEqualTo("I1/T1/R1");
            });
  }

  @Test
  void a_row_that_cannot_be_used_does_not_take_its_id() {
    Month month = exports.usage("I1,T1,R1,user,Ann,x\nI1,T1,R1,user,Bob,2\n").read();
    assertThat(month.usage()).extracting(UsageRecord::name).containsExactly("Bob");
  }

  @Test
  void lines_are_counted_over_quoted_line_ends() {
    List<InputProblem> problems =
        exports
            .usage("I1,T1,R1,user,\"Ann\r\nLee\rX\n\",1\r\n\r\nI1,T1,R2,user,Bob,x\r\n")
            .problems();
    assertThat(problems).extracting(InputProblem::line).containsExactly(7);
  }

  @Test
  void a_row_with_two_bad_cells_has_two_problems() {
    List<InputProblem> problems = exports.usage("I1,T1,R1,usr,Ann,x\n").problems();
    assertThat(problems).extracting(InputProblem::column).containsExactly("kind", "quantity");
  }

  @Test
  void empty_lines_and_lines_of_commas_are_no_rows() {
    Month month = exports.usage("\n,,,,,\n  \nI1,T1,R1,user,Ann,1\n\n").read();
    assertThat(month.usage()).hasSize(1);
    assertThat(month.problems()).isEmpty();
  }

  @Test
  void a_column_name_with_a_line_end_does_not_break_the_report() {
    exports.with(
        "usage.csv", "integration_id,account_id,record_id,kind,\"a\nb\"\nI1,T1,R1,user,\"x\n");
    assertThat(exports.problems())
        .extracting(InputProblem::toString)
        .hasSize(1)
        .allMatch(p -> p.startsWith("usage.csv:3: a\\u000ab: opens a quote"));
  }

  @Test
  void problems_beyond_the_limit_are_counted() {
    exports.usage("I1,T1,R1,usr,Ann,1\n".repeat(25));
    List<InputProblem> problems =
        ExportFolder.read(folder, ReadOptions.DEFAULTS.withMaxProblemsPerFile(10)).problems();
    assertThat(problems).hasSize(11);
    assertThat(problems.get(10).kind()).isEqualTo("more_problems");
    assertThat(problems.get(10).value()).isEqualTo("15");
  }

  @Test
  void a_file_whose_name_is_nearly_known_is_mentioned() {
    exports.with("service_mapping.csv", "x\n").with("notes.csv", "x\n");
    assertThat(exports.problems())
        .singleElement()
        .satisfies(p -> assertThat(p.toString()).contains("rename it to service_mappings.csv"));
  }
}
