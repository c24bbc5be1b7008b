package io.trueup.reconcile;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * Findings of a run in which a text stands, in any case: in company, its id, product, account or
 * explanation. Blocks of texts ({@link SearchBlock}) tell which; findings are then looked up by
 * their ids, so that the other rows of the run are not read.
 *
 * @param text folded
 * @param few the ids when there are no more than {@link #FEW}, empty for a common text
 */
record FindingSearch(String text, Optional<List<String>> few) {
  /** How many ids are fetched; more of them are asked for where they are needed. */
  static final int FEW = 3_000;

  private static final String FOUND =
      """
      SELECT l.id
      FROM search_block b, unnest(string_to_array(b.texts, E'\\n'), b.ids) AS l (line, id)
      WHERE b.run_id = :run AND strpos(b.texts, :text) > 0 AND strpos(l.line, :text) > 0
      """;

  FindingSearch {
    few = few.map(List::copyOf);
  }

  /** Looks through a run's blocks, if a text is asked for. */
  static Optional<FindingSearch> of(Handle handle, UUID run, DiscrepancyQuery query) {
    return query.search().map(asked -> of(handle, run, SearchBlock.folded(asked)));
  }

  private static FindingSearch of(Handle handle, UUID run, String text) {
    sideBySide(handle);
    List<String> ids =
        handle
            .createQuery(FOUND + "LIMIT " + (FEW + 1))
            .bind("run", run)
            .bind("text", text)
            .mapTo(String.class)
            .list();
    return new FindingSearch(text, ids.size() > FEW ? Optional.empty() : Optional.of(ids));
  }

  /**
   * A run's blocks were stored together; the planner takes them for scattered and would rather read
   * those of all runs. What else the transaction asks is planned so too.
   */
  private static void sideBySide(Handle handle) {
    handle.execute("SET LOCAL random_page_cost = 1.1");
  }

  /** How many there are, counted no further than {@code most}. */
  static long count(Handle handle, UUID run, String asked, int most) {
    sideBySide(handle);
    return handle
        .createQuery("SELECT count(*) FROM (%s LIMIT %d) c".formatted(FOUND, most))
        .bind("run", run)
        .bind("text", SearchBlock.folded(asked))
        .mapTo(Long.class)
        .one();
  }

  /** Whether there are so many that some of them come soon, in whichever order. */
  boolean isCommon() {
    return few.isEmpty();
  }

  boolean fits(DiscrepancyRow row) {
    return SearchBlock.line(row).contains(text);
  }

  /**
   * In place of table discrepancy, called {@code d}: those of {@code :run} that were found. Fenced
   * off from other conditions: whichever they are, rows are looked up by the key.
   */
  String rows() {
    return """
    (SELECT f.* FROM discrepancy f
      WHERE f.run_id = :run AND f.discrepancy_id = ANY (%s) OFFSET 0) d"""
        .formatted(isCommon() ? "ARRAY (" + FOUND + ")" : ":found");
  }

  /** Binds what {@link #rows} names, besides {@code :run}. */
  void bind(SqlStatement<?> sql) {
    few.ifPresentOrElse(
        ids -> sql.bindArray("found", String.class, ids), () -> sql.bind("text", text));
  }
}
