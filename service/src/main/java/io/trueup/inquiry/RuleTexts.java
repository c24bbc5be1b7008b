package io.trueup.inquiry;

import io.trueup.rulebase.WrittenRule;
import io.trueup.stage.RuleFacts;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/** Rules as they were written in a bundle. */
public final class RuleTexts {
  private RuleTexts() {}

  /** The rules of these ids in a bundle, by id; those that it does not have are left out. */
  public static Map<String, WrittenRule> of(Handle handle, long version, Collection<String> ids) {
    Set<String> wanted = new TreeSet<>(ids);
    Map<String, WrittenRule> found = new TreeMap<>();
    handle
        .createQuery(
            """
            SELECT f.path, t.content
            FROM bundle_version v JOIN bundle_file f ON f.hash = v.hash
              JOIN rule_text t ON t.sha256 = f.sha256
            WHERE v.version = :version AND (f.path LIKE '%.drl' OR f.path LIKE '%.table.csv')
              AND EXISTS (SELECT FROM unnest(:ids) AS i (id)
                          WHERE position(i.id IN t.content) > 0)
            """)
        .bind("version", version)
        .bindArray("ids", String.class, wanted.toArray(new String[0]))
        .map((row, context) -> RuleFacts.written(row.getString("path"), row.getString("content")))
        .forEach(
            rules ->
                rules.stream()
                    .filter(rule -> wanted.contains(rule.id()))
                    .forEach(rule -> found.put(rule.id(), rule)));
    return found;
  }

  /** The rule of an id in the newest bundle that has it. */
  static Optional<WrittenRule> findNewest(Handle handle, String id) {
    // Each text once, however many bundles have it; they are read until one holds the rule, and not
    // only names it.
    try (Stream<List<WrittenRule>> files =
        handle
            .createQuery(
                """
                SELECT f.path, t.content
                FROM (
                  SELECT b.path, b.sha256, max(v.version) AS version
                  FROM bundle_file b JOIN bundle_version v ON v.hash = b.hash
                  WHERE b.path LIKE '%.drl' OR b.path LIKE '%.table.csv'
                  GROUP BY b.path, b.sha256) f
                JOIN rule_text t ON t.sha256 = f.sha256
                WHERE position(:id IN t.content) > 0
                ORDER BY f.version DESC, f.path
                """)
            .bind("id", id)
            .setFetchSize(10)
            .map(
                (row, context) ->
                    RuleFacts.written(row.getString("path"), row.getString("content")))
            .stream()) {
      return files.flatMap(List::stream).filter(rule -> rule.id().equals(id)).findFirst();
    }
  }
}
