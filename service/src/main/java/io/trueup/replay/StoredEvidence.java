package io.trueup.replay;

import io.trueup.reconcile.PackedEvidence;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Compares packed texts by what they say: equal ones need not be packed alike. */
final class StoredEvidence {
  private static final int FETCHED_AT_ONCE = 500;

  private final Handle handle;
  private final UUID run;
  private final Differences differences;

  StoredEvidence(Handle handle, UUID run, Differences differences) {
    this.handle = handle;
    this.run = run;
    this.differences = differences;
  }

  private record Pair(String id, byte[] stored, byte[] computed) {}

  /**
   * Compares those of discrepancies that are on both sides.
   *
   * @param stage the temporary table that the computed ones are in
   */
  void compare(String table, String stage) {
    PackedEvidence.Texts texts = new PackedEvidence.Texts(handle, run);
    handle
        .createQuery(
            """
            SELECT s.discrepancy_id, s.evidence AS stored, c.evidence AS computed
            FROM %s s JOIN pg_temp.%s c ON c.discrepancy_id = s.discrepancy_id
            WHERE s.run_id = :run AND s.evidence <> c.evidence
            ORDER BY substr(s.evidence, 3), s.discrepancy_id
            """
                .formatted(table, stage))
        .bind("run", run)
        .setFetchSize(FETCHED_AT_ONCE)
        .map(
            (row, context) ->
                new Pair(
                    row.getString("discrepancy_id"),
                    row.getBytes("stored"),
                    row.getBytes("computed")))
        .forEach(
            pair ->
                differences.compare(
                    "table " + table + ", discrepancy_id " + pair.id(),
                    "evidence",
                    text(texts, pair.stored()),
                    text(texts, pair.computed())));
  }

  private static String text(PackedEvidence.Texts texts, byte[] packed) {
    try {
      return texts.text(packed);
    } catch (IllegalStateException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
