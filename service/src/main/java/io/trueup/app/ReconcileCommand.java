package io.trueup.app;

import io.trueup.report.ResultFolder;
import io.trueup.stage.Reconciled;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code trueup reconcile}: one export folder in, one result folder out. */
@Command(
    name = "reconcile",
    description = "Reconciles a month: an export folder in, a result folder out.",
    mixinStandardHelpOptions = true)
final class ReconcileCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--data", required = true, paramLabel = "DIR", description = "The export folder.")
  private Path data = Path.of("");

  @Option(
      names = "--as-of",
      paramLabel = "DATE",
      converter = DateOption.class,
      description = "Day to judge at, as 2026-10-31; by default the day of the last sync.")
  private @Nullable LocalDate asOf;

  @Option(
      names = "--rules",
      paramLabel = "DIR",
      description = "Rule bundle to judge by; by default the shipped one.")
  private @Nullable Path rules;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Result folder; made when missing, its result files are replaced.")
  private Path out = Path.of("");

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Companies worked on at once; by default one a core.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--quiet", description = "No progress on stderr.")
  private boolean quiet;

  @Option(names = "--json", description = "Print summary.json instead of a table.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    if (threads < 1) {
      throw new Refusal("--threads is " + threads, "trueup reconcile", "give 1 or more");
    }
    ResultFolder.check(out);
    Reconciled result;
    try (Steps steps = new Steps(spec.commandLine().getErr(), quiet, MonthRun.STEPS)) {
      MonthRun run =
          MonthRun.by(Bundles.optional(rules), threads, () -> LocalDate.now(Clock.systemUTC()));
      result = run.reconcile(data, java.util.Optional.ofNullable(asOf), steps);
      MonthRun.write(result, out, steps);
    }
    SummaryText.print(result, out, json, spec.commandLine().getOut());
    return Failures.DONE;
  }
}
