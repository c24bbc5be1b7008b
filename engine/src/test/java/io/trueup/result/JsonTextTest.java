package io.trueup.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

final class JsonTextTest {
  private static String written(int levels) throws IOException {
    StringWriter out = new StringWriter();
    try (JsonText json = new JsonText(out, levels)) {
      json.open().field("day", LocalDate.of(2026, 10, 31)).object("none").end();
      json.object("one").field("n", new BigDecimal("1E+3")).field("t", true);
      json.object("deep").field("a", 1).field("b", List.of("x", 2L)).end().end();
      json.array("rows");
      json.open().field("id", "r1").field("of", null).end();
      json.open().field("id", "r2").field("of", List.of()).end();
      json.endArray().array("empty").endArray().end();
    }
    return out.toString();
  }

  @Test
  void outer_levels_have_a_line_for_each_element_and_inner_ones_share_it() throws IOException {
    assertThat(written(3))
        .isEqualTo(
            """
            {
              "day": "2026-10-31",
              "none": {},
              "one": {
                "n": 1000,
                "t": true,
                "deep": {"a": 1, "b": ["x", 2]}
              },
              "rows": [
                {"id": "r1", "of": null},
                {"id": "r2", "of": []}
              ],
              "empty": []
            }""");
  }

  @Test
  void without_levels_there_is_no_white_space() throws IOException {
    assertThat(written(0))
        .isEqualTo(
            "{\"day\":\"2026-10-31\",\"none\":{},\"one\":{\"n\":1000,\"t\":true,\"deep\":{\"a\":1,"
                + "\"b\":[\"x\",2]}},\"rows\":[{\"id\":\"r1\",\"of\":null},"
                + "{\"id\":\"r2\",\"of\":[]}],\"empty\":[]}");
  }

  @Test
  void only_what_json_must_escape_is_escaped() throws IOException {
    StringWriter out = new StringWriter();
    try (JsonText json = new JsonText(out, 0)) {
      json.open().field("t", "\"\\/\b\t\n\f\r\u0000\u001f\u007fé\u2028😀").end();
    }
    assertThat(out)
        .hasToString("{\"t\":\"\\\"\\\\/\\b\\t\\n\\f\\r\\u0000\\u001F\u007fé\u2028😀\"}");
  }

  @Test
  void slices_put_together_are_the_whole_text() throws IOException {
    StringWriter whole = new StringWriter();
    StringWriter slices = new StringWriter();
    try (JsonText json = new JsonText(whole, 2)) {
      json.open().array("rows");
      json.open().field("id", 1).end().open().field("id", 2).end().open().field("id", 3).end();
      json.endArray().end();
    }
    try (JsonText json = new JsonText(slices, 2)) {
      json.open().array("rows");
    }
    try (JsonText json = JsonText.within(slices, 2, 2, true)) {
      json.open().field("id", 1).end();
    }
    try (JsonText json = JsonText.within(slices, 2, 2, false)) {
      json.open().field("id", 2).end().open().field("id", 3).end();
    }
    try (JsonText json = JsonText.within(slices, 2, 2, false)) {
      json.endArray().end();
    }
    assertThat(slices).hasToString(whole.toString());
  }

  @Test
  void a_value_of_another_kind_is_refused() throws IOException {
    try (JsonText json = new JsonText(new StringWriter(), 0)) {
      json.open();
      assertThatThrownBy(() -> json.field("t", 1.5))
          .hasMessage("no JSON for class java.lang.Double");
    }
  }
}
