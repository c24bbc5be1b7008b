package io.trueup.connector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.trueup.folder.CellCheck;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowPlanTest {
  private static RowPlan.Made make(String rows, String record) {
    try {
      RowPlan plan =
          new RowPlan(
              YAMLMapper.builder()
                  .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                  .build()
                  .readValue(rows, Manifest.Rows.class));
      RowPlan.Made made = new RowPlan.Made();
      Object tree = Decoder.JSON.decode(record.getBytes(StandardCharsets.UTF_8));
      plan.make("s", "r-1", tree, Map.of("org", Map.of("id", "o1")), new CellCheck(), made);
      return made;
    } catch (java.io.IOException | Decoder.Unreadable e) {
      throw new IllegalStateException(e);
    }
  }

  private static final String USAGE =
      "{table: usage, columns: {account_id: $org.id, record_id: id, kind: \"'device'\", %s}}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "quantity: q | {\"id\": 1, \"q\": 12.50} | quantity | 12.5",
        "quantity: q | {\"id\": 1, \"q\": \"7\"} | quantity | 7",
        "quantity: q | {\"id\": 1, \"q\": 1.0e2} | quantity | 100",
        "quantity: {value: q, minor_units: 2} | {\"id\": 1, \"q\": 1999} | quantity | 19.99",
        "created_at: c | {\"id\": 1, \"c\": \"2026-03-31T08:15:00.1234567Z\"} | created_at | 2026-03-31T08:15:00.123456700Z",
        "created_at: {value: c, dates: [epoch_s]} | {\"id\": 1, \"c\": 1774944900} | created_at | 2026-03-31T08:15:00Z",
        "state: {value: s, values: {On: active}} | {\"id\": 1, \"s\": \"ON\"} | state | active",
        "state: {value: s, values: {On: active}, otherwise: suspended} | {\"id\": 1, \"s\": \"x\"} | state | suspended",
        "note: tags | {\"id\": 1, \"tags\": [\"a\", \"b\"]} | note | a;b",
        "note: \"'x-' & id\" | {\"id\": 123456789012345678} | note | x-123456789012345678",
      })
  void cells_are_written_as_the_table_wants_them(
      String column, String record, String name, String cell) {
    RowPlan.Made made = make(String.format(USAGE, column), record);
    assertThat(made.problems).isEmpty();
    assertThat(made.rows)
        .singleElement()
        .satisfies(r -> assertThat(r.cells()).containsEntry(name, cell));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "created_at: {value: c, none: ['0001-01-01T00:00:00']} | {\"id\": 1, \"c\": \"0001-01-01T00:00:00\"} | created_at",
        "created_at: {value: c, none: [never]} | {\"id\": 1, \"c\": \"NEVER\"} | created_at",
        "state: {value: s, values: {On: active}, otherwise: ''} | {\"id\": 1, \"s\": \"x\"} | state",
        "quantity: q | {\"id\": 1, \"q\": null} | quantity",
        "name: n | {\"id\": 1, \"n\": \"  \"} | name",
      })
  void what_means_nothing_is_an_empty_cell(String column, String record, String name) {
    RowPlan.Made made = make(String.format(USAGE, column), record);
    assertThat(made.problems).isEmpty();
    assertThat(made.rows.get(0).cells()).doesNotContainKey(name);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "quantity: q | {\"id\": 1, \"q\": \"many\"} | bad_number | quantity",
        "quantity: q | {\"id\": 1, \"q\": 1e999999} | bad_number | quantity",
        "created_at: c | {\"id\": 1, \"c\": \"soon\"} | bad_date | created_at",
        "created_at: c | {\"id\": 1, \"c\": \"0001-01-01T00:00:00\"} | bad_instant | created_at",
        "state: {value: s, values: {On: active}} | {\"id\": 1, \"s\": \"Odd\"} | unknown_value | state",
        "note: 'x * 2' | {\"id\": 1, \"x\": \"a\"} | bad_value | note",
      })
  void a_bad_cell_is_left_out_and_told(String column, String record, String kind, String name) {
    RowPlan.Made made = make(String.format(USAGE, column), record);
    assertThat(made.rows)
        .singleElement()
        .satisfies(r -> assertThat(r.cells()).doesNotContainKey(name));
    assertThat(made.problems)
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.kind()).isEqualTo(kind);
              assertThat(problem.field()).isEqualTo(name);
              assertThat(problem.dropped()).isFalse();
              assertThat(problem.record()).isEqualTo("r-1");
            });
  }

  @Test
  void a_record_without_what_its_table_needs_is_left_out() {
    RowPlan.Made made = make(String.format(USAGE, "name: n"), "{\"n\": \"pc\"}");
    assertThat(made.rows).isEmpty();
    assertThat(made.incomplete).isEqualTo(1);
    assertThat(made.problems.get(0).kind()).isEqualTo("missing_id");
    assertThat(made.problems.get(0).what())
        .isEqualTo("there is no record_id; the record is left out");
    assertThat(made.problems.get(0).dropped()).isTrue();
  }

  @Test
  void a_list_in_a_record_becomes_a_row_for_each() {
    RowPlan.Made made =
        make(
            "{table: usage, when: 'on = true', each: seats, columns: {account_id: $record.org,"
                + " record_id: sku, kind: \"'licence'\", quantity: n}}",
            "{\"on\": true, \"org\": \"o7\", \"seats\": [{\"sku\": \"a\", \"n\": 1}, {\"sku\": \"b\", \"n\": 2}]}");
    assertThat(made.rows).hasSize(2);
    assertThat(made.rows.get(1).cells())
        .containsEntry("account_id", "o7")
        .containsEntry("record_id", "b")
        .containsEntry("quantity", "2");
  }

  @Test
  void a_record_that_is_not_wanted_is_no_problem() {
    RowPlan.Made made =
        make(
            "{table: usage, when: 'on = true', columns: {account_id: a, record_id: b, kind: c}}",
            "{\"a\": 1}");
    assertThat(made.rows).isEmpty();
    assertThat(made.problems).isEmpty();
    assertThat(made.incomplete).isZero();
  }

  @Test
  void fields_may_pass_through_by_their_own_names() {
    RowPlan.Made made =
        make(
            "{table: usage, pass_through: true}",
            "{\"account_id\": \"a\", \"record_id\": \"r\", \"kind\": \"device\", \"os\": \"Linux\","
                + " \"integration_id\": \"other\", \"quantity\": \"many\"}");
    assertThat(made.rows.get(0).cells())
        .containsEntry("os", "Linux")
        .doesNotContainKeys("integration_id", "quantity");
    assertThat(made.problems).extracting(RecordProblem::field).containsExactly("quantity");
  }
}
