package io.trueup.app;

import io.trueup.demo.DemoMonth;
import io.trueup.report.ResultFolder;
import io.trueup.stage.Reconciled;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code trueup demo}: a fictional provider's month, written, reconciled and shown. */
@Command(
    name = "demo",
    description = "Shows the month of a fictional provider.",
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--no-server", description = "Stop after the summary.")
  private boolean noServer;

  @Option(names = "--quiet", description = "No progress on stderr.")
  private boolean quiet;

  @Override
  public Integer call() throws IOException {
    Path home = home();
    Path data = home.resolve("data");
    Path out = home.resolve("result");
    Files.createDirectories(home);
    Reconciled result;
    try (Steps steps = new Steps(spec.commandLine().getErr(), quiet, MonthRun.STEPS + 1)) {
      steps.next("Making the month of " + DemoMonth.PROVIDER);
      DemoMonth.write(data);
      MonthRun run =
          new MonthRun(
              Bundles.load(Optional.empty()),
              Runtime.getRuntime().availableProcessors(),
              () -> DemoMonth.AS_OF);
      result = run.reconcile(data, Optional.of(DemoMonth.AS_OF), steps);
      MonthRun.write(result, out, steps);
    }
    PrintWriter told = spec.commandLine().getOut();
    told.println(DemoMonth.PROVIDER);
    SummaryText.print(result, out, false, told);
    told.println("  Input   " + data);
    if (!noServer) {
      told.println("  Open    " + out.resolve(ResultFolder.REPORT).toUri());
    }
    told.flush();
    return Failures.DONE;
  }

  /** Where the demo lives: TRUEUP_HOME, or a folder below the working directory. */
  static Path home() {
    String home = System.getenv("TRUEUP_HOME");
    return home == null || home.isBlank() ? Path.of(".trueup", "demo") : Path.of(home);
  }
}
