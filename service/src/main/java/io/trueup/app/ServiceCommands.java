package io.trueup.app;

import ch.qos.logback.classic.Level;
import io.dropwizard.logging.common.BootstrapLogging;
import io.trueup.platform.db.StartupException;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The commands that need a configuration: {@code server}, {@code check}, {@code db}, {@code keys},
 * {@code users}, {@code sync}, {@code replay}, {@code audit}, {@code secrets} and {@code skus}.
 */
final class ServiceCommands {
  private ServiceCommands() {}

  /**
   * Adds them.
   *
   * @param engine what decides runs and judges syncs; asked for only when a server or a sync starts
   */
  static CommandLine addTo(CommandLine commands, Supplier<Engine> engine) {
    return commands
        .addSubcommand(new ServerCommand(engine))
        .addSubcommand(new CheckCommand())
        .addSubcommand(new DbCommand())
        .addSubcommand(new KeysCommand())
        .addSubcommand(new UsersCommand())
        .addSubcommand(new SyncCommand(engine))
        .addSubcommand(new ReplayCommand(engine))
        .addSubcommand(new AuditCommand())
        .addSubcommand(new SecretsCommand())
        .addSubcommand(new SkusCommand());
  }

  /** Runs a command; what keeps it from starting becomes one line and exit code 2. */
  static int guarded(CommandSpec spec, Callable<Integer> command) throws Exception {
    // Until a configuration says otherwise; logback itself would begin with DEBUG.
    BootstrapLogging.bootstrap(Level.WARN);
    try {
      return command.call();
    } catch (StartupException e) {
      spec.commandLine().getErr().println(e.getMessage());
      spec.commandLine().getErr().flush();
      return 2;
    }
  }
}
