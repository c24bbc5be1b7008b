package io.trueup.month;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterator;
import org.jdbi.v3.core.statement.Query;

/** Rows of snapshots, several integrations' together, within the transaction's tenant. */
final class HeldRows {
  private static final ObjectMapper JSON = JsonMapper.builder().build();
  private static final String HELD =
      """
      FROM unnest(:ids, :nos) AS h (id, no)
      JOIN synced_row r ON r.integration_id = h.id AND r.file = :file
        AND r.from_no <= h.no AND (r.to_no IS NULL OR r.to_no > h.no)
      """;

  private final Handle handle;
  private final List<String> ids = new ArrayList<>();
  private final List<Long> numbers = new ArrayList<>();

  /**
   * @param numbers which snapshot of each integration
   */
  HeldRows(Handle handle, Map<String, Long> numbers) {
    this.handle = handle;
    new TreeMap<>(numbers)
        .forEach(
            (id, number) -> {
              ids.add(id);
              this.numbers.add(number);
            });
  }

  /** All columns that any row of a table has a value in. */
  TreeSet<String> columns(String table) {
    return new TreeSet<>(
        bind(
                handle.createQuery(
                    "SELECT DISTINCT k.name " + HELD + ", jsonb_object_keys(r.cells) AS k (name)"),
                table)
            .mapTo(String.class)
            .list());
  }

  /** Whether any row of a table has this value. */
  boolean any(String table, String column, String value) {
    return bind(
            handle.createQuery("SELECT 1 " + HELD + " WHERE r.cells ->> :column = :value LIMIT 1"),
            table)
        .bind("column", column)
        .bind("value", value)
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  /**
   * Goes through the rows of a table; few of them are in memory at a time.
   *
   * @param byKey in the order of their keys, so that rows of one key follow each other; else
   *     integration by integration
   * @param each takes the integration and the cells by column
   */
  void rows(String table, boolean byKey, BiConsumer<String, Map<String, String>> each) {
    String order =
        byKey ? " ORDER BY r.row_key, r.integration_id" : " ORDER BY r.integration_id, r.row_key";
    try (ResultIterator<Row> rows =
        bind(
                handle.createQuery(
                    "SELECT r.integration_id, r.cells::text AS cells " + HELD + order),
                table)
            .setFetchSize(1_000)
            .map((row, context) -> new Row(row.getString("integration_id"), row.getString("cells")))
            .iterator()) {
      while (rows.hasNext()) {
        Row row = rows.next();
        each.accept(row.integrationId(), cells(row.cells()));
      }
    }
  }

  private record Row(String integrationId, String cells) {}

  private Query bind(Query query, String table) {
    return query
        .bindArray("ids", String.class, ids)
        .bindArray("nos", Long.class, numbers)
        .bind("file", table);
  }

  private static Map<String, String> cells(String json) {
    try {
      return JSON.readValue(json, new TypeReference<TreeMap<String, String>>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("stored cells are JSON", e);
    }
  }
}
