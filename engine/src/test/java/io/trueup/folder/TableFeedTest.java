package io.trueup.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trueup.facts.Month;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TableFeedTest {
  private static final Map<String, List<List<String>>> ROWS =
      Map.of(
          "companies.csv",
          List.of(List.of("company_id", "name"), List.of("C1", "Søren"), List.of("C2", "")),
          "integrations.csv",
          List.of(
              List.of("integration_id", "category", "vendor"), List.of("rmm", "rmm", "ninjaone")),
          "usage.csv",
          List.of(
              List.of("integration_id", "account_id", "record_id", "kind", "site"),
              List.of("rmm", "a", "r1", "device", "north"),
              List.of("none", "a", "r2", "device", "")),
          "previous/usage.csv",
          List.of(
              List.of("integration_id", "account_id", "record_id", "kind"),
              List.of("rmm", "a", "r0", "device")));

  /** Hands over the tables, and notes which were asked for. */
  private record Feed(Map<String, List<List<String>>> rows, List<String> opened)
      implements TableFeed {
    @Override
    public Optional<Iterator<List<String>>> open(String file) {
      opened.add(file);
      return Optional.ofNullable(rows.get(file)).map(List::iterator);
    }

    @Override
    public boolean hasPrevious() {
      opened.add("previous?");
      return rows.keySet().stream().anyMatch(name -> name.startsWith("previous/"));
    }
  }

  @Test
  void rows_one_by_one_give_the_month_that_whole_tables_give() {
    Month fed = ExportFolder.read(new Feed(ROWS, new ArrayList<>()), ReadOptions.DEFAULTS);
    Map<String, Tables.Table> tables = new java.util.TreeMap<>();
    ROWS.forEach(
        (name, rows) ->
            tables.put(name, new Tables.Table(rows.get(0), rows.subList(1, rows.size()))));
    assertThat(fed).isEqualTo(ExportFolder.read(new Tables(tables), ReadOptions.DEFAULTS));
    assertThat(fed.problems())
        .extracting(Object::toString)
        .first()
        .asString()
        .startsWith("companies.csv:3: name: ");
    assertThat(fed.previous().recordsByIntegration()).containsEntry("rmm", 1);
  }

  @Test
  void tables_are_asked_for_once_and_in_the_order_that_is_promised() {
    Feed feed = new Feed(ROWS, new ArrayList<>());
    ExportFolder.read(feed, ReadOptions.DEFAULTS);
    List<String> promised = new ArrayList<>();
    ExportFiles.list().forEach(file -> promised.add(file.name()));
    promised.add("previous?");
    ExportFiles.list().forEach(file -> promised.add("previous/" + file.name()));
    assertThat(feed.opened()).isEqualTo(promised);
  }

  @Test
  void a_table_without_a_required_column_is_unusable() {
    Feed feed = new Feed(Map.of("usage.csv", List.of(List.of("record_id"))), new ArrayList<>());
    assertThatThrownBy(() -> ExportFolder.read(feed, ReadOptions.DEFAULTS))
        .isInstanceOf(UnusableFolder.class)
        .hasMessageContaining("usage.csv:1");
  }
}
