package io.trueup.platform.db;

import org.jdbi.v3.core.Handle;

/**
 * Transactions that carry a name, so that whoever takes work over can end that of a node which lost
 * it: a paused node may hold a transaction open, and the rows that it wrote there would keep the
 * same rows of another waiting.
 */
public final class NamedSession {
  private static final int LONGEST = 63;

  private NamedSession() {}

  /**
   * Names the caller's transaction.
   *
   * @param name at most 63 characters
   */
  public static void name(Handle handle, String name) {
    if (name.length() > LONGEST) {
      throw new IllegalArgumentException("a session's name is too long: " + name);
    }
    handle
        .createQuery("SELECT set_config('application_name', :name, true)")
        .bind("name", name)
        .mapTo(String.class)
        .one();
  }

  /**
   * Ends all other sessions whose transaction has that name; their transactions leave nothing.
   *
   * @return how many there were
   */
  public static int end(Handle handle, String name) {
    return handle
        .createQuery(
            """
            SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity
            WHERE application_name = :name AND usename = current_user
              AND pid <> pg_backend_pid()
            """)
        .bind("name", name)
        .mapTo(Integer.class)
        .one();
  }
}
