package io.trueup.pages;

import io.dropwizard.auth.Auth;
import io.trueup.integration.ConnectionTest;
import io.trueup.integration.ConnectorForm;
import io.trueup.integration.Integration;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.http.Parameters;
import io.trueup.platform.http.Permission;
import io.trueup.secret.Credentials;
import io.trueup.sync.HealthRow;
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
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** One connected system: its health, its last syncs, and reading it now. */
@Path("/integrations/{integration_id}")
public final class IntegrationPages {
  private static final int SNAPSHOTS = 6;

  private final TenantDb db;
  private final Layout layout;
  private final Systems systems;

  public IntegrationPages(TenantDb db, Layout layout, Systems systems) {
    this.db = db;
    this.layout = layout;
    this.systems = systems;
  }

  /**
   * A system.
   *
   * @param connector what reads it; null when it is not there any more
   * @param current the sync that waits or runs, or the one that was just looked at; null for none
   * @param syncs the last ones, newest first
   * @param doubted the snapshot in force when its counts are not believed; null when they are
   * @param tested how the test went; null when there was none
   */
  public record View(
      Integration system,
      @Nullable ConnectorForm connector,
      HealthRow row,
      SystemHealth health,
      Map<String, SystemHealth> streams,
      String age,
      String every,
      @Nullable Instant next,
      String nextIn,
      List<Credentials.Kept> credentials,
      @Nullable SyncView current,
      List<SyncView> syncs,
      SyncStrip strip,
      List<SnapshotRow> snapshots,
      @Nullable SnapshotRow doubted,
      @Nullable List<ConnectionTest.Tried> tested,
      Rights may) {
    /** Whether a sync waits or runs now. */
    public boolean busy() {
      return current != null && !current.row().ended();
    }

    /** Whether it is declared in config.yml, which alone can change it. */
    public boolean declared() {
      return system.source().equals(Integration.FILE);
    }
  }

  /** What the reader may do here. */
  public record Rights(boolean change, boolean sync, boolean accept) {}

  @GET
  @RolesAllowed(Permission.READ)
  public Response get(
      @Auth Visit visit,
      @PathParam("integration_id") String id,
      @QueryParam("sync") @Nullable String sync) {
    View view = db.read(visit.tenant(), handle -> view(handle, visit, id, sync, null));
    return show(visit, view);
  }

  private Response show(Visit visit, View view) {
    return layout.show(
        visit, "pages/integration.ftlh", view.system().name(), IntegrationsPages.SECTION, view);
  }

  /** What changes while a system is read; it asks for itself until that is over. */
  @GET
  @Path("/live")
  @RolesAllowed(Permission.READ)
  public Response live(
      @Auth Visit visit,
      @PathParam("integration_id") String id,
      @QueryParam("sync") @Nullable String sync) {
    View view = db.read(visit.tenant(), handle -> view(handle, visit, id, sync, null));
    return layout.part(visit, "pages/integration-live.ftlh", view);
  }

  @POST
  @Path("/test")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @RolesAllowed(Permission.SYNC)
  public Response test(@Auth Visit visit, @PathParam("integration_id") String id) {
    db.useTenant(visit.tenant(), handle -> systems.integrations().requireReady(handle, id));
    List<ConnectionTest.Tried> tested = systems.test(visit.tenant(), id);
    return show(visit, db.read(visit.tenant(), handle -> view(handle, visit, id, null, tested)));
  }

  private View view(
      Handle handle,
      Visit visit,
      String id,
      @Nullable String sync,
      @Nullable List<ConnectionTest.Tried> tested) {
    Integration system = Systems.get(handle, id);
    Instant now = systems.clock().instant();
    HealthRow row = systems.health(handle, visit.tenant(), id);
    Map<String, SystemHealth> streams = new java.util.LinkedHashMap<>();
    row.streams().forEach(each -> streams.put(each.stream(), SystemHealth.of(each)));
    List<SyncView> syncs =
        Syncs.list(handle, Optional.of(id), Optional.empty(), List.of(), SyncStrip.MOST).stream()
            .map(each -> SyncView.of(each, now))
            .toList();
    Instant next = systems.upcoming().next(handle, visit.tenant()).get(id);
    List<SnapshotRow> snapshots = Snapshots.list(handle, id, Long.MAX_VALUE, SNAPSHOTS);
    return new View(
        system,
        systems.form(system.connector()).orElse(null),
        row,
        SystemHealth.of(row, now),
        streams,
        Ages.of(row.lastSuccessAt(), now),
        Systems.every(system),
        next,
        Ages.of(next, now),
        Credentials.list(handle, id),
        current(handle, id, row, sync).map(each -> SyncView.of(each, now)).orElse(null),
        syncs,
        SyncStrip.of(syncs),
        snapshots,
        snapshots.stream().findFirst().filter(each -> !each.believed()).orElse(null),
        tested,
        new Rights(
            visit.may(Permission.INTEGRATIONS),
            visit.may(Permission.SYNC),
            visit.may(Permission.ACCEPT)));
  }

  /** The one that is under way, else the one that was asked for. */
  private static Optional<SyncRow> current(
      Handle handle, String id, HealthRow row, @Nullable String sync) {
    UUID active = row.activeSync();
    Optional<UUID> wanted = Parameters.text("sync", sync).map(text -> Parameters.id("sync", text));
    return Optional.ofNullable(active)
        .or(() -> wanted)
        .flatMap(each -> Syncs.find(handle, each))
        .filter(each -> each.integrationId().equals(id));
  }
}
