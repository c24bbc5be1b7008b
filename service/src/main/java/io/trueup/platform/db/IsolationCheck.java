package io.trueup.platform.db;

import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Whether the database keeps tenants apart for the role we are connected as. Asked at start-up,
 * which is refused otherwise, and by a health check after.
 */
public final class IsolationCheck {
  /**
   * Tables that belong to no tenant: the list of migrations, and the scheduler's two, where every
   * node looks for what is due and which hold ids and times only.
   */
  static final List<String> SHARED =
      List.of("flyway_schema_history", "scheduled_task", "batch_task");

  private IsolationCheck() {}

  /** What is wrong, one line each; empty when all is well. */
  public static List<String> problems(Handle handle) {
    List<String> problems = new ArrayList<>();
    handle
        .createQuery(
            """
            SELECT rolname,
                   rolsuper OR EXISTS (
                     SELECT FROM pg_roles g
                     WHERE g.rolsuper AND pg_has_role(current_user, g.oid, 'MEMBER')) AS super,
                   rolbypassrls OR EXISTS (
                     SELECT FROM pg_roles g
                     WHERE g.rolbypassrls AND pg_has_role(current_user, g.oid, 'MEMBER')) AS bypass
            FROM pg_roles WHERE rolname = current_user
            """)
        .map(
            (row, context) ->
                problems.addAll(
                    roleProblems(
                        row.getString("rolname"),
                        row.getBoolean("super"),
                        row.getBoolean("bypass"))))
        .list();
    problems.addAll(
        handle
            .createQuery(
                """
                SELECT c.relname || ' ' || p.problem
                FROM pg_class c
                JOIN pg_namespace n ON n.oid = c.relnamespace
                CROSS JOIN LATERAL (
                  SELECT 'is owned by the role that serves requests' AS problem
                  WHERE pg_has_role(current_user, c.relowner, 'MEMBER')
                  UNION ALL
                  SELECT 'has no forced row-level security'
                  WHERE c.relkind IN ('r', 'p') AND NOT (c.relrowsecurity AND c.relforcerowsecurity)
                  UNION ALL
                  SELECT 'has no tenant_id'
                  WHERE c.relkind IN ('r', 'p') AND NOT EXISTS (
                    SELECT FROM pg_attribute a
                    WHERE a.attrelid = c.oid AND a.attname = 'tenant_id' AND a.attnotnull)
                  UNION ALL
                  SELECT 'is a view that runs with its owner''s rights'
                  WHERE c.relkind IN ('v', 'm')
                    AND NOT coalesce('security_invoker=true' = ANY (c.reloptions), false)
                ) p
                WHERE n.nspname = :schema
                  AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
                  -- Shared ones are the owner's all the same.
                  AND (c.relname <> ALL (:shared) OR p.problem LIKE 'is owned%')
                ORDER BY 1
                """)
            .bind("schema", Migrations.SCHEMA)
            .bindArray("shared", String.class, SHARED)
            .mapTo(String.class)
            .list());
    return problems;
  }

  private static List<String> roleProblems(String role, boolean superuser, boolean bypass) {
    List<String> problems = new ArrayList<>();
    if (superuser) {
      problems.add("role " + role + " is a superuser, or can become one");
    }
    if (bypass) {
      problems.add("role " + role + " may bypass row-level security, or can become one that may");
    }
    return problems;
  }

  /** Refuses to go on unless tenants are kept apart. */
  public static void require(Handle handle) {
    List<String> problems = problems(handle);
    if (!problems.isEmpty()) {
      throw new StartupException(
          "tenants are not kept apart: " + String.join("; ", problems),
          "database.user",
          "connect as a role that owns no table and has neither SUPERUSER nor BYPASSRLS, and run `trueup db migrate`");
    }
  }
}
