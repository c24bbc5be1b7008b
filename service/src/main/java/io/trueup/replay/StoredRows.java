package io.trueup.replay;

import io.trueup.reconcile.DerivedRows;
import io.trueup.reconcile.PackedEvidence;
import io.trueup.reconcile.RunResult;
import io.trueup.reconcile.RunTables;
import io.trueup.reconcile.UsageBlock;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Compares the rows that a run stored with those of a result, character by character. PostgreSQL
 * does it: the result goes into temporary tables by COPY, so that both sides have been through the
 * same types, and no side is held in memory here.
 */
final class StoredRows {
  /** Columns of account_match that runs of before did not store. */
  private static final List<String> NEWER = List.of("rule_ids", "decision_id");

  /** Columns of blocks of usage that are not those of the groups in them. */
  private static final List<String> SUMS =
      List.of("first_ordinal", "last_ordinal", "counted", "excluded", "unaccounted");

  private final Handle handle;
  private final UUID run;
  private final Differences differences;
  private final Map<String, Long> compared;

  /**
   * @param compared gets how many rows of each table were computed
   */
  StoredRows(Handle handle, UUID run, Differences differences, Map<String, Long> compared) {
    this.handle = handle;
    this.run = run;
    this.differences = differences;
    this.compared = compared;
  }

  /**
   * Compares all tables.
   *
   * @param whole whether the run stored all columns that there are now
   */
  void compare(RunResult result, boolean whole) {
    for (RunTables.Table<?> table : RunTables.all()) {
      String stage = "replay_" + table.name();
      handle.execute(
          "CREATE TEMPORARY TABLE %s ON COMMIT DROP AS SELECT %s FROM %s WITH NO DATA"
              .formatted(stage, String.join(", ", table.columns()), table.name()));
      table.stage(handle, stage, result);
      handle.execute("ANALYZE pg_temp." + stage);
      List<String> columns = new ArrayList<>(table.columns());
      if (!whole && table.name().equals("account_match")) {
        columns.removeAll(NEWER);
      }
      if (table.name().equals(PackedEvidence.TABLE)) {
        columns.remove(PackedEvidence.COLUMN);
        new StoredEvidence(handle, run, differences).compare(table.name(), stage);
      }
      if (table.name().equals(UsageBlock.TABLE)) {
        columns.removeIf(column -> !SUMS.contains(column));
      }
      compare(table.name(), table.key(), columns, "SELECT * FROM pg_temp." + stage);
      if (table.name().equals(UsageBlock.TABLE)) {
        compare(
            UsageBlock.GROUPS,
            List.of("first_ordinal"),
            UsageBlock.groupColumns(),
            UsageBlock.groupsIn("pg_temp." + stage));
      }
      handle.execute("DROP TABLE pg_temp." + stage);
    }
    new StoredUsage(handle, run, differences).compare(result, compared);
    for (DerivedRows rows : whole ? DerivedRows.values() : new DerivedRows[0]) {
      compare(rows.table(), columns(rows.key()), columns(rows.columns()), rows.rows());
    }
  }

  private static List<String> columns(String list) {
    return Arrays.stream(list.split(",", -1)).map(String::strip).toList();
  }

  private void compare(String table, List<String> key, List<String> columns, String computed) {
    compared.put(
        table,
        handle
            .createQuery("SELECT count(*) FROM (" + computed + ") c WHERE :run::uuid IS NOT NULL")
            .bind("run", run)
            .mapTo(Long.class)
            .one());
    handle
        .createQuery(query(table, key, columns, computed))
        .bind("run", run)
        .map((row, context) -> found(row, "table " + table, columns))
        .list()
        .forEach(
            row -> {
              row.differences().forEach(differences::keep);
              differences.count(row.rows());
            });
  }

  /** A row that differs: in which columns, and, of the first, how many such rows there are. */
  private record Found(List<Difference> differences, long rows) {}

  private static Found found(ResultSet row, String table, List<String> columns)
      throws SQLException {
    String where = table + ", " + row.getString("place");
    long rows = row.getLong("place_no") == 1 ? row.getLong("total") : 0;
    String stored = row.getString("stored");
    String computed = row.getString("computed");
    if (stored == null || computed == null) {
      return new Found(List.of(Difference.of(where, "the row", stored, computed)), rows);
    }
    List<Difference> found = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      String one = row.getString("s" + i);
      String other = row.getString("c" + i);
      if (!Objects.equals(one, other)) {
        found.add(
            Difference.of(
                where,
                columns.get(i),
                Objects.requireNonNullElse(one, "no value"),
                Objects.requireNonNullElse(other, "no value")));
      }
    }
    return new Found(found, rows);
  }

  private static String query(
      String table, List<String> key, List<String> columns, String computed) {
    String on = key.stream().map(k -> "s." + k + " = c." + k).collect(Collectors.joining(" AND "));
    String place =
        key.stream()
            .map(k -> "'" + k + " ' || coalesce(s." + k + ", c." + k + ")")
            .collect(Collectors.joining(" || ', ' || "));
    String order =
        key.stream()
            .map(k -> "coalesce(s." + k + ", c." + k + ")")
            .collect(Collectors.joining(", "));
    List<String> both = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      both.add(
          "s.%s::text AS s%d, c.%s::text AS c%d".formatted(columns.get(i), i, columns.get(i), i));
    }
    String names = String.join(", ", columns);
    return """
    SELECT count(*) OVER () AS total, row_number() OVER (ORDER BY %s) AS place_no, %s AS place, s.whole AS stored, c.whole AS computed, %s
    FROM (SELECT %s, ROW(%s)::text AS whole FROM %s WHERE run_id = :run) s
    FULL JOIN (SELECT %s, ROW(%s)::text AS whole FROM (%s) r) c ON %s
    WHERE s.whole IS DISTINCT FROM c.whole
    ORDER BY %s LIMIT %d
    """
        .formatted(
            order,
            place,
            String.join(", ", both),
            names,
            names,
            table,
            names,
            names,
            computed,
            on,
            order,
            Differences.KEPT);
  }
}
