package io.trueup.rulebook;

import io.trueup.platform.db.TenantId;
import io.trueup.rulebase.RuleBundle;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** What a draft's rules would make of a past run, compared with what was concluded then. */
public interface Comparison {
  /**
   * What a comparison found.
   *
   * @param runId the run that it was made on
   * @param summary in one line, for people
   * @param result JSON object: the same for programs
   */
  record Compared(UUID runId, String summary, String result) {}

  /** The run to compare on where nobody names one; empty when there is none yet. */
  Optional<UUID> findRun(Handle handle);

  /**
   * Compares. Takes its time, and is called outside a transaction.
   *
   * @throws io.trueup.platform.http.ProblemException when there is no such run, or its input cannot
   *     be had any more
   */
  Compared compare(TenantId tenant, UUID runId, RuleBundle draft);

  /** Finds no run to compare on, so that nobody has to. */
  static Comparison none() {
    return new Comparison() {
      @Override
      public Optional<UUID> findRun(Handle handle) {
        return Optional.empty();
      }

      @Override
      public Compared compare(TenantId tenant, UUID runId, RuleBundle draft) {
        throw new IllegalStateException("nothing to compare on");
      }
    };
  }
}
