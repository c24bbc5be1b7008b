package io.trueup.app;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The command line: {@code trueup COMMAND}. Exit codes: 0 done; 1 done, and what was checked does
 * not hold; 2 the input is unusable; 3 an internal fault.
 */
@Command(
    name = "trueup",
    description = "Finds what a managed service provider uses but does not bill, and says why.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      DemoCommand.class,
      ReconcileCommand.class,
      MatchCommand.class,
      RulesCommand.class,
      PresetsCommand.class,
      BenchCommand.class,
      ConnectorsCommand.class
    })
public final class Main implements Runnable {
  @Spec private CommandSpec spec;

  private Main(CommandSpec spec) {
    this.spec = spec;
  }

  /** Runs the command that {@code arguments} name and exits with its code. */
  public static void main(String[] arguments) {
    int code;
    try {
      code = commandLine().execute(arguments);
    } catch (OutOfMemoryError | StackOverflowError e) {
      System.err.println(Failures.fault(e));
      code = Failures.FAULT;
    }
    System.exit(code);
  }

  static CommandLine commandLine() {
    Failures failures = new Failures();
    return ServiceCommands.addTo(new CommandLine(new Main(CommandSpec.create())), Engine::of)
        .setParameterExceptionHandler(failures)
        .setExecutionExceptionHandler(failures)
        .setUsageHelpAutoWidth(true);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "no command given");
  }
}
