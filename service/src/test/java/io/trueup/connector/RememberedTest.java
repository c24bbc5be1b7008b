package io.trueup.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RememberedTest {
  private final AtomicInteger runs = new AtomicInteger();

  @Test
  void what_looks_at_fields_of_few_values_is_worked_out_once_for_each() {
    Remembered kinds =
        new Remembered(
            record -> {
              runs.incrementAndGet();
              return "server".equals(record.get("kind")) ? record.get("os") : "none";
            });
    for (int i = 0; i < 1_000; i++) {
      Map<String, Object> record =
          Map.of(
              "id",
              i,
              "kind",
              i % 2 == 0 ? "server" : "desktop",
              "os",
              i % 3 == 0 ? "linux" : "windows");
      assertThat(kinds.of(record))
          .isEqualTo(i % 2 == 1 ? "none" : i % 3 == 0 ? "linux" : "windows");
    }
    assertThat(runs).hasValue(3);
    assertThat(kinds.pays()).isTrue();
  }

  @Test
  void what_looks_at_names_or_at_everything_is_not_remembered_and_still_right() {
    Remembered names = new Remembered(record -> "PC " + record.get("id"));
    for (int i = 0; i < 200; i++) {
      assertThat(names.of(Map.of("id", i))).isEqualTo("PC " + i);
    }
    assertThat(names.pays()).isFalse();
    Remembered size = new Remembered(record -> record.size());
    assertThat(size.of(Map.of("a", 1))).isEqualTo(1);
    assertThat(size.pays()).isFalse();
    Remembered inner =
        new Remembered(
            record -> record.get("inner") instanceof Map<?, ?> map ? map.get("x") : null);
    assertThat(inner.of(Map.of("inner", Map.of("x", "y")))).isEqualTo("y");
    assertThat(inner.pays()).isFalse();
  }

  @Test
  void nothing_and_an_empty_text_and_numbers_of_other_kinds_are_told_apart() {
    Remembered shown = new Remembered(record -> String.valueOf(record.get("x")));
    assertThat(shown.of(Map.of())).isEqualTo("null");
    assertThat(shown.of(Map.of("x", ""))).isEqualTo("");
    assertThat(shown.of(Map.of("x", 1))).isEqualTo("1");
    assertThat(shown.of(Map.of("x", "1"))).isEqualTo("1");
    assertThat(shown.of(Map.of("x", new BigDecimal("1.0")))).isEqualTo("1.0");
    assertThat(shown.of(Map.of("x", new BigDecimal("1.00")))).isEqualTo("1.00");
  }

  @Test
  void an_expression_comes_to_the_same_however_often_and_for_whatever_settings() {
    List<Map<String, Object>> records = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      records.add(Map.of("class", i % 2 == 0 ? "NMS_SWITCH" : "WINDOWS", "id", i));
    }
    Expression kind = Expression.compile("$contains(class, /^NMS_.*H$/) ? $settings.net : 'host'");
    Expression shown = Expression.compile("class & '-' & $string(id)");
    Expression other = Expression.compile("$org.id & class");
    for (String net : List.of("network", "other")) {
      Map<String, Object> names = Map.of("settings", Map.of("net", net), "org", Map.of("id", net));
      for (Map<String, Object> record : records) {
        boolean network = "NMS_SWITCH".equals(record.get("class"));
        assertThat(kind.of(record, names)).isEqualTo(network ? net : "host");
        assertThat(shown.of(record, names)).isEqualTo(record.get("class") + "-" + record.get("id"));
        assertThat(other.of(record, names)).isEqualTo(net + record.get("class"));
      }
    }
  }
}
