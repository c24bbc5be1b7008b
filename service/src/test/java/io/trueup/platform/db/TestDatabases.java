package io.trueup.platform.db;

import io.trueup.platform.db.DatabaseAccess.Login;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.postgres.PostgresPlugin;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a test class a migrated database of its own, cloned from a template of the one server that
 * the whole test run shares.
 */
public final class TestDatabases implements ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(TestDatabases.class);
  private static final String TEMPLATE = "template_migrated";

  /** A database and how to reach it. */
  public record TestDatabase(DatabaseAccess access, Login superuser) {
    /** Connected as the role that serves requests. */
    public Jdbi jdbi() {
      return as(access.application());
    }

    /** Connected as the role that owns the tables. */
    public Jdbi owner() {
      return as(access.getOwner());
    }

    /** Connected as the server's superuser. */
    public Jdbi root() {
      return as(superuser);
    }

    private Jdbi as(Login login) {
      return Jdbi.create(
              access.url() + "?currentSchema=" + Migrations.SCHEMA, login.user(), login.password())
          .installPlugin(new PostgresPlugin());
    }
  }

  /** The server, with the template; closed with the root context. */
  private static final class Server implements AutoCloseable {
    private final Path folder;
    private final EmbeddedPostgres postgres;
    private int clones;

    Server() {
      try {
        folder = Files.createTempDirectory("trueup-test-pg");
        postgres = EmbeddedPostgres.start(folder, false);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      create(TEMPLATE, "template1");
      new Migrations(postgres.access(TEMPLATE)).migrate();
    }

    synchronized TestDatabase clone(Optional<String> name) {
      String database = name.orElse("test_" + ++clones);
      create(database, TEMPLATE);
      return new TestDatabase(postgres.access(database), postgres.superuser());
    }

    private void create(String database, String template) {
      Jdbi.create(
              postgres.address("postgres"),
              postgres.superuser().user(),
              postgres.superuser().password())
          .useHandle(
              handle -> {
                handle.execute(
                    "CREATE DATABASE %s TEMPLATE %s OWNER trueup_owner"
                        .formatted(database, template));
                handle.execute(
                    "GRANT CONNECT, TEMPORARY ON DATABASE %s TO trueup_app".formatted(database));
              });
    }

    @Override
    public void close() throws IOException {
      postgres.close();
      PostgresPrograms.delete(folder);
    }
  }

  /** A fresh migrated database. */
  public static TestDatabase create(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(Server.class, key -> new Server(), Server.class)
        .clone(Optional.empty());
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == TestDatabase.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    ExtensionContext ofClass =
        context.getTestMethod().isPresent() ? context.getParent().orElseThrow() : context;
    return ofClass
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(
            context.getRequiredTestClass(), key -> create(context), TestDatabase.class);
  }
}
