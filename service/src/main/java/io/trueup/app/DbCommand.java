package io.trueup.app;

import io.trueup.platform.db.Migrations;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code trueup db migrate|status [config.yml]}. */
@Command(
    name = "db",
    description = "The database's schema.",
    mixinStandardHelpOptions = true,
    subcommands = {DbCommand.Migrate.class, DbCommand.Status.class})
final class DbCommand {
  /** Brings it up to date. */
  @Command(
      name = "migrate",
      description = "Brings the database up to date, as the role that owns its tables.",
      mixinStandardHelpOptions = true)
  static final class Migrate implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", arity = "0..1", paramLabel = "CONFIG", defaultValue = "config.yml")
    private Path file = Path.of("config.yml");

    @Override
    public Integer call() throws Exception {
      return ServiceCommands.guarded(spec, this::run);
    }

    private int run() {
      try (Database database = Database.open(ConfigurationFile.get(file))) {
        int steps = new Migrations(database.access()).migrate();
        PrintWriter out = spec.commandLine().getOut();
        out.println(steps == 0 ? "The database was up to date." : steps + " steps were run.");
        out.flush();
      }
      return 0;
    }
  }

  /** Shows where it is. */
  @Command(
      name = "status",
      description = "Lists the schema's steps; exit code 1 if one is missing.",
      mixinStandardHelpOptions = true)
  static final class Status implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", arity = "0..1", paramLabel = "CONFIG", defaultValue = "config.yml")
    private Path file = Path.of("config.yml");

    @Override
    public Integer call() throws Exception {
      return ServiceCommands.guarded(spec, this::run);
    }

    private int run() {
      try (Database database = Database.open(ConfigurationFile.get(file))) {
        List<Migrations.Step> steps = new Migrations(database.access()).list();
        PrintWriter out = spec.commandLine().getOut();
        for (Migrations.Step step : steps) {
          out.printf("%-4s %-10s %s%n", step.version(), step.state(), step.description());
        }
        out.flush();
        return steps.stream().anyMatch(step -> step.state().equals("Pending")) ? 1 : 0;
      }
    }
  }
}
