package io.trueup.app;

import io.trueup.platform.db.TestDatabases.TestDatabase;
import io.trueup.reconcile.DerivedRows;
import io.trueup.reconcile.RunTables;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * All that a run left in the database, but for what names the run, to be held against another's.
 */
final class StoredMonth {
  private StoredMonth() {}

  /** By table: how many rows there are and a digest of them. */
  static Map<String, String> of(TestDatabase database, UUID run) {
    List<String> tables = new ArrayList<>();
    RunTables.all().forEach(table -> tables.add(table.name()));
    tables.add("evidence_block");
    for (DerivedRows rows : DerivedRows.values()) {
      tables.add(rows.table());
    }
    return database
        .root()
        .withHandle(
            handle -> {
              Map<String, String> all = new TreeMap<>();
              tables.forEach(table -> all.put(table, rows(handle, table, run)));
              all.put("run_file", files(handle, run));
              all.put("run", counts(handle, run));
              return all;
            });
  }

  private static String rows(Handle handle, String table, UUID run) {
    return handle
        .createQuery(
            """
            SELECT count(*) || ' ' || coalesce(md5(string_agg(r.t, E'\\n' ORDER BY r.t)), '')
            FROM (SELECT (to_jsonb(x) - 'tenant_id' - 'run_id')::text AS t FROM trueup.%s x
                  WHERE x.run_id = :run) r
            """
                .formatted(table))
        .bind("run", run)
        .mapTo(String.class)
        .one();
  }

  private static String files(Handle handle, UUID run) {
    return handle
        .createQuery(
            """
            SELECT string_agg(name || ' ' || size_bytes || ' ' || sha256, ', ' ORDER BY name)
            FROM trueup.run_file WHERE run_id = :run
            """)
        .bind("run", run)
        .mapTo(String.class)
        .one();
  }

  private static String counts(Handle handle, UUID run) {
    return handle
        .createQuery(
            """
            SELECT concat_ws(' ', as_of, bundle_hash, input_hash, discrepancy_count, usage_count,
              account_count, problem_count, md5(summary::text), step, step_done, step_total)
            FROM trueup.run WHERE run_id = :run
            """)
        .bind("run", run)
        .mapTo(String.class)
        .one();
  }
}
