package io.trueup.platform.db;

import java.sql.SQLException;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * The only way to a table: a transaction that belongs to one tenant. The tenant is set for the
 * transaction alone ({@code SET LOCAL}), so a pooled connection cannot carry it to the next user,
 * however the transaction ended. Row-level security does the rest.
 *
 * <p>A transaction that PostgreSQL broke off (deadlock, serialization) is run again, up to three
 * times in all: work must not act outside the database.
 */
public final class TenantDb {
  private static final Set<String> RETRY = Set.of("40001", "40P01");
  private static final int TRIES = 3;

  private final Jdbi jdbi;

  public TenantDb(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Runs work that may write, as a tenant, all of it or nothing. */
  public <T> T inTenant(TenantId tenant, Function<Handle, T> work) {
    for (int attempt = 1; ; attempt++) {
      try {
        return jdbi.inTransaction(
            handle -> {
              assume(handle, tenant);
              return work.apply(handle);
            });
      } catch (JdbiException e) {
        if (attempt == TRIES || !RETRY.contains(sqlState(e))) {
          throw e;
        }
      }
    }
  }

  /** As {@link #inTenant}, with nothing to give back. */
  public void useTenant(TenantId tenant, Consumer<Handle> work) {
    inTenant(
        tenant,
        handle -> {
          work.accept(handle);
          return Boolean.TRUE;
        });
  }

  /** Runs work that only reads, as a tenant: PostgreSQL itself refuses a write in it. */
  public <T> T read(TenantId tenant, Function<Handle, T> work) {
    return inTenant(
        tenant,
        handle -> {
          handle.execute("SET TRANSACTION READ ONLY");
          return work.apply(handle);
        });
  }

  /**
   * Runs work that has no tenant yet: the functions of the first migration, and nothing else.
   * Touching a table here is an error.
   */
  public <T> T withoutTenant(Function<Handle, T> work) {
    return jdbi.inTransaction(work::apply);
  }

  /** A statement, not a call of set_config: Citus hands SET LOCAL on to its workers. */
  private static void assume(Handle handle, TenantId tenant) {
    handle.execute("SET LOCAL app.tenant = '" + tenant.value() + "'");
  }

  /** PostgreSQL's error code somewhere below, or empty: {@code 23505} is a unique violation. */
  public static String sqlState(Throwable thrown) {
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      if (each instanceof SQLException sql && sql.getSQLState() != null) {
        return sql.getSQLState();
      }
    }
    return "";
  }
}
