package io.trueup.app;

import io.trueup.platform.db.TenantDb;
import io.trueup.platform.db.TenantId;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.function.BiFunction;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What commands take that work on one tenant of an installation that is not running. */
final class ConfiguredTenant {
  @Parameters(index = "0", arity = "0..1", paramLabel = "CONFIG", defaultValue = "config.yml")
  private Path file = Path.of("config.yml");

  @Option(
      names = "--tenant",
      defaultValue = FirstStart.DEFAULT_TENANT,
      description = "Whose (default: ${DEFAULT-VALUE}).")
  private String tenant = FirstStart.DEFAULT_TENANT;

  int use(CommandSpec spec, BiFunction<TenantDb, TenantId, Integer> work) throws Exception {
    return TenantTarget.use(spec, file, tenant, (db, id, configuration) -> work.apply(db, id));
  }

  /** Tells a line. */
  static void say(CommandSpec spec, String line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
  }
}
