package io.trueup.app;

import io.trueup.platform.db.StartupException;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.db.TenantId;
import io.trueup.platform.http.ProblemException;
import java.nio.file.Path;
import org.jdbi.v3.core.Jdbi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Whose rows a command reads, in the database that a configuration names. */
final class TenantTarget {
  @Option(
      names = "--tenant",
      defaultValue = FirstStart.DEFAULT_TENANT,
      description = "Whose (default: ${DEFAULT-VALUE}).")
  private String tenant = FirstStart.DEFAULT_TENANT;

  @Option(names = "--json", description = "Prints JSON.")
  private boolean json;

  /** What a command does with it; gives its exit code. */
  interface Work {
    int with(TenantDb db, TenantId tenant, TrueupConfiguration configuration) throws Exception;
  }

  boolean json() {
    return json;
  }

  String tenant() {
    return tenant;
  }

  /**
   * Opens the database for a command.
   *
   * @param file the configuration
   */
  int use(CommandSpec spec, Path file, Work work) throws Exception {
    return use(spec, file, tenant, work);
  }

  /**
   * Opens the database of a configuration, for one of its tenants. What keeps the command from its
   * work becomes one line and exit code 2.
   */
  static int use(CommandSpec spec, Path file, String tenant, Work work) throws Exception {
    return ServiceCommands.guarded(
        spec,
        () -> {
          try {
            return opened(file, tenant, work);
          } catch (ProblemException e) {
            throw new Refusal(
                String.valueOf(e.getMessage()).replaceAll("\\.$", ""),
                spec.qualifiedName(),
                "see " + spec.qualifiedName() + " --help");
          }
        });
  }

  private static int opened(Path file, String tenant, Work work) throws Exception {
    TrueupConfiguration configuration = ConfigurationFile.get(file);
    ServiceLog.quietLibraries();
    try (Database database = Database.open(configuration)) {
      database.migrateAtStart();
      Jdbi jdbi = database.single();
      Database.requireCurrent(jdbi);
      TenantDb db = new TenantDb(jdbi);
      FirstStart.ensure(db, configuration.storage.path());
      TenantId id =
          FirstStart.findTenant(db, tenant)
              .orElseThrow(
                  () ->
                      new StartupException(
                          "there is no tenant " + tenant, "--tenant", "name one that exists"));
      return work.with(db, id, configuration);
    }
  }
}
