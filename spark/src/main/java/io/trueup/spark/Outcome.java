package io.trueup.spark;

import io.trueup.result.Column;
import java.io.Serializable;
import java.util.List;

/**
 * What became of one tenant's month.
 *
 * @param of whose and which
 * @param error why there is no result, in one line; empty when there is one
 * @param records usage records that were read
 * @param discrepancies rows of the result
 * @param problems rows of the input that could not be used
 */
record Outcome(TenantMonth of, String error, int records, int discrepancies, int problems)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** One without a result. */
  static Outcome failed(TenantMonth of, String error) {
    return new Outcome(of, error.replaceAll("\\p{Cntrl}+", " ").strip(), 0, 0, 0);
  }

  boolean done() {
    return error.isEmpty();
  }

  /** Columns of {@code errors.csv}. */
  static List<Column<Outcome>> errors() {
    return List.of(
        new Column<>("tenant", outcome -> outcome.of().tenant()),
        new Column<>("month", outcome -> outcome.of().month()),
        new Column<>("error", Outcome::error));
  }
}
