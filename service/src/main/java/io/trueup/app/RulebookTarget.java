package io.trueup.app;

import io.trueup.platform.db.StartupException;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.db.TenantId;
import io.trueup.rulebook.Rulebook;
import io.trueup.rulebook.Shipped;
import java.nio.file.Path;
import java.util.function.BiFunction;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Whose rulebook a command works on, in the database that a configuration names. */
final class RulebookTarget {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      defaultValue = "config.yml",
      description = "The configuration (default: ${DEFAULT-VALUE}).")
  private Path file = Path.of("config.yml");

  @Option(
      names = "--tenant",
      defaultValue = FirstStart.DEFAULT_TENANT,
      description = "Whose rulebook (default: ${DEFAULT-VALUE}).")
  private String tenant = FirstStart.DEFAULT_TENANT;

  int use(CommandSpec spec, BiFunction<TenantDb, TenantId, Integer> work) throws Exception {
    return ServiceCommands.guarded(spec, () -> use(work));
  }

  private int use(BiFunction<TenantDb, TenantId, Integer> work) {
    TrueupConfiguration configuration = ConfigurationFile.get(file);
    ServiceLog.quietLibraries();
    try (Database database = Database.open(configuration)) {
      database.migrateAtStart();
      TenantDb db = new TenantDb(database.single());
      FirstStart.ensure(db, configuration.storage.path());
      TenantId id =
          FirstStart.findTenant(db, tenant)
              .orElseThrow(
                  () ->
                      new StartupException(
                          "there is no tenant " + tenant, "--tenant", "name one that exists"));
      new Rulebook(db, Shipped.content()).ensure(id);
      return work.apply(db, id);
    }
  }
}
