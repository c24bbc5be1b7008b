package io.trueup.finding;

import io.trueup.platform.http.ProblemException;
import io.trueup.platform.http.ProblemType;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Filters of the list of findings that a person keeps under a name.
 *
 * @param query as an address has it, without the question mark
 */
public record SavedView(String name, String query) {
  /** How many a person can keep. */
  public static final int MOST = 50;

  /** Those of a person, by name. */
  public static List<SavedView> list(Handle handle, String owner) {
    return handle
        .createQuery(
            "SELECT name, query FROM saved_view WHERE owner = :owner ORDER BY lower(name), name")
        .bind("owner", owner)
        .map((row, context) -> new SavedView(row.getString("name"), row.getString("query")))
        .list();
  }

  /** Keeps it, in place of one of the same name. */
  public static void keep(Handle handle, String owner, SavedView view) {
    String name = view.name().strip();
    if (name.isEmpty() || name.length() > 80) {
      throw ProblemException.invalid("name", "must have 1 to 80 characters", List.of());
    }
    if (view.query().length() > 2000) {
      throw ProblemException.invalid("query", "must be at most 2,000 characters", List.of());
    }
    List<SavedView> there = list(handle, owner);
    if (there.size() >= MOST && there.stream().noneMatch(each -> each.name().equals(name))) {
      throw new ProblemException(
          ProblemType.CONFLICT, "You keep " + MOST + " views already; remove one first.");
    }
    handle
        .createUpdate(
            """
            INSERT INTO saved_view (tenant_id, owner, name, query)
            VALUES (current_setting('app.tenant')::uuid, :owner, :name, :query)
            ON CONFLICT (tenant_id, owner, name) DO UPDATE SET query = EXCLUDED.query
            """)
        .bind("owner", owner)
        .bind("name", name)
        .bind("query", view.query())
        .execute();
  }

  /** Removes one; false when there is none of that name. */
  public static boolean remove(Handle handle, String owner, String name) {
    return handle
            .createUpdate("DELETE FROM saved_view WHERE owner = :owner AND name = :name")
            .bind("owner", owner)
            .bind("name", name)
            .execute()
        == 1;
  }
}
