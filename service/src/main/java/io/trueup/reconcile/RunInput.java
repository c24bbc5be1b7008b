package io.trueup.reconcile;

import io.trueup.client.NameMatching;
import io.trueup.decision.DecidedFiles;
import io.trueup.decision.FindingDecisionDao;
import io.trueup.decision.LinkDecision;
import io.trueup.decision.LinkDecisionDao;
import io.trueup.mapping.MappedFiles;
import io.trueup.mapping.MappingChangeDao;
import io.trueup.month.MonthSource;
import io.trueup.platform.db.Blobs;
import io.trueup.rulebase.RuleBundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
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
   * Writes a run's folder, to be read where {@link io.trueup.folder.PackedUsage} is.
   *
   * @param handle a transaction of the run's tenant
   * @param rules those that judge the run
   * @param folder an empty folder
   */
  public void write(Handle handle, RunRow run, RuleBundle rules, Path folder) {
    try {
      DatasetDao.writePackedTo(handle, run.datasetId(), folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    decided(handle, run.datasetId(), told(run), rules, folder);
  }

  /**
   * Writes what a run of a dataset would be told that was started now, to be read as {@link #write}
   * says.
   *
   * @param rules those that would judge it
   * @param folder an empty folder
   * @return up to which decisions and changes it has them
   */
  public Told writeNow(Handle handle, UUID datasetId, RuleBundle rules, Path folder) {
    Told told = Told.now(handle);
    try {
      DatasetDao.writePackedTo(handle, datasetId, folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    decided(handle, datasetId, told, rules, folder);
    return told;
  }

  /** What people had decided when a run was started. */
  public record Told(long decisionNo, long findingNo, long mappingNo) {
    /** All that was decided until now. */
    public static Told now(Handle handle) {
      return new Told(
          LinkDecisionDao.last(handle),
          FindingDecisionDao.last(handle),
          MappingChangeDao.last(handle));
    }
  }

  /**
   * As {@link #write}, and looks whether the files of the dataset are still what they were.
   *
   * @return digests by name of the files that are not, SHA-256 in hex
   * @throws UncheckedIOException when a file cannot be read any more
   */
  public Map<String, String> writeChecked(
      Handle handle, RunRow run, RuleBundle rules, Path folder) {
    Map<String, String> changed = new TreeMap<>();
    try {
      DatasetDao.writeTo(handle, run.datasetId(), folder);
      for (DatasetRow.FileRow file :
          DatasetDao.find(handle, run.datasetId()).orElseThrow().files()) {
        String now = Blobs.digest(folder.resolve(file.name()));
        if (!now.equals(file.sha256())) {
          changed.put(file.name(), now);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    decided(handle, run.datasetId(), told(run), rules, folder);
    return changed;
  }

  private static Told told(RunRow run) {
    return new Told(run.decisionNo(), run.findingNo(), run.mappingNo());
  }

  private void decided(Handle handle, UUID datasetId, Told told, RuleBundle rules, Path folder) {
    MappedFiles.write(folder, MappingChangeDao.upTo(handle, told.mappingNo()));
    List<LinkDecision> decisions = LinkDecisionDao.upTo(handle, told.decisionNo());
    List<String> synced =
        DatasetSourceDao.list(handle, datasetId).stream().map(MonthSource::integrationId).toList();
    DecidedFiles.write(
        folder,
        decisions,
        FindingDecisionDao.standing(handle, told.findingNo()),
        NameMatching.words(decisions, synced, confirmedBeforeNames.applyAsInt(rules)));
  }
}
