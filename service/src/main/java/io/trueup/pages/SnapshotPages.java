package io.trueup.pages;

import io.dropwizard.auth.Auth;
import io.trueup.integration.Integration;
import io.trueup.integration.IntegrationDao;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.http.Page;
import io.trueup.platform.http.Page.Total;
import io.trueup.platform.http.Parameters;
import io.trueup.platform.http.Permission;
import io.trueup.platform.http.ProblemException;
import io.trueup.review.Listing;
import io.trueup.sync.SnapshotDiff;
import io.trueup.sync.SnapshotRow;
import io.trueup.sync.Snapshots;
import io.trueup.web.Layout;
import io.trueup.web.Visit;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What a sync brought, and what differs from what another brought. */
@Path("/integrations/{integration_id}/snapshots/{snapshot_no}")
public final class SnapshotPages {
  private static final int ROWS = 50;
  private static final int EARLIER = 20;

  private final TenantDb db;
  private final Layout layout;

  public SnapshotPages(TenantDb db, Layout layout) {
    this.db = db;
    this.layout = layout;
  }

  /**
   * A snapshot and its differences.
   *
   * @param from number of the earlier one; 0 for none
   * @param earlier numbers that it can be held against
   * @param tables that it or the earlier one has
   * @param canAccept whether the reader may accept it, and it is the one in force
   * @param problem why it was not accepted; null for nothing
   * @param reason as typed
   */
  public record View(
      Integration system,
      SnapshotRow snapshot,
      long from,
      List<SnapshotRow> earlier,
      List<String> tables,
      String table,
      String change,
      String query,
      Page<Row> page,
      boolean canAccept,
      @Nullable String problem,
      String reason) {}

  /** A record that differs. */
  public record Row(String table, String change, String key, List<Cell> cells) {}

  /**
   * A cell of it.
   *
   * @param before empty when it was not there
   * @param after empty when it is gone
   */
  public record Cell(String column, String before, String after) {}

  /** What a page of differences is asked with. */
  private record Asked(
      @Nullable String from,
      @Nullable String table,
      @Nullable String change,
      @Nullable String after) {
    static final Asked NOTHING = new Asked(null, null, null, null);
  }

  @GET
  @RolesAllowed(Permission.READ)
  public Response get(
      @Auth Visit visit,
      @PathParam("integration_id") String id,
      @PathParam("snapshot_no") String number,
      @QueryParam("from") @Nullable String from,
      @QueryParam("table") @Nullable String table,
      @QueryParam("change") @Nullable String change,
      @QueryParam("after") @Nullable String after) {
    return show(visit, id, number, new Asked(from, table, change, after), null, "", 200);
  }

  private Response show(
      Visit visit,
      String id,
      String number,
      Asked asked,
      @Nullable String problem,
      String reason,
      int status) {
    long later = number(number);
    long earlier = earlier(asked.from(), later);
    SnapshotDiff.Between between =
        new SnapshotDiff.Between(
            id,
            earlier,
            later,
            Parameters.text("table", asked.table()),
            Parameters.choice("change", asked.change(), SnapshotDiff.CHANGES));
    Listing listing = new Listing("pages/differences?" + between);
    List<String> key = listing.key(asked.after(), 2);
    View view =
        db.read(
            visit.tenant(),
            handle -> {
              SnapshotRow snapshot = snapshot(handle, id, later);
              return new View(
                  system(handle, snapshot),
                  snapshot,
                  earlier,
                  Snapshots.list(handle, id, later, EARLIER),
                  tables(handle, snapshot, earlier),
                  between.table().orElse(""),
                  between.change().orElse(""),
                  Query.of(
                      "from", Long.toString(earlier),
                      "table", between.table().orElse(""),
                      "change", between.change().orElse("")),
                  listing.page(
                      SnapshotDiff.list(handle, between, key, ROWS + 1),
                      ROWS,
                      Total.of(SnapshotDiff.count(handle, between, Total.LIMIT + 1)),
                      SnapshotPages::row,
                      SnapshotDiff.Difference::sortKey),
                  visit.may(Permission.ACCEPT)
                      && !snapshot.believed()
                      && newest(handle, id) == later,
                  problem,
                  reason);
            });
    return layout.show(
        visit,
        "pages/snapshot.ftlh",
        view.system().name() + ", snapshot " + later,
        IntegrationsPages.SECTION,
        view,
        status);
  }

  /** Believes it on the reader's word. */
  @POST
  @Path("/accept")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @RolesAllowed(Permission.ACCEPT)
  public Response accept(
      @Auth Visit visit,
      @PathParam("integration_id") String id,
      @PathParam("snapshot_no") String number,
      @FormParam("reason") @DefaultValue("") String reason) {
    long no = number(number);
    if (reason.isBlank() || reason.length() > 1000 || reason.indexOf('\0') >= 0) {
      return show(
          visit,
          id,
          number,
          Asked.NOTHING,
          "Say in a sentence of at most 1000 characters why these counts are right.",
          reason.replace("\0", ""),
          400);
    }
    db.useTenant(
        visit.tenant(),
        handle -> Snapshots.accept(handle, id, no, visit.getName(), reason.strip()));
    visit.say("Accepted. From the next run on its money is no longer held.");
    return Layout.to("/integrations/" + id);
  }

  private static SnapshotRow snapshot(Handle handle, String id, long number) {
    return Snapshots.find(handle, id, number)
        .orElseThrow(() -> ProblemException.notFound("snapshot of this integration"));
  }

  private static long newest(Handle handle, String id) {
    return Snapshots.findLatest(handle, id).map(SnapshotRow::number).orElse(0L);
  }

  /** The snapshots of an integration that was removed are there still. */
  private static Integration system(Handle handle, SnapshotRow snapshot) {
    String id = snapshot.integrationId();
    return IntegrationDao.find(handle, id)
        .orElseGet(
            () ->
                new Integration(
                    id,
                    "",
                    id,
                    Map.of(),
                    false,
                    null,
                    1,
                    0,
                    Integration.API,
                    snapshot.takenAt(),
                    "",
                    snapshot.takenAt(),
                    ""));
  }

  private static List<String> tables(Handle handle, SnapshotRow snapshot, long earlier) {
    TreeSet<String> tables = new TreeSet<>(snapshot.tables().keySet());
    if (earlier > 0) {
      tables.addAll(snapshot(handle, snapshot.integrationId(), earlier).tables().keySet());
    }
    return List.copyOf(tables);
  }

  private static Row row(SnapshotDiff.Difference each) {
    TreeSet<String> columns = new TreeSet<>(each.before().keySet());
    columns.addAll(each.after().keySet());
    List<Cell> cells = new ArrayList<>();
    for (String column : columns) {
      String before = each.before().getOrDefault(column, "");
      String after = each.after().getOrDefault(column, "");
      if (!before.equals(after)) {
        cells.add(new Cell(column, before, after));
      }
    }
    return new Row(each.table(), each.change(), String.join(" \u00b7 ", each.key()), cells);
  }

  private static long number(String text) {
    if (!text.matches("[1-9]\\d{0,17}")) {
      throw ProblemException.notFound("snapshot of this integration");
    }
    return Long.parseLong(text);
  }

  private static long earlier(@Nullable String text, long later) {
    if (text == null || text.isEmpty()) {
      return later - 1;
    }
    return Optional.of(text)
        .filter(each -> each.matches("\\d{1,18}"))
        .map(Long::valueOf)
        .filter(each -> each < later)
        .orElseThrow(
            () ->
                ProblemException.invalid(
                    "from", "must be the number of an earlier snapshot, or 0", List.of()));
  }
}
