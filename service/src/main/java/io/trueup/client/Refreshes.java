package io.trueup.client;

import io.trueup.platform.db.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Requests to find out anew where accounts stand: rows of table client_refresh, one a tenant.
 * Requests that come while one waits or runs are served together.
 */
public final class Refreshes {
  private Refreshes() {}

  /**
   * How far it is.
   *
   * @param state {@code never}, {@code current}, {@code waiting}, {@code running} or {@code failed}
   * @param requestedAt when the last request came
   * @param cause why it was asked for, in words
   * @param startedAt when the last one began
   * @param finishedAt when the last one ended
   * @param source what accounts were taken from: {@code syncs} or {@code dataset}; empty before the
   *     first
   * @param accounts how many accounts there were
   * @param failure why the last one failed; empty when it did not
   */
  public record State(
      String state,
      @Nullable Instant requestedAt,
      String cause,
      @Nullable Instant startedAt,
      @Nullable Instant finishedAt,
      String source,
      long accounts,
      String failure) {
    static final State NEVER = new State("never", null, "", null, null, "", 0, "");
  }

  /** A refresh handed to a worker; wanted is what it is to bring done to. */
  public record Claim(TenantId tenant, long wanted, int attempt, UUID owner) {}

  /** Asks for one, within the caller's transaction; {@link RefreshWorkers#wake} makes it quick. */
  public static void request(Handle handle, String cause) {
    request(handle, cause, Optional.empty(), false);
  }

  /**
   * As {@link #request(Handle, String)}, choosing what accounts are taken from.
   *
   * @param dataset a dataset; empty for what integrations last said or, where there are none, the
   *     last run's dataset
   */
  public static void request(Handle handle, String cause, Optional<UUID> dataset) {
    request(handle, cause, dataset, true);
  }

  private static void request(Handle handle, String cause, Optional<UUID> dataset, boolean choose) {
    handle
        .createUpdate(
            """
            INSERT INTO client_refresh AS r (tenant_id, wanted, requested_at, cause, dataset_id)
            VALUES (current_setting('app.tenant')::uuid, 1, clock_timestamp(), :cause, :dataset)
            ON CONFLICT (tenant_id) DO UPDATE
            SET wanted = r.wanted + 1, requested_at = clock_timestamp(), cause = :cause,
              dataset_id = CASE WHEN :choose THEN :dataset ELSE r.dataset_id END
            """)
        .bind("cause", cause)
        .bind("dataset", dataset.orElse(null))
        .bind("choose", choose)
        .execute();
  }

  /** How far the tenant's is. */
  public static State state(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT wanted, done, requested_at, cause, started_at, finished_at, source, accounts,
              failure, coalesce(lease_until > clock_timestamp(), false) AS leased
            FROM client_refresh
            """)
        .map((row, context) -> state(row))
        .findOne()
        .orElse(State.NEVER);
  }

  private static State state(ResultSet row) throws SQLException {
    boolean waiting = row.getLong("wanted") > row.getLong("done");
    String failure = row.getString("failure");
    String word =
        row.getBoolean("leased")
            ? "running"
            : waiting ? "waiting" : failure.isEmpty() ? "current" : "failed";
    return new State(
        word,
        instant(row, "requested_at"),
        row.getString("cause"),
        instant(row, "started_at"),
        instant(row, "finished_at"),
        row.getString("source"),
        row.getLong("accounts"),
        failure);
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    Timestamp at = row.getTimestamp(column);
    return at == null ? null : at.toInstant();
  }

  /** The dataset that was asked for. */
  static Optional<UUID> dataset(Handle handle) {
    return handle
        .createQuery("SELECT dataset_id FROM client_refresh WHERE dataset_id IS NOT NULL")
        .mapTo(UUID.class)
        .findOne();
  }

  /** The next for a worker, of any tenant. */
  static Optional<Claim> claim(Handle handle, UUID owner, Duration lease) {
    return handle
        .createQuery("SELECT tenant_id, wanted, attempt FROM claim_client_refresh(:owner, :lease)")
        .bind("owner", owner)
        .bind("lease", lease)
        .map(
            (row, context) ->
                new Claim(
                    new TenantId(row.getObject("tenant_id", UUID.class)),
                    row.getLong("wanted"),
                    row.getInt("attempt"),
                    owner))
        .findOne();
  }

  /** Keeps a claim; false when another worker has it. */
  static boolean keep(Handle handle, Claim claim, Duration lease) {
    return handle
            .createUpdate(
                """
                UPDATE client_refresh SET lease_until = clock_timestamp() + :lease
                WHERE lease_owner = :owner AND attempt = :attempt
                """)
            .bind("lease", lease)
            .bind("owner", claim.owner())
            .bind("attempt", claim.attempt())
            .execute()
        == 1;
  }

  /**
   * Ends a claim.
   *
   * @param failure why nothing came of it; empty when it was done
   * @return false when another worker has it
   */
  public static boolean finish(
      Handle handle, Claim claim, String source, long accounts, String failure) {
    return handle
            .createUpdate(
                """
                UPDATE client_refresh SET done = :wanted, finished_at = clock_timestamp(),
                  source = CASE WHEN :failure = '' THEN :source ELSE source END,
                  accounts = CASE WHEN :failure = '' THEN :accounts ELSE accounts END,
                  failure = :failure, lease_owner = NULL, lease_until = NULL
                WHERE lease_owner = :owner AND attempt = :attempt
                """)
            .bind("wanted", claim.wanted())
            .bind("source", source)
            .bind("accounts", accounts)
            .bind("failure", failure)
            .bind("owner", claim.owner())
            .bind("attempt", claim.attempt())
            .execute()
        == 1;
  }

  /** Gives a claim back. */
  public static void release(Handle handle, Claim claim) {
    handle
        .createUpdate(
            """
            UPDATE client_refresh SET lease_owner = NULL, lease_until = NULL
            WHERE lease_owner = :owner AND attempt = :attempt
            """)
        .bind("owner", claim.owner())
        .bind("attempt", claim.attempt())
        .execute();
  }

  /**
   * Asks for one that the caller carries out itself, unless one waits or runs already: then that
   * one is asked for.
   *
   * @return the claim, to be ended by {@link #finish}; empty when a worker will do it
   */
  public static Optional<Claim> begin(Handle handle, TenantId tenant, String cause) {
    UUID owner = UUID.randomUUID();
    Optional<Claim> claim =
        handle
            .createQuery(
                """
                INSERT INTO client_refresh AS r (tenant_id, wanted, requested_at, cause, started_at,
                  attempt, lease_owner, lease_until)
                VALUES (current_setting('app.tenant')::uuid, 1, clock_timestamp(), :cause,
                  clock_timestamp(), 1, :owner, clock_timestamp() + :lease)
                ON CONFLICT (tenant_id) DO UPDATE
                SET wanted = r.wanted + 1, requested_at = clock_timestamp(), cause = :cause,
                  started_at = clock_timestamp(), attempt = r.attempt + 1, lease_owner = :owner,
                  lease_until = clock_timestamp() + :lease
                WHERE r.wanted = r.done
                RETURNING wanted, attempt
                """)
            .bind("cause", cause)
            .bind("owner", owner)
            .bind("lease", Refresh.LEASE)
            .map(
                (row, context) ->
                    new Claim(tenant, row.getLong("wanted"), row.getInt("attempt"), owner))
            .findOne();
    if (claim.isEmpty()) {
      request(handle, cause);
    }
    return claim;
  }
}
