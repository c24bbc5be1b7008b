package io.trueup.pages;

import io.dropwizard.auth.Auth;
import io.trueup.integration.Integration;
import io.trueup.integration.IntegrationDao;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.http.Cursor.Part;
import io.trueup.platform.http.Page;
import io.trueup.platform.http.Page.Total;
import io.trueup.platform.http.Parameters;
import io.trueup.platform.http.Permission;
import io.trueup.platform.http.ProblemException;
import io.trueup.platform.http.RequestId;
import io.trueup.review.Listing;
import io.trueup.sync.SnapshotRow;
import io.trueup.sync.Snapshots;
import io.trueup.sync.SyncRow;
import io.trueup.sync.Syncs;
import io.trueup.web.Layout;
import io.trueup.web.Visit;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Syncs of a connected system: all of them, one of them, beginning and stopping one. */
@Path("/integrations/{integration_id}/syncs")
public final class SyncPages {
  private static final int ROWS = 50;

  private final TenantDb db;
  private final Layout layout;
  private final Systems systems;

  public SyncPages(TenantDb db, Layout layout, Systems systems) {
    this.db = db;
    this.layout = layout;
    this.systems = systems;
  }

  /** Syncs, newest first. */
  public record ListView(
      Integration system, String state, List<String> states, Page<SyncView> page) {}

  /**
   * A sync.
   *
   * @param name of its system
   * @param snapshot what it brought; null when it took no snapshot
   */
  public record View(
      String id,
      String name,
      boolean there,
      SyncView sync,
      List<SyncView.Stream> streams,
      @Nullable SnapshotRow snapshot,
      boolean canSync,
      boolean canAccept) {}

  @GET
  @RolesAllowed(Permission.READ)
  public Response list(
      @Auth Visit visit,
      @PathParam("integration_id") String id,
      @QueryParam("state") @Nullable String state,
      @QueryParam("after") @Nullable String after) {
    Optional<String> wanted = Parameters.choice("state", state, SyncRow.STATES);
    Listing listing = new Listing("pages/syncs?of=" + id + "&state=" + wanted.orElse(""));
    List<String> key = listing.key(after, Part.MOMENT, Part.ID);
    Instant now = systems.clock().instant();
    ListView view =
        db.read(
            visit.tenant(),
            handle ->
                new ListView(
                    Systems.get(handle, id),
                    wanted.orElse(""),
                    SyncRow.STATES,
                    listing.page(
                        Syncs.list(handle, Optional.of(id), wanted, key, ROWS + 1),
                        ROWS,
                        Total.of(Syncs.count(handle, Optional.of(id), wanted, Total.LIMIT + 1)),
                        row -> SyncView.of(row, now),
                        row -> List.of(row.queuedAt().toString(), row.syncId().toString()))));
    return layout.show(
        visit,
        "pages/syncs.ftlh",
        "Syncs of " + view.system().name(),
        IntegrationsPages.SECTION,
        view);
  }

  /** Reads the system now; while a sync waits or runs, that one is shown. */
  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @RolesAllowed(Permission.SYNC)
  public Response start(@Auth Visit visit, @PathParam("integration_id") String id) {
    UUID sync =
        db.inTenant(
            visit.tenant(),
            handle -> {
              systems.integrations().requireReady(handle, id);
              return Syncs.queue(handle, id, visit.getName(), RequestId.current()).sync().syncId();
            });
    systems.wake().run();
    return Layout.to("/integrations/" + id + "?sync=" + sync);
  }

  @GET
  @Path("/{sync_id}")
  @RolesAllowed(Permission.READ)
  public Response get(
      @Auth Visit visit,
      @PathParam("integration_id") String id,
      @PathParam("sync_id") String syncId) {
    UUID sync = Parameters.id("sync", syncId);
    View view = db.read(visit.tenant(), handle -> view(handle, visit, id, sync));
    if (!view.sync().row().ended()) {
      return Layout.to("/integrations/" + id + "?sync=" + sync);
    }
    return layout.show(
        visit, "pages/sync.ftlh", "A sync of " + view.name(), IntegrationsPages.SECTION, view);
  }

  private View view(Handle handle, Visit visit, String id, UUID syncId) {
    SyncRow row = of(handle, id, syncId);
    Optional<Integration> system = IntegrationDao.find(handle, id);
    Long number = row.snapshotNo();
    return new View(
        id,
        system.map(Integration::name).orElse(id),
        system.isPresent(),
        SyncView.of(row, systems.clock().instant()),
        Syncs.streams(handle, syncId).stream().map(SyncView.Stream::of).toList(),
        number == null ? null : Snapshots.find(handle, id, number).orElse(null),
        visit.may(Permission.SYNC),
        visit.may(Permission.ACCEPT));
  }

  private static SyncRow of(Handle handle, String id, UUID syncId) {
    return Syncs.find(handle, syncId)
        .filter(row -> row.integrationId().equals(id))
        .orElseThrow(() -> ProblemException.notFound("sync"));
  }

  @POST
  @Path("/{sync_id}/stop")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @RolesAllowed(Permission.SYNC)
  public Response stop(
      @Auth Visit visit,
      @PathParam("integration_id") String id,
      @PathParam("sync_id") String syncId) {
    UUID sync = Parameters.id("sync", syncId);
    db.useTenant(
        visit.tenant(),
        handle -> {
          of(handle, id, sync);
          Syncs.cancel(handle, sync, visit.getName());
        });
    return Layout.to("/integrations/" + id + "?sync=" + sync);
  }

  /** Reads the kept answers of a sync again, without the vendor. */
  @POST
  @Path("/{sync_id}/replays")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @RolesAllowed(Permission.SYNC)
  public Response again(
      @Auth Visit visit,
      @PathParam("integration_id") String id,
      @PathParam("sync_id") String syncId) {
    UUID sync = Parameters.id("sync", syncId);
    UUID queued =
        db.inTenant(
            visit.tenant(),
            handle -> {
              of(handle, id, sync);
              return Syncs.replay(handle, sync, visit.getName(), RequestId.current())
                  .sync()
                  .syncId();
            });
    systems.wake().run();
    return Layout.to("/integrations/" + id + "?sync=" + queued);
  }
}
