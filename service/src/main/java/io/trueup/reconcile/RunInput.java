package io.trueup.reconcile;

import io.trueup.client.NameMatching;
import io.trueup.decision.DecidedFiles;
import io.trueup.decision.LinkDecision;
import io.trueup.decision.LinkDecisionDao;
import io.trueup.month.MonthSource;
import io.trueup.rulebase.RuleBundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jdbi.v3.core.Handle;

/**
 * Everything that a run is told, as one folder: the files of its dataset, and what people had
 * decided in the service when it was started. The same run gets the same folder, however often and
 * however late it is written.
 */
public final class RunInput {
  private final ToIntFunction<RuleBundle> confirmedBeforeNames;

  /**
   * @param confirmedBeforeNames how many accounts of an integration people must have confirmed
   *     before names alone link the others, where its setting is {@code auto}, by the run's rules
   */
  public RunInput(ToIntFunction<RuleBundle> confirmedBeforeNames) {
    this.confirmedBeforeNames = confirmedBeforeNames;
  }

  /**
   * Writes a run's folder.
   *
   * @param handle a transaction of the run's tenant
   * @param rules those that judge the run
   * @param folder an empty folder
   */
  public void write(Handle handle, RunRow run, RuleBundle rules, Path folder) {
    try {
      DatasetDao.writeTo(handle, run.datasetId(), folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<LinkDecision> decisions = LinkDecisionDao.upTo(handle, run.decisionNo());
    List<String> synced =
        DatasetSourceDao.list(handle, run.datasetId()).stream()
            .map(MonthSource::integrationId)
            .toList();
    DecidedFiles.write(
        folder,
        decisions,
        NameMatching.words(decisions, synced, confirmedBeforeNames.applyAsInt(rules)));
  }
}
