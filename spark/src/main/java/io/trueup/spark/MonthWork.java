package io.trueup.spark;

import io.trueup.facts.Month;
import io.trueup.folder.ReadOptions;
import io.trueup.folder.UnusableFolder;
import io.trueup.stage.Reconciled;
import io.trueup.stage.Reconciliation;
import java.io.IOException;
import java.io.Serializable;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;

/**
 * What every task does with one tenant's month: read, reconcile, write, and say what became of it.
 * One that cannot be read or written costs a line, never the job.
 *
 * @param rules texts by path
 * @param rulesHash their hash
 * @param asOf the day to judge at
 * @param out folder of all results
 * @param format how results are written
 * @param hadoop how file systems are reached
 */
record MonthWork(
    Broadcast<Map<String, String>> rules,
    String rulesHash,
    AsOf asOf,
    String out,
    JobArguments.Format format,
    Broadcast<SerializableConfiguration> hadoop)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  Outcome of(MonthSource source, int threads) {
    TenantMonth key = source.key();
    Results results = results();
    String wrong = key.problem().orElse("");
    if (!wrong.isEmpty()) {
      return failed(key, results, wrong);
    }
    CompiledRules compiled = CompiledRules.of(rulesHash, rules.value());
    try {
      Month month = source.read(ReadOptions.DEFAULTS.withPresets(compiled.presets()));
      Reconciled result =
          Reconciliation.run(month, compiled.bundle(), asOf.of(key, month), threads);
      results.write(key, result);
      return new Outcome(
          key, "", month.usage().size(), result.discrepancies().size(), month.problems().size());
    } catch (UnusableFolder e) {
      return failed(key, results, e.getMessage());
    } catch (IOException | RuntimeException e) {
      refuseWhenTheTaskIsOver(source, e);
      return failed(key, results, "fault: " + e);
    }
  }

  /** A task that was stopped, or that Spark lost rows of, says nothing about a month. */
  private static void refuseWhenTheTaskIsOver(MonthSource source, Exception e) {
    source
        .lost()
        .ifPresent(
            lost -> {
              throw lost;
            });
    TaskContext task = TaskContext.get();
    if (task != null && task.isInterrupted()) {
      throw new IllegalStateException("the task was stopped", e);
    }
  }

  private static Outcome failed(TenantMonth key, Results results, String why) {
    try {
      results.discard(key);
      return Outcome.failed(key, why);
    } catch (IOException e) {
      return Outcome.failed(key, why + " (and an old result is still there: " + e + ")");
    }
  }

  private Results results() {
    Path folder = new Path(out);
    return format == JobArguments.Format.PARQUET
        ? new ParquetResults(folder, hadoop.value().value())
        : new CsvResults(folder, hadoop.value().value());
  }
}
