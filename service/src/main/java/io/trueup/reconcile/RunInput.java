package io.trueup.reconcile;

import io.trueup.client.NameMatching;
import io.trueup.decision.DecidedFiles;
import io.trueup.decision.LinkDecision;
import io.trueup.decision.LinkDecisionDao;
import io.trueup.month.MonthSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntSupplier;
import org.jdbi.v3.core.Handle;

/**
 * Everything that a run is told, as one folder: the files of its dataset, and what people had
 * decided in the service when it was started. The same run gets the same folder, however often and
 * however late it is written.
 */
public final class RunInput {
  private final IntSupplier confirmedBeforeNames;

  /**
   * @param confirmedBeforeNames how many accounts of an integration people must have confirmed
   *     before names alone link the others, where its setting is {@code auto}
   */
  public RunInput(IntSupplier confirmedBeforeNames) {
    this.confirmedBeforeNames = confirmedBeforeNames;
  }

  /**
   * Writes a run's folder.
   *
   * @param handle a transaction of the run's tenant
   * @param folder an empty folder
   */
  public void write(Handle handle, RunRow run, Path folder) {
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
        folder, decisions, NameMatching.words(decisions, synced, confirmedBeforeNames.getAsInt()));
  }
}
