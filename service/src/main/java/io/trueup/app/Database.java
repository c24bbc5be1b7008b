package io.trueup.app;

import io.dropwizard.core.setup.Environment;
import io.dropwizard.db.DataSourceFactory;
import io.dropwizard.db.ManagedDataSource;
import io.dropwizard.jdbi3.JdbiFactory;
import io.dropwizard.util.Duration;
import io.trueup.platform.db.DatabaseAccess;
import io.trueup.platform.db.DatabaseAccess.Login;
import io.trueup.platform.db.EmbeddedPostgres;
import io.trueup.platform.db.Migrations;
import io.trueup.platform.db.StartupException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.postgres.PostgresPlugin;
import org.postgresql.ds.PGSimpleDataSource;

/** The database that the configuration names, or one of our own, open for use. */
final class Database implements AutoCloseable {
  private final DatabaseConfiguration configuration;
  private final Optional<EmbeddedPostgres> embedded;
  private final DatabaseAccess access;

  private Database(DatabaseConfiguration configuration, Path storage) {
    this.configuration = configuration;
    this.embedded =
        configuration.embedded()
            ? Optional.of(EmbeddedPostgres.start(storage.resolve("postgres")))
            : Optional.empty();
    this.access = embedded.map(EmbeddedPostgres::access).orElseGet(this::configured);
  }

  /** Starts the embedded server where none is configured. */
  static Database open(TrueupConfiguration configuration) {
    return new Database(configuration.database, configuration.storage.path());
  }

  private DatabaseAccess configured() {
    DatabaseConfiguration.Migration migration = configuration.migration;
    return new DatabaseAccess(
        configuration.url,
        new Login(configuration.user, configuration.password),
        migration.user.isBlank()
            ? Optional.empty()
            : Optional.of(new Login(migration.user, migration.password)));
  }

  DatabaseAccess access() {
    return access;
  }

  /** Runs what migrations are missing where this process is the one to do so. */
  void migrateAtStart() {
    if (embedded.isPresent() || configuration.migration.atStart) {
      new Migrations(access).migrate();
    }
  }

  /** Connections from a pool that the service's lifecycle manages. */
  ManagedDataSource connections(Environment environment) {
    return pooled().build(environment.metrics(), "database");
  }

  private DataSourceFactory pooled() {
    DataSourceFactory pool = new DataSourceFactory();
    pool.setDriverClass("org.postgresql.Driver");
    pool.setUrl(access.url());
    pool.setUser(access.application().user());
    pool.setPassword(access.application().password());
    pool.setProperties(properties());
    pool.setMinSize(2);
    pool.setInitialSize(2);
    pool.setMaxSize(configuration.maxConnections);
    pool.setMaxWaitForConnection(Duration.seconds(5));
    pool.setValidationQuery("SELECT 1");
    pool.setCheckConnectionOnBorrow(true);
    pool.setValidationInterval(Duration.seconds(1));
    pool.setAutoCommentsEnabled(false);
    return pool;
  }

  /** Such a pool for use. */
  Jdbi pool(Environment environment, ManagedDataSource connections) {
    return new JdbiFactory()
        .build(environment, pooled(), connections, "database")
        .installPlugin(new PostgresPlugin());
  }

  /** One connection after another, for a command that runs and ends. */
  Jdbi single() {
    java.util.Properties all = new java.util.Properties();
    all.putAll(properties());
    all.put("user", access.application().user());
    all.put("password", access.application().password());
    return Jdbi.create(access.url(), all).installPlugin(new PostgresPlugin());
  }

  /** A connection each time it is asked, for libraries that want to open their own. */
  DataSource source() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(access.url());
    source.setUser(access.application().user());
    source.setPassword(access.application().password());
    properties()
        .forEach(
            (name, value) -> {
              try {
                source.setProperty(name, value);
              } catch (SQLException e) {
                throw new IllegalStateException("no such property of a connection: " + name, e);
              }
            });
    return source;
  }

  private Map<String, String> properties() {
    Map<String, String> properties = new HashMap<>();
    properties.put("currentSchema", Migrations.SCHEMA);
    properties.put("ApplicationName", "trueup");
    properties.put("tcpKeepAlive", "true");
    properties.put("connectTimeout", "10");
    // Longer than any statement may run: a server that vanished without a word is noticed by this.
    properties.put("socketTimeout", "1800");
    // A node that is paused within a transaction must not keep rows from all others for ever.
    properties.put(
        "options",
        "-c statement_timeout=%d -c idle_in_transaction_session_timeout=5min"
            .formatted(configuration.statementTimeout.toMilliseconds()));
    return properties;
  }

  /** Refuses to go on with a schema that this program does not know. */
  static void requireCurrent(Jdbi jdbi) {
    String version = jdbi.withHandle(Migrations::version);
    if (!version.equals(Migrations.LATEST)) {
      throw new StartupException(
          "the database is at version " + version + ", this program needs " + Migrations.LATEST,
          "database",
          "run `trueup db migrate config.yml` with the role that owns the tables");
    }
  }

  @Override
  public void close() {
    embedded.ifPresent(EmbeddedPostgres::close);
  }
}
