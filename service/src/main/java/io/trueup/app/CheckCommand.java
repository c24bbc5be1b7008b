package io.trueup.app;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code trueup check [config.yml]}. */
@Command(
    name = "check",
    description =
        "Checks a configuration and prints one line a problem; exit code 1 if there is any.",
    mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "CONFIG",
      defaultValue = "config.yml",
      description = "The configuration (default: ${DEFAULT-VALUE}).")
  private Path file = Path.of("config.yml");

  @Override
  public Integer call() throws Exception {
    return ServiceCommands.guarded(spec, this::check);
  }

  private int check() {
    PrintWriter out = spec.commandLine().getOut();
    List<String> problems = ConfigurationFile.read(file).problems();
    problems.forEach(problem -> out.println(file + ": " + problem));
    if (problems.isEmpty()) {
      out.println(file + ": no problems");
    }
    out.flush();
    return problems.isEmpty() ? 0 : 1;
  }
}
