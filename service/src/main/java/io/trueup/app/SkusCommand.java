package io.trueup.app;

import io.trueup.integration.MicrosoftSkus;
import io.trueup.platform.db.StartupException;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.db.TenantId;
import io.trueup.platform.http.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code trueup skus import FILE}. */
@Command(
    name = "skus",
    description = "What Microsoft's SKUs are called.",
    mixinStandardHelpOptions = true,
    subcommands = SkusCommand.Import.class)
final class SkusCommand {
  /** Takes Microsoft's list in. */
  @Command(
      name = "import",
      description =
          "Imports Microsoft's list \"Product names and service plan identifiers for licensing\"; it replaces the import before.",
      mixinStandardHelpOptions = true)
  static final class Import implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(
        index = "0",
        paramLabel = "FILE",
        description = "The CSV as Microsoft publishes it.")
    private Path list = Path.of("");

    @Option(
        names = "--config",
        paramLabel = "CONFIG",
        defaultValue = "config.yml",
        description = "The configuration (default: ${DEFAULT-VALUE}).")
    private Path file = Path.of("config.yml");

    @Override
    public Integer call() throws Exception {
      return ServiceCommands.guarded(spec, this::take);
    }

    private int take() throws IOException {
      MicrosoftSkus.Parsed parsed;
      try (InputStream in = Files.newInputStream(list)) {
        parsed = MicrosoftSkus.parse(in);
      } catch (ProblemException e) {
        throw new Refusal(String.valueOf(e.getMessage()), list, "nothing was changed");
      }
      TrueupConfiguration configuration = ConfigurationFile.get(file);
      try (Database database = Database.open(configuration)) {
        database.migrateAtStart();
        TenantDb db = new TenantDb(database.single());
        FirstStart.ensure(db, configuration.storage.path());
        TenantId tenant =
            FirstStart.findTenant(db, FirstStart.DEFAULT_TENANT)
                .orElseThrow(
                    () ->
                        new StartupException(
                            "there is no tenant " + FirstStart.DEFAULT_TENANT,
                            file.toString(),
                            "import it over REST with a key of the tenant that is meant"));
        MicrosoftSkus.Imported done =
            db.inTenant(tenant, handle -> new MicrosoftSkus().replace(handle, parsed, "operator"));
        PrintWriter out = spec.commandLine().getOut();
        done.problems().forEach(problem -> out.println(list + ": " + OneLine.clean(problem)));
        out.printf(
            "%d SKUs from %d rows: %d new, %d gone; %d rows could not be used.%n",
            done.skus(), done.rows(), done.added(), done.removed(), done.problemCount());
        out.flush();
      }
      return 0;
    }
  }
}
