package io.trueup.reconcile;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * What a list of runs shows of each beside its row.
 *
 * @param label of the dataset that it read
 * @param totals JSON object of amounts by currency, as summary.json has it; null until it is done
 * @param folding how far it folded, in sentences; empty until it is done, and for runs from before
 *     that was noted
 */
public record RunHead(UUID runId, String label, @Nullable String totals, List<String> folding) {
  /** The heads of some runs, by id. */
  public static Map<UUID, RunHead> of(Handle handle, List<UUID> runs) {
    return handle
        .createQuery(
            """
            SELECT r.run_id, d.label, (r.summary -> 'totals')::text AS totals,
                   ARRAY(SELECT jsonb_array_elements_text(
                           coalesce(r.summary -> 'folding' -> 'words', '[]'))) AS folding
            FROM run r JOIN dataset d ON d.tenant_id = r.tenant_id AND d.dataset_id = r.dataset_id
            WHERE r.run_id = ANY (:runs)
            """)
        .bindArray("runs", UUID.class, runs)
        .map(
            (row, context) ->
                new RunHead(
                    row.getObject("run_id", UUID.class),
                    row.getString("label"),
                    row.getString("totals"),
                    List.of((String[]) row.getArray("folding").getArray())))
        .stream()
        .collect(Collectors.toMap(RunHead::runId, head -> head));
  }
}
