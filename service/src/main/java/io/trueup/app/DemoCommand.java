package io.trueup.app;

import io.trueup.demo.DemoMonth;
import io.trueup.rulebase.RuleBundle;
import io.trueup.stage.Reconciled;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Port of the page (default: ${DEFAULT-VALUE}); 0 takes any that is free.",
      defaultValue = "8080")
  private int port = 8080;

  @Option(
      names = "--home",
      paramLabel = "DIR",
      description = "Where it keeps its files (default: TRUEUP_HOME, or .trueup/demo here).")
  private @Nullable Path given;

  @Option(names = "--no-server", description = "Stop after the summary.")
  private boolean noServer;

  @Option(names = "--quiet", description = "No progress on stderr.")
  private boolean quiet;

  @Override
  public Integer call() throws Exception {
    return ServiceCommands.guarded(spec, this::run);
  }

  private int run() throws Exception {
    if (port < 0 || port > 65_535) {
      throw new Refusal("--port is " + port, "trueup demo", "give a number from 0 to 65535");
    }
    Path home = given == null ? home() : given;
    Path data = home.resolve("data");
    PrintWriter told = spec.commandLine().getOut();
    RuleBundle bundle = Bundles.load(Optional.empty());
    int steps = MonthRun.STEPS + (noServer ? 1 : 3);
    try (Steps progress = new Steps(spec.commandLine().getErr(), quiet, steps)) {
      summary(home, data, bundle, progress, told);
      if (!noServer) {
        serve(home, data, progress, told);
      }
    }
    return Failures.DONE;
  }

  private static void summary(
      Path home, Path data, RuleBundle bundle, Steps progress, PrintWriter told)
      throws IOException {
    Path out = home.resolve("result");
    Files.createDirectories(home);
    progress.next("Making the month of " + DemoMonth.PROVIDER);
    DemoMonth.write(data);
    MonthRun run =
        new MonthRun(bundle, Runtime.getRuntime().availableProcessors(), () -> DemoMonth.AS_OF);
    Reconciled result = run.reconcile(data, Optional.of(DemoMonth.AS_OF), progress);
    MonthRun.write(result, out, progress);
    progress.pause();
    told.println(DemoMonth.PROVIDER);
    SummaryText.print(result, out, false, told);
    told.println("  Input   " + data);
    told.flush();
  }

  private void serve(Path home, Path data, Steps progress, PrintWriter told)
      throws InterruptedException {
    progress.next("Starting PostgreSQL and the service in " + home);
    try (DemoServer server = DemoServer.start(home, data, port)) {
      progress.next("Loading the month");
      boolean known = server.load(data, DemoMonth.PROVIDER, DemoMonth.AS_OF);
      List<String> people = server.people();
      progress.close();
      told.println();
      told.println("Open " + server.link());
      told.println(
          "     and be Ada Admin; the link works once, within the hour"
              + (known ? " (found the month that was loaded before)" : ""));
      told.println("     To be somebody else, sign in at " + server.address() + " as");
      people.forEach(person -> told.println("       " + person));
      told.println(
          "     "
              + server.address()
              + "/api/docs is the interface; its key is in "
              + home.resolve("admin.key"));
      told.println("     Ctrl-C stops it.");
      told.flush();
      server.startHistory();
      server.join();
    }
  }

  /** Where the demo lives: TRUEUP_HOME, or a folder below the working directory. */
  private static Path home() {
    String home = System.getenv("TRUEUP_HOME");
    return home == null || home.isBlank() ? Path.of(".trueup", "demo") : Path.of(home);
  }
}
