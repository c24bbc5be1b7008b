package io.trueup.app;

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
    return TenantTarget.use(
        spec,
        file,
        tenant,
        (db, id, configuration) -> {
          new Rulebook(db, Shipped.content()).ensure(id);
          return work.apply(db, id);
        });
  }
}
