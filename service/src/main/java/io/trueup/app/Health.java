package io.trueup.app;

import com.codahale.metrics.health.HealthCheck;
import com.codahale.metrics.health.HealthCheckRegistry;
import io.trueup.platform.db.IsolationCheck;
import io.trueup.platform.db.Migrations;
import io.trueup.platform.db.TenantDb;
import io.trueup.rulebook.DirectoryDao;
import io.trueup.rulebook.DirectoryRow;
import io.trueup.rulebook.RuleDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jdbi.v3.core.Jdbi;

/** Health checks of the admin port, besides those that Dropwizard and the pool bring. */
final class Health {
  private static final long ROOM_NEEDED = 256L << 20;

  private Health() {}

  static void register(HealthCheckRegistry registry, Jdbi jdbi, Path storage) {
    registry.register(
        "migrations",
        check(
            () -> {
              String version = jdbi.withHandle(Migrations::version);
              return version.equals(Migrations.LATEST)
                  ? List.of()
                  : List.of("database at " + version + ", program at " + Migrations.LATEST);
            }));
    registry.register("tenants-apart", check(() -> jdbi.withHandle(IsolationCheck::problems)));
    registry.register(
        "disk",
        check(
            () -> {
              long room = Files.getFileStore(storage).getUsableSpace();
              return room >= ROOM_NEEDED
                  ? List.of()
                  : List.of("only " + (room >> 20) + " MiB left in " + storage);
            }));
  }

  /** Whether the followed directory can be used; where it cannot, the older rules go on. */
  static void register(HealthCheckRegistry registry, TenantDb db, RuleDirectory directory) {
    registry.register(
        "rule-directory",
        check(
            () ->
                db
                    .read(
                        directory.settings().tenant(),
                        handle -> DirectoryDao.find(handle, directory.settings().name()))
                    .filter(DirectoryRow::broken)
                    .map(row -> row.name() + ": " + row.line())
                    .stream()
                    .toList()));
  }

  private static HealthCheck check(Callable<List<String>> problems) {
    return new HealthCheck() {
      @Override
      protected Result check() throws Exception {
        List<String> found = problems.call();
        return found.isEmpty() ? Result.healthy() : Result.unhealthy(String.join("; ", found));
      }
    };
  }
}
