package io.trueup.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CsvFileTest {
  private static String written(Object value) throws IOException {
    StringWriter out = new StringWriter();
    new CsvFile<Object>(List.of(new Column<>("a", v -> v), new Column<>("b", v -> "x")), out)
        .write(value);
    assertThat(out.toString()).startsWith("a,b\n").endsWith(",x\n");
    return out.toString().substring(4, out.toString().length() - 3);
  }

  @Test
  void text_with_a_separator_quote_or_line_end_is_quoted() throws IOException {
    assertThat(written("plain; text")).isEqualTo("plain; text");
    assertThat(written("a,b")).isEqualTo("\"a,b\"");
    assertThat(written("say \"hi\"")).isEqualTo("\"say \"\"hi\"\"\"");
    assertThat(written("two\nlines")).isEqualTo("\"two\nlines\"");
    assertThat(written("two\rlines")).isEqualTo("\"two\rlines\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "＝1", "＋1", "－1", "＠x", "\tx"})
  void text_that_begins_like_a_formula_cannot_be_one(String text) throws IOException {
    assertThat(written(text)).isEqualTo("'" + text);
  }

  @Test
  void a_formula_with_quotes_is_quoted_and_no_formula() throws IOException {
    assertThat(written("=HYPERLINK(\"http://x\",\"y\")"))
        .isEqualTo("\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"");
    assertThat(written("\r=1")).isEqualTo("\"'\r=1\"");
  }

  @Test
  void further_rows_come_without_the_header() throws IOException {
    StringWriter out = new StringWriter();
    CsvFile.continued(List.of(new Column<>("a", v -> v)), out).write("x");
    assertThat(out).hasToString("x\n");
  }

  @Test
  void numbers_stay_numbers() throws IOException {
    assertThat(written(new BigDecimal("-42.00"))).isEqualTo("-42.00");
    assertThat(written(new BigDecimal("1E+3"))).isEqualTo("1000");
    assertThat(written(Boolean.FALSE)).isEqualTo("false");
  }

  @Test
  void lists_are_joined_by_semicolons() throws IOException {
    assertThat(written(List.of())).isEmpty();
    assertThat(written(List.of("A", "B"))).isEqualTo("A;B");
    assertThat(written(List.of("-A", "B"))).isEqualTo("'-A;B");
  }

  @Test
  void figures_have_one_form() {
    assertThat(Figures.units(new BigDecimal("100"))).hasToString("100");
    assertThat(Figures.units(new BigDecimal("2.50"))).hasToString("2.5");
    assertThat(Figures.amount(new BigDecimal("7"), "USD")).hasToString("7.00");
    assertThat(Figures.amount(new BigDecimal("7.5"), "JPY")).hasToString("8");
    assertThat(Figures.price(new BigDecimal("7"), "USD")).hasToString("7.00");
    assertThat(Figures.price(new BigDecimal("0.0425"), "USD")).hasToString("0.0425");
  }

  @Test
  void columns_are_those_of_the_contract() {
    assertThat(names(Column.discrepancies()))
        .isEqualTo(
            "discrepancy_id,company_id,company_name,agreement_id,addition_id,product_code,integration_id,"
                + "account_id,class,reason,billed_quantity,used_quantity,delta,unit_price,currency,"
                + "monthly_impact,held,held_amount,one_off_amount,estimated,inactive_quantity,"
                + "reclaimable_amount,next_action,acts,rule_ids,explanation");
    assertThat(names(Column.usage()))
        .isEqualTo(
            "integration_id,account_id,record_id,company_id,fate,addition_id,reason,rule_ids");
    assertThat(names(Column.accounts()))
        .isEqualTo("integration_id,account_id,company_id,decision,score,evidence,candidates");
  }

  @Test
  void the_reference_page_shows_these_columns() throws IOException {
    assertThat(Files.readString(Path.of("../docs/reference/result-files.md")))
        .contains("\n" + CsvFile.header(Column.discrepancies()))
        .contains("\n" + CsvFile.header(Column.usage()))
        .contains("\n" + CsvFile.header(Column.accounts()));
  }

  private static <T> String names(List<Column<T>> columns) {
    return columns.stream().map(Column::name).collect(Collectors.joining(","));
  }
}
