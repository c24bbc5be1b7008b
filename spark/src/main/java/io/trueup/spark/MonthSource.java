package io.trueup.spark;

import io.trueup.facts.Month;
import io.trueup.folder.ReadOptions;
import java.io.IOException;
import java.util.Optional;

/** One tenant's month, not read yet. */
interface MonthSource {
  /** Whose and which. */
  TenantMonth key();

  /**
   * Reads it; called once.
   *
   * @throws io.trueup.folder.UnusableFolder when nothing can be computed from it
   */
  Month read(ReadOptions options) throws IOException;

  /** What kept Spark itself from handing over its rows: not the month's fault, but the task's. */
  default Optional<RuntimeException> lost() {
    return Optional.empty();
  }
}
