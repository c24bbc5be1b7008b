package io.trueup.platform.db;

import io.trueup.platform.db.DatabaseAccess.Login;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * The roles and the database of the embedded server; on a server of your own, its administrator
 * makes them.
 */
final class ServerRoles {
  private ServerRoles() {}

  /** Makes what is missing; run at every start, since the first one may have been cut short. */
  static void ensure(String address, ServerPasswords passwords, String database) {
    Login superuser = passwords.superuser();
    Jdbi.create(address, superuser.user(), superuser.password())
        .useHandle(
            handle -> {
              role(handle, passwords.owner());
              role(handle, passwords.application());
              boolean exists =
                  handle
                          .createQuery("SELECT count(*) FROM pg_database WHERE datname = :name")
                          .bind("name", database)
                          .mapTo(Integer.class)
                          .one()
                      > 0;
              if (!exists) {
                handle.execute(
                    "CREATE DATABASE " + database + " OWNER " + passwords.owner().user());
              }
              handle.execute("REVOKE ALL ON DATABASE " + database + " FROM PUBLIC");
              handle.execute(
                  "GRANT CONNECT, TEMPORARY ON DATABASE "
                      + database
                      + " TO "
                      + passwords.application().user());
            });
  }

  private static void role(Handle handle, Login login) {
    boolean exists =
        handle
                .createQuery("SELECT count(*) FROM pg_roles WHERE rolname = :name")
                .bind("name", login.user())
                .mapTo(Integer.class)
                .one()
            > 0;
    // Names and passwords are ours ([a-z_] and base64url): nothing to quote in them.
    handle.execute(
        (exists ? "ALTER" : "CREATE")
            + " ROLE "
            + login.user()
            + " LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION PASSWORD '"
            + login.password()
            + "'");
  }
}
