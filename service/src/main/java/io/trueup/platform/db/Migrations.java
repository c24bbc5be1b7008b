package io.trueup.platform.db;

import io.trueup.platform.db.DatabaseAccess.Login;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.jdbi.v3.core.Handle;

/**
 * The schema's steps: plain SQL in {@code migrations/}, each in a transaction of its own. Nodes
 * that start together wait for each other.
 */
public final class Migrations {
  /** Schema of every table; also the application's search path. */
  public static final String SCHEMA = "trueup";

  /** The newest step this program knows. */
  public static final String LATEST = "23";

  private final Flyway flyway;

  /** Migrations of a database, run as the role that owns its tables. */
  public Migrations(DatabaseAccess access) {
    Login owner = access.getOwner();
    this.flyway =
        Flyway.configure(Migrations.class.getClassLoader())
            .dataSource(access.url(), owner.user(), owner.password())
            .locations("classpath:migrations")
            .defaultSchema(SCHEMA)
            .createSchemas(true)
            .placeholders(Map.of("app_role", access.application().user()))
            .validateMigrationNaming(true)
            .cleanDisabled(true)
            .loggers("slf4j")
            .load();
  }

  /**
   * Brings the database up to date.
   *
   * @return how many steps were run
   * @throws StartupException if a step failed; it is rolled back whole
   */
  public int migrate() {
    try {
      return flyway.migrate().migrationsExecuted;
    } catch (FlywayException e) {
      throw failed(e);
    }
  }

  /** One step: its version, what it is about, and whether the database has it. */
  public record Step(String version, String description, String state) {}

  /** All steps this program knows or the database has, oldest first. */
  public List<Step> list() {
    try {
      return Arrays.stream(flyway.info().all()).map(Migrations::step).toList();
    } catch (FlywayException e) {
      throw failed(e);
    }
  }

  /** The newest step a database has, as any role that serves requests can see it. */
  public static String version(Handle handle) {
    boolean exists =
        handle
            .createQuery("SELECT to_regclass(:table) IS NOT NULL")
            .bind("table", SCHEMA + ".flyway_schema_history")
            .mapTo(Boolean.class)
            .one();
    return exists
        ? handle
            .createQuery(
                """
                SELECT version FROM %s.flyway_schema_history
                WHERE success AND version IS NOT NULL ORDER BY installed_rank DESC LIMIT 1
                """
                    .formatted(SCHEMA))
            .mapTo(String.class)
            .findOne()
            .orElse("0")
        : "0";
  }

  private static Step step(MigrationInfo info) {
    return new Step(
        info.getVersion() == null ? "" : info.getVersion().toString(),
        info.getDescription(),
        info.getState().getDisplayName());
  }

  private static StartupException failed(FlywayException e) {
    String reason = String.valueOf(e.getMessage()).replaceAll("\\s+", " ").trim();
    return new StartupException(
        "the database could not be migrated (" + reason + ")",
        "database.migration",
        "check the address and the owner's role; `trueup db status` shows the steps",
        e);
  }
}
