package io.trueup.benchmarks;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Prints how PostgreSQL answers what pages and lists of a run ask, as Markdown: {@code Plans
 * JDBC_URL USER PASSWORD}, as the role that serves requests or one that may become it. It looks at
 * the run with the most discrepancies and at one of them in the middle; nothing is written.
 */
final class Plans {
  private static final String FOUND =
      "SELECT l.id FROM search_block b, unnest(string_to_array(b.texts, E'\\n'), b.ids) AS l (line, id) WHERE b.run_id = '%1$s' AND strpos(b.texts, 'dental 1974') > 0 AND strpos(l.line, 'dental 1974') > 0";

  private static final String SHOWN =
      "b.first_ordinal, b.last_ordinal, b.counted, b.excluded, b.unaccounted";

  private Plans() {}

  /** What a finding says of the usage that it rests on. */
  private static String linked(String column) {
    return "(SELECT e."
        + column
        + " FROM discrepancy_evidence e WHERE e.run_id = '%1$s' AND e.discrepancy_id = '%2$s')::integer[]";
  }

  private static String blocks(String columns, String which) {
    return "SELECT "
        + columns
        + " FROM usage_block b WHERE b.run_id = '%1$s' AND "
        + which
        + " ORDER BY b.first_ordinal LIMIT 51";
  }

  public static void main(String[] args) throws SQLException {
    try (Connection connection = DriverManager.getConnection(args[0], args[1], args[2])) {
      connection.setAutoCommit(false);
      try (Statement sql = connection.createStatement()) {
        sql.execute("SET LOCAL search_path = trueup");
        String tenant =
            one(
                sql,
                "SELECT tenant_id FROM run WHERE status = 'done' ORDER BY discrepancy_count DESC LIMIT 1");
        String run =
            one(
                sql,
                "SELECT run_id FROM run WHERE status = 'done' ORDER BY discrepancy_count DESC LIMIT 1");
        sql.execute("SET LOCAL ROLE trueup_app");
        one(sql, "SELECT set_config('app.tenant', '" + tenant + "', true)");
        String middle =
            one(
                sql,
                "SELECT discrepancy_id FROM discrepancy WHERE run_id = '%s' ORDER BY company_name, product_code OFFSET (SELECT count(*) / 2 FROM discrepancy WHERE run_id = '%s') LIMIT 1"
                    .formatted(run, run));
        for (Map.Entry<String, String> each : questions().entrySet()) {
          explain(sql, each.getKey(), each.getValue().formatted(run, middle), run, middle);
        }
      }
      connection.rollback();
    }
  }

  private static Map<String, String> questions() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put(
        "Findings, the largest first",
        "SELECT d.* FROM discrepancy d WHERE d.run_id = '%1$s' ORDER BY d.less, d.discrepancy_id LIMIT 51");
    all.put(
        "The same, a page in the middle",
        "SELECT d.* FROM discrepancy d WHERE d.run_id = '%1$s' AND (d.less, d.discrepancy_id) > (SELECT less, discrepancy_id FROM discrepancy WHERE run_id = '%1$s' AND discrepancy_id = '%2$s') ORDER BY d.less, d.discrepancy_id LIMIT 51");
    all.put(
        "Findings of one class",
        "SELECT d.* FROM discrepancy d WHERE d.run_id = '%1$s' AND d.class = 'OVERBILLING' ORDER BY d.less, d.discrepancy_id LIMIT 51");
    all.put("Which findings a text stands in", FOUND + " LIMIT 3001");
    all.put(
        "Findings in which a text stands",
        "SELECT d.* FROM (SELECT f.* FROM discrepancy f WHERE f.run_id = '%1$s' AND f.discrepancy_id = ANY (ARRAY ("
            + FOUND
            + ")) OFFSET 0) d WHERE d.run_id = '%1$s' ORDER BY d.less, d.discrepancy_id LIMIT 51");
    all.put(
        "One finding with its evidence",
        "SELECT d.*, (SELECT e.evidence FROM discrepancy_evidence e WHERE e.run_id = d.run_id AND e.discrepancy_id = d.discrepancy_id) FROM discrepancy d WHERE d.run_id = '%1$s' AND d.discrepancy_id = '%2$s'");
    all.put(
        "The usage behind a finding",
        "SELECT g.* FROM usage_group g WHERE g.run_id = '%1$s' AND g.first_ordinal = ANY ("
            + linked("usage_groups")
            + ") AND g.block = ANY ("
            + linked("usage_blocks")
            + ")");
    all.put(
        "Blocks of usage of a client",
        blocks(SHOWN, "b.company_id = 'C77' AND b.first_ordinal > 0"));
    all.put(
        "Blocks with usage of one fate, a page in the middle",
        blocks(SHOWN, "b.counted > 0 AND b.first_ordinal > 50000"));
    all.put(
        "Blocks with usage of a rarer fate",
        blocks(SHOWN, "b.excluded > 0 AND b.first_ordinal > 0"));
    all.put(
        "The groups of a page",
        "SELECT g.* FROM usage_group g WHERE g.run_id = '%1$s' AND g.fate = 'counted' AND g.block = ANY (ARRAY ("
            + blocks("b.first_ordinal", "b.counted > 0 AND b.first_ordinal > 50000")
            + "))");
    all.put(
        "The records of a page",
        "SELECT p.first_ordinal, p.content FROM run r CROSS JOIN unnest('{49153,53249}'::integer[]) AS b (first) JOIN usage_page p ON p.dataset_id = r.dataset_id AND p.revision = r.usage_revision AND p.first_ordinal BETWEEN b.first - 4095 AND b.first + 4095 AND p.first_ordinal + p.records > b.first WHERE r.run_id = '%1$s' ORDER BY p.first_ordinal");
    all.put(
        "What a rule had a part in",
        "SELECT f.discrepancy_id FROM rule_finding f WHERE f.rule_id = (SELECT min(rule_id) FROM rule_tally) AND f.run_id = '%1$s' ORDER BY f.discrepancy_id LIMIT 51");
    return all;
  }

  private static void explain(Statement sql, String title, String query, String run, String id)
      throws SQLException {
    System.out.printf("## %s%n```%n%s;%n%n", title, shown(query, run, id));
    // As the service asks: a run's blocks lie side by side.
    boolean blocks = query.contains("search_block");
    sql.execute("SET LOCAL random_page_cost = " + (blocks ? "1.1" : "4"));
    try (ResultSet plan =
        sql.executeQuery("EXPLAIN (ANALYZE, BUFFERS, COSTS OFF, SUMMARY ON) " + query)) {
      while (plan.next()) {
        System.out.println(shown(plan.getString(1), run, id));
      }
    }
    System.out.printf("```%n%n");
  }

  private static String shown(String text, String run, String id) {
    return text.replace(run, "RUN")
        .replace(id, "ID")
        .replaceAll("tenant_id = \\(current_setting\\('app.tenant'::text\\)\\)::uuid", "OURS");
  }

  private static String one(Statement sql, String query) throws SQLException {
    try (ResultSet rows = sql.executeQuery(query)) {
      if (!rows.next()) {
        throw new IllegalStateException("nothing: " + query);
      }
      return rows.getString(1);
    }
  }
}
