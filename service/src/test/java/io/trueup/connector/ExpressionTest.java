package io.trueup.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dashjoin.jsonata.Jsonata;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionTest {
  private static final String RECORD =
      """
      {"id": 123456789012345678, "amount": 0.10, "large": 12345678901234567.89, "text": "a",
       "yes": true, "no": false, "none": null, "empty": "", "list": [1, 2], "one": [7], "nil": [],
       "in_": {"and_": 5}, "object": {"name": "n", "inner": {"deep": 1.50}, "list": [{"x": 1}, {"x": 2}]},
       "list_of_lists": [[1], [2]], "@odata.nextLink": "https://x", "with space": 3, "zero": 0}
      """;

  private static Object record() throws Decoder.Unreadable {
    return Objects.requireNonNull(Decoder.JSON.decode(RECORD.getBytes(StandardCharsets.UTF_8)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "id",
        "amount",
        "large",
        "text",
        "yes",
        "no",
        "none",
        "empty",
        "list",
        "one",
        "nil",
        "zero",
        "missing",
        "object",
        "object.name",
        "object.inner.deep",
        "object.list",
        "object.list.x",
        "object.missing.deep",
        "text.deep",
        "id.deep",
        "list.deep",
        "list_of_lists",
        "in_.and_",
        "`@odata.nextLink`",
        "object.`inner`.deep",
        "`with space`",
        "$",
        "$.id",
        "$.object.name",
        "$org",
        "$org.id",
        "$org.missing",
        "$nobody",
        "$nobody.id",
        "$record.id",
        " id ",
        "true",
        "false",
        "null",
        "'text'",
        "\"text\"",
        "5",
      })
  void a_path_gives_what_the_interpreter_gives(String text) throws Decoder.Unreadable {
    Map<String, Object> names = Map.of("org", Map.of("id", "o-1"), "record", record());
    Jsonata interpreter = Jsonata.jsonata(text);
    interpreter.setValidateInput(false);
    Jsonata.Frame frame = interpreter.createFrame();
    names.forEach(frame::bind);
    assertThat(Expression.compile(text).of(record(), names))
        .isEqualTo(interpreter.evaluate(record(), frame));
  }

  @ParameterizedTest
  @ValueSource(strings = {"amount", "$record.amount", "yes ? amount : 0", "(amount)", "$.amount"})
  void amounts_stay_exact(String text) throws Decoder.Unreadable {
    assertThat(Expression.compile(text).of(record(), Map.of("record", record())))
        .isEqualTo(new BigDecimal("0.10"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"id", "$string(id)", "id & ''", "yes ? id : 0", "$.id"})
  void ids_of_eighteen_digits_keep_each(String text) throws Decoder.Unreadable {
    assertThat(Expression.compile(text).text(record(), Map.of())).isEqualTo("123456789012345678");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"a\\\"b\" & $org.id & \"c\"",
        "/* don't */ text & $org.id & 'b'",
        "`it's` & $org.id & 'b'",
        "text = 'a' ? $org.id : 'b'",
      })
  void what_names_say_is_not_remembered_for_another_record(String text) throws Decoder.Unreadable {
    Expression expression = Expression.compile(text);
    for (String id : new String[] {"o-1", "o-2", "o-3"}) {
      assertThat(expression.text(record(), Map.of("org", Map.of("id", id)))).contains(id);
    }
  }

  @Test
  void a_dotted_path_may_stand_in_a_text() throws Decoder.Unreadable {
    assertThat(Expression.compile("$path($, 'object.inner.deep')").of(record(), Map.of()))
        .isEqualTo(new BigDecimal("1.50"));
    assertThat(Expression.compile("$path($, $where)").of(record(), Map.of("where", "text.no")))
        .isNull();
  }

  @Test
  void lists_and_single_values_are_lists() throws Decoder.Unreadable {
    assertThat(Expression.compile("object.list.x").list(record(), Map.of())).hasSize(2);
    assertThat(Expression.compile("object.list[x=1]").list(record(), Map.of())).hasSize(1);
    assertThat(Expression.compile("missing").list(record(), Map.of())).isEmpty();
    assertThat(Expression.compile("nil").list(record(), Map.of())).isEmpty();
  }

  @Test
  void a_comparison_with_what_is_missing_does_not_hold() throws Decoder.Unreadable {
    assertThat(Expression.compile("missing = true").holds(record(), Map.of())).isFalse();
    assertThat(Expression.compile("$not(missing = true)").holds(record(), Map.of())).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "($f := function($x) { $f($x + 1) }; $f(1))",
        "($f := function($x) { 1 + $f($x + 1) }; $f(1))"
      })
  void what_calls_itself_for_ever_is_broken_off(String text) {
    long before = System.nanoTime();
    Expression endless = Expression.compile(text);
    assertThatThrownBy(() -> endless.of(null, Map.of()))
        .isInstanceOf(Expression.BadExpression.class);
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(20));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.", "(", "a b", "$sum(", "'open"})
  void what_is_no_expression_is_told(String text) {
    assertThatThrownBy(() -> Expression.compile(text))
        .isInstanceOf(Expression.BadExpression.class)
        .hasMessageStartingWith("the expression " + text + " cannot be worked out");
  }

  @Test
  void what_does_not_fit_the_input_is_told() throws Decoder.Unreadable {
    Object record = record();
    Expression expression = Expression.compile("text * 2");
    assertThatThrownBy(() -> expression.of(record, Map.of()))
        .isInstanceOf(Expression.BadExpression.class);
  }

  @Test
  void several_threads_may_use_one() throws Exception {
    Expression expression = Expression.compile("$x.n * 2 & '-' & name");
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<Boolean>> all = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        int n = i;
        all.add(
            threads.submit(
                () -> {
                  for (int j = 0; j < 500; j++) {
                    Object name = n + "." + j;
                    String expected = (n * 2) + "-" + name;
                    Object found = expression.of(Map.of("name", name), Map.of("x", Map.of("n", n)));
                    if (!expected.equals(found)) {
                      return false;
                    }
                  }
                  return true;
                }));
      }
      for (Future<Boolean> each : all) {
        assertThat(each.get()).isTrue();
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
