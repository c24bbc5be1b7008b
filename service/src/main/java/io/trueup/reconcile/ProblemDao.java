package io.trueup.reconcile;

import io.trueup.facts.InputProblem;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Rows of table input_problem, within the transaction's tenant. */
public final class ProblemDao {
  private ProblemDao() {}

  /** A row and its number within the run. */
  public record Placed(InputProblem row, long ordinal) {}

  /**
   * Problems in the order they were met.
   *
   * @param after number of the last row before, 0 for the first page
   */
  public static List<Placed> list(Handle handle, UUID run, long after, int limit) {
    return handle
        .createQuery(
            """
            SELECT ordinal, file, line, column_name, kind, value, message FROM input_problem
            WHERE run_id = :run AND ordinal > :after ORDER BY ordinal LIMIT :limit
            """)
        .bind("run", run)
        .bind("after", after)
        .bind("limit", limit)
        .map(
            (row, context) ->
                new Placed(
                    new InputProblem(
                        row.getString("file"),
                        row.getInt("line"),
                        row.getString("column_name"),
                        row.getString("kind"),
                        row.getString("value"),
                        row.getString("message")),
                    row.getLong("ordinal")))
        .list();
  }

  /** How many there are. */
  public static long count(Handle handle, UUID run) {
    return handle
        .createQuery("SELECT count(*) FROM input_problem WHERE run_id = :run")
        .bind("run", run)
        .mapTo(Long.class)
        .one();
  }
}
