package io.trueup.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trueup.folder.ReadOptions;
import io.trueup.folder.UnusableFolder;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import scala.jdk.javaapi.CollectionConverters;

final class RowGroupsTest {
  private static final List<String> NAMES = TableInput.allNames();

  private static Row row(String tenant, String table, String... cells) {
    return RowFactory.create(
        tenant,
        "2026-10",
        NAMES.indexOf(table),
        CollectionConverters.asScala(List.of(cells)).toSeq());
  }

  @Test
  void a_month_that_is_given_up_half_way_does_not_run_into_the_next() {
    RowGroups groups =
        new RowGroups(
            Stream.of(
                    row("A", "companies.csv", "C1"),
                    row("A", "companies.csv", "C2"),
                    row("B", "companies.csv", "C1"))
                .iterator(),
            NAMES,
            Map.of("companies.csv", List.of("company_id")));
    MonthSource first = groups.next(null).orElseThrow();
    assertThatThrownBy(() -> first.read(ReadOptions.DEFAULTS))
        .isInstanceOf(UnusableFolder.class)
        .hasMessageContaining("required column name is missing");
    assertThat(first.lost()).isEmpty();
    MonthSource second = groups.next(first.key()).orElseThrow();
    assertThat(second.key()).isEqualTo(new TenantMonth("B", "2026-10"));
    assertThat(groups.next(second.key())).isEmpty();
  }

  @Test
  void rows_that_spark_cannot_hand_over_are_no_fault_of_the_month() {
    Iterator<Row> rows =
        Stream.of(1, 2, 3)
            .map(
                i -> {
                  if (i == 3) {
                    throw new IllegalStateException("fetch failed");
                  }
                  return row("A", "companies.csv", "C" + i, "Name");
                })
            .iterator();
    RowGroups groups =
        new RowGroups(rows, NAMES, Map.of("companies.csv", List.of("company_id", "name")));
    MonthSource month = groups.next(null).orElseThrow();
    assertThatThrownBy(() -> month.read(ReadOptions.DEFAULTS)).hasMessage("fetch failed");
    assertThat(month.lost()).isPresent();
  }
}
