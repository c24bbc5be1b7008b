package io.trueup.review;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.http.Caller;
import io.trueup.platform.http.Cursor.Part;
import io.trueup.platform.http.Idempotency;
import io.trueup.platform.http.Idempotency.Outcome;
import io.trueup.platform.http.Page;
import io.trueup.platform.http.Page.Total;
import io.trueup.platform.http.Parameters;
import io.trueup.review.SyncResponses.SyncResponse;
import io.trueup.sync.SyncRow;
import io.trueup.sync.SyncWorkers;
import io.trueup.sync.Syncs;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What the addresses of syncs have in common: queueing one, and listing them in pages. */
public final class SyncRequests {
  private final TenantDb db;
  private final SyncWorkers workers;
  private final Idempotency idempotency;
  private final ObjectMapper json;

  public SyncRequests(
      TenantDb db, SyncWorkers workers, Idempotency idempotency, ObjectMapper json) {
    this.db = db;
    this.workers = workers;
    this.idempotency = idempotency;
    this.json = json;
  }

  /**
   * Queues a sync and wakes a worker for it.
   *
   * @param request what is asked, for telling a repetition
   */
  Response queue(
      Caller caller,
      @Nullable String idempotencyKey,
      String request,
      Function<Handle, SyncRow> queue) {
    Outcome outcome =
        idempotency.once(
            caller,
            Optional.ofNullable(idempotencyKey),
            Idempotency.fingerprint("POST", request),
            handle -> {
              SyncRow sync = queue.apply(handle);
              return new Outcome(
                  202, "/api/v1/syncs/" + sync.syncId(), text(SyncResponse.of(sync)));
            });
    workers.wake();
    return Outcomes.response(outcome);
  }

  /** A page of syncs, newest first, of one integration where given. */
  Page<SyncResponse> page(
      Caller caller,
      Optional<String> integrationId,
      @Nullable String state,
      @Nullable String limit,
      @Nullable String after) {
    Optional<String> wanted = Parameters.choice("state", state, SyncRow.STATES);
    int rows = Parameters.limit(limit);
    Listing listing =
        new Listing("/syncs?of=" + integrationId.orElse("") + "&state=" + wanted.orElse(""));
    List<String> key = listing.key(after, Part.MOMENT, Part.ID);
    return db.read(
        caller.tenant(),
        handle ->
            listing.page(
                Syncs.list(handle, integrationId, wanted, key, rows + 1),
                rows,
                Total.of(Syncs.count(handle, integrationId, wanted, Total.LIMIT + 1)),
                SyncResponse::of,
                row -> List.of(row.queuedAt().toString(), row.syncId().toString())));
  }

  private String text(SyncResponse sync) {
    try {
      return json.writeValueAsString(sync);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a sync of plain values", e);
    }
  }
}
