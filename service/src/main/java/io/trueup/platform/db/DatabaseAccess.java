package io.trueup.platform.db;

import java.util.Optional;

/**
 * How to reach a database.
 *
 * @param url JDBC address, {@code jdbc:postgresql://host:port/database}
 * @param application the role requests are served by; it can neither own tables nor bypass
 *     row-level security
 * @param owner the role that owns the tables and runs migrations; empty when this process may not
 *     migrate
 */
public record DatabaseAccess(String url, Login application, Optional<Login> owner) {

  /** A role and its password. */
  public record Login(String user, String password) {
    /** Leaves the password out, so that it cannot reach a log by accident. */
    @Override
    public String toString() {
      return "Login[user=" + user + "]";
    }
  }

  /**
   * The login that migrates.
   *
   * @throws StartupException if none is configured
   */
  public Login getOwner() {
    return owner.orElseThrow(
        () ->
            new StartupException(
                "no role to migrate with",
                "database.migration.user",
                "set it and its password to the role that owns the tables (TRUEUP_DB_OWNER_USER, TRUEUP_DB_OWNER_PASSWORD)"));
  }
}
