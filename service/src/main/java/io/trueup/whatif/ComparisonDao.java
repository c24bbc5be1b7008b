package io.trueup.whatif;

import io.trueup.compare.ClientDifferences;
import io.trueup.compare.Difference;
import io.trueup.compare.Differences;
import io.trueup.compare.RuleChange;
import io.trueup.platform.db.BulkLoad;
import io.trueup.platform.http.Page.Total;
import io.trueup.report.DifferencesJson;
import io.trueup.stage.DiscrepancyRow;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Rows of the tables comparison*, within the transaction's tenant. */
public final class ComparisonDao {
  /** A tenant's comparisons beyond these make room; they can be made again. */
  static final int KEPT = 50;

  private static final List<String> DIFFERENCE =
      List.of("ordinal", "kind", "company_ids", "classes", "rules", "document");
  private static final List<String> CLIENT = List.of("ordinal", "document");

  private ComparisonDao() {}

  /**
   * A comparison to be stored.
   *
   * @param rulesHash of what decides in the draft
   */
  record New(UUID runId, String rulesHash, String line, String summary) {}

  /** A difference or a client as JSON, and its place in the order. */
  public record Placed(String document, long ordinal) {}

  /** Stores one in place of an earlier one on the same run with the same rules. */
  static void store(Handle handle, New made, Differences differences) {
    UUID id = UUID.randomUUID();
    handle
        .createUpdate("DELETE FROM comparison WHERE run_id = :run AND rules_hash = :rules")
        .bind("run", made.runId())
        .bind("rules", made.rulesHash())
        .execute();
    handle
        .createUpdate(
            """
            INSERT INTO comparison (tenant_id, comparison_id, run_id, rules_hash, line, summary)
            VALUES (current_setting('app.tenant')::uuid, :id, :run, :rules, :line, :summary::json)
            """)
        .bind("id", id)
        .bind("run", made.runId())
        .bind("rules", made.rulesHash())
        .bind("line", made.line())
        .bind("summary", made.summary())
        .execute();
    long[] ordinal = new long[2];
    load(
        handle,
        "comparison_difference",
        DIFFERENCE,
        id,
        differences.all().iterator(),
        (difference, copy) ->
            copy.number(++ordinal[0])
                .text(difference.kind().word())
                .texts(difference.companyIds())
                .texts(classes(difference))
                .texts(rules(difference))
                .text(DifferencesJson.difference(difference)));
    load(
        handle,
        "comparison_client",
        CLIENT,
        id,
        differences.clients().iterator(),
        (ClientDifferences client, io.trueup.platform.db.CopyRow copy) ->
            copy.number(++ordinal[1]).text(DifferencesJson.client(client)));
    handle
        .createUpdate(
            """
            DELETE FROM comparison WHERE comparison_id IN (
              SELECT comparison_id FROM comparison ORDER BY made_at DESC OFFSET :kept)
            """)
        .bind("kept", KEPT)
        .execute();
  }

  private static <T> void load(
      Handle handle,
      String table,
      List<String> columns,
      UUID comparison,
      Iterator<T> rows,
      java.util.function.BiConsumer<T, io.trueup.platform.db.CopyRow> write) {
    String names = String.join(", ", columns);
    handle.execute(
        "CREATE TEMPORARY TABLE stage_%s ON COMMIT DROP AS SELECT %s FROM %s WITH NO DATA"
            .formatted(table, names, table));
    BulkLoad.stage(handle, "stage_" + table, columns, rows, write);
    handle
        .createUpdate(
            """
            INSERT INTO %s (tenant_id, comparison_id, %s)
            SELECT current_setting('app.tenant')::uuid, :id, %s FROM pg_temp.stage_%s
            """
                .formatted(table, names, names, table))
        .bind("id", comparison)
        .execute();
  }

  private static List<String> classes(Difference difference) {
    TreeSet<String> classes = new TreeSet<>();
    rows(difference).forEach(row -> classes.add(row.classification()));
    return List.copyOf(classes);
  }

  private static Stream<DiscrepancyRow> rows(Difference difference) {
    @Nullable DiscrepancyRow before = difference.before();
    @Nullable DiscrepancyRow after = difference.after();
    return Stream.of(Optional.ofNullable(before), Optional.ofNullable(after))
        .flatMap(Optional::stream);
  }

  private static List<String> rules(Difference difference) {
    TreeSet<String> rules = new TreeSet<>();
    for (RuleChange change : difference.causes()) {
      rules.add(change.key());
      rules.addAll(change.readBy());
    }
    return List.copyOf(rules);
  }

  /**
   * The newest comparison of a draft's rules.
   *
   * @param rulesHash of what decides in the draft as it is
   * @param run the run that it was made on; of any when empty
   */
  public static Optional<ComparisonRow> findNewest(
      Handle handle, String rulesHash, Optional<UUID> run) {
    return handle
        .createQuery(
            """
            SELECT comparison_id, run_id, made_at, line, summary::text AS summary FROM comparison
            WHERE rules_hash = :rules AND (:run::uuid IS NULL OR run_id = :run::uuid)
            ORDER BY made_at DESC LIMIT 1
            """)
        .bind("rules", rulesHash)
        .bind("run", run.orElse(null))
        .map(
            (row, context) ->
                new ComparisonRow(
                    row.getObject("comparison_id", UUID.class),
                    row.getObject("run_id", UUID.class),
                    row.getTimestamp("made_at").toInstant(),
                    row.getString("line"),
                    row.getString("summary")))
        .findOne();
  }

  /**
   * Differences, the largest stake first.
   *
   * @param after place of the last one before, 0 for the first page
   */
  public static List<Placed> differences(
      Handle handle, UUID comparison, DifferenceQuery query, long after, int limit) {
    return bind(
            handle.createQuery(
                """
                SELECT ordinal, document::text AS document FROM comparison_difference
                WHERE comparison_id = :id AND ordinal > :after %s ORDER BY ordinal LIMIT :limit
                """
                    .formatted(where(query))),
            query)
        .bind("id", comparison)
        .bind("after", after)
        .bind("limit", limit)
        .map((row, context) -> new Placed(row.getString("document"), row.getLong("ordinal")))
        .list();
  }

  /** How many there are, counted no further than {@link Total#LIMIT}. */
  public static Total countDifferences(Handle handle, UUID comparison, DifferenceQuery query) {
    return Total.of(
        bind(
                handle.createQuery(
                    "SELECT count(*) FROM (SELECT FROM comparison_difference WHERE comparison_id = :id %s LIMIT %d) c"
                        .formatted(where(query), Total.LIMIT + 1)),
                query)
            .bind("id", comparison)
            .mapTo(Long.class)
            .one());
  }

  private static String where(DifferenceQuery query) {
    List<String> all = new ArrayList<>();
    if (!query.kinds().isEmpty()) {
      all.add("AND kind = ANY (:kinds)");
    }
    if (!query.classes().isEmpty()) {
      all.add("AND classes && :classes::text[]");
    }
    query.companyId().ifPresent(id -> all.add("AND :company = ANY (company_ids)"));
    query.rule().ifPresent(rule -> all.add("AND :rule = ANY (rules)"));
    return String.join(" ", all);
  }

  private static Query bind(Query sql, DifferenceQuery query) {
    if (!query.kinds().isEmpty()) {
      sql.bindArray("kinds", String.class, query.kinds());
    }
    if (!query.classes().isEmpty()) {
      sql.bindArray("classes", String.class, query.classes());
    }
    query.companyId().ifPresent(id -> sql.bind("company", id));
    query.rule().ifPresent(rule -> sql.bind("rule", rule));
    return sql;
  }

  /**
   * Clients at which anything differs, the largest change of an amount first.
   *
   * @param after place of the last one before, 0 for the first page
   */
  public static List<Placed> clients(Handle handle, UUID comparison, long after, int limit) {
    return handle
        .createQuery(
            """
            SELECT ordinal, document::text AS document FROM comparison_client
            WHERE comparison_id = :id AND ordinal > :after ORDER BY ordinal LIMIT :limit
            """)
        .bind("id", comparison)
        .bind("after", after)
        .bind("limit", limit)
        .map((row, context) -> new Placed(row.getString("document"), row.getLong("ordinal")))
        .list();
  }

  /** How many clients there are. */
  public static Total countClients(Handle handle, UUID comparison) {
    return Total.of(
        handle
            .createQuery("SELECT count(*) FROM comparison_client WHERE comparison_id = :id")
            .bind("id", comparison)
            .mapTo(Long.class)
            .one());
  }
}
