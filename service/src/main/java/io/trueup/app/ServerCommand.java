package io.trueup.app;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code trueup server [config.yml]}. */
@Command(
    name = "server",
    description = "Serves the REST interface until it is stopped.",
    mixinStandardHelpOptions = true)
final class ServerCommand implements Callable<Integer> {
  private final Supplier<Engine> engine;
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "CONFIG",
      defaultValue = "config.yml",
      description = "The configuration (default: ${DEFAULT-VALUE}).")
  private Path file = Path.of("config.yml");

  ServerCommand(Supplier<Engine> engine) {
    this.engine = engine;
  }

  @Override
  public Integer call() throws Exception {
    return ServiceCommands.guarded(spec, this::serve);
  }

  private int serve() throws InterruptedException {
    TrueupConfiguration configuration = ConfigurationFile.get(file);
    try (RunningService service =
        RunningService.start(new TrueupApplication(engine.get()), configuration)) {
      PrintWriter out = spec.commandLine().getOut();
      out.println("Trueup answers at " + service.address() + "  (interface: /api/docs)");
      out.println("Health and metrics at " + service.adminAddress());
      service
          .application()
          .parts()
          .newKey()
          .ifPresent(key -> out.println("A first key with role ADMIN was left in " + key));
      out.flush();
      service.join();
    }
    return 0;
  }
}
