package io.trueup.pages;

import io.dropwizard.auth.Auth;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.db.TenantId;
import io.trueup.platform.http.Page;
import io.trueup.platform.http.Page.Total;
import io.trueup.platform.http.Permission;
import io.trueup.platform.http.ProblemException;
import io.trueup.provenance.Provenance;
import io.trueup.provenance.RecordDao;
import io.trueup.provenance.RecordDao.UsedRecord;
import io.trueup.provenance.RecordsCsv;
import io.trueup.reconcile.DiscrepancyDao;
import io.trueup.reconcile.DiscrepancyRow;
import io.trueup.reconcile.RunRow;
import io.trueup.review.Listing;
import io.trueup.web.Layout;
import io.trueup.web.Visit;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The usage records behind a discrepancy: searched, in pages, as a file. */
@Path("/runs/{run_id}")
public final class RecordPages {
  private static final int ROWS = 50;
  private static final int FIRST = 8;

  private final TenantDb db;
  private final Layout layout;

  public RecordPages(TenantDb db, Layout layout) {
    this.db = db;
    this.layout = layout;
  }

  /**
   * What the template sees.
   *
   * @param next the address of the next page; null when there is none
   */
  public record RecordsView(
      RunRow run,
      DiscrepancyRow row,
      RecordAddress address,
      List<UsedRecord> records,
      Total total,
      @Nullable String next) {}

  /** A page; only what changed where a script asks. */
  @GET
  @Path("/discrepancies/{discrepancy_id}/records")
  @RolesAllowed(Permission.READ)
  public Response records(
      @Auth Visit visit,
      @PathParam("run_id") String runId,
      @PathParam("discrepancy_id") String discrepancyId,
      @QueryParam("fate") @Nullable String fate,
      @QueryParam("reason") @Nullable String reason,
      @QueryParam("q") @Nullable String search,
      @QueryParam("after") @Nullable String after,
      @HeaderParam("HX-Request") @Nullable String part) {
    RecordsView view =
        db.read(
            visit.tenant(),
            handle -> {
              RunRow run = MonthPages.get(handle, runId);
              DiscrepancyRow row = row(handle, run, discrepancyId);
              RecordAddress address = RecordAddress.of(path(run, row), fate, reason, search);
              return view(
                  handle,
                  run,
                  row,
                  address,
                  after,
                  ROWS,
                  Provenance.count(handle, run.runId(), row, address.filter()));
            });
    String template = part == null ? "pages/records.ftlh" : "pages/records-part.ftlh";
    Response shown =
        layout.show(
            visit,
            template,
            "Records of " + DiscrepancyPages.title(view.row()),
            MonthsPages.SECTION,
            view);
    return Response.fromResponse(shown).header("Vary", "HX-Request").build();
  }

  /** All that a filter leaves, as a file. */
  @GET
  @Path("/discrepancies/{discrepancy_id}/records.csv")
  @Produces("text/csv")
  @RolesAllowed(Permission.READ)
  public Response file(
      @Auth Visit visit,
      @PathParam("run_id") String runId,
      @PathParam("discrepancy_id") String discrepancyId,
      @QueryParam("fate") @Nullable String fate,
      @QueryParam("reason") @Nullable String reason,
      @QueryParam("q") @Nullable String search) {
    TenantId tenant = visit.tenant();
    RecordsView view =
        db.read(
            tenant,
            handle -> {
              RunRow run = MonthPages.get(handle, runId);
              DiscrepancyRow row = row(handle, run, discrepancyId);
              RecordAddress address = RecordAddress.of(path(run, row), fate, reason, search);
              return new RecordsView(run, row, address, List.of(), Total.of(0), null);
            });
    return Response.ok(
            (StreamingOutput)
                out ->
                    RecordsCsv.write(
                        db, tenant, view.run().runId(), view.row(), view.address().filter(), out))
        .type("text/csv; charset=utf-8")
        .header(
            "Content-Disposition",
            "attachment; filename=\"records-" + view.row().discrepancyId() + ".csv\"")
        .build();
  }

  /** The beginning of the list, for the discrepancy's own page. */
  static RecordsView first(Handle handle, Provenance of) {
    return view(
        handle,
        of.run(),
        of.row(),
        new RecordAddress(path(of.run(), of.row()), RecordDao.Filter.NONE),
        null,
        FIRST,
        Total.of(of.records()));
  }

  private static RecordsView view(
      Handle handle,
      RunRow run,
      DiscrepancyRow row,
      RecordAddress address,
      @Nullable String after,
      int rows,
      Total total) {
    Listing listing = new Listing("records " + address);
    Page<UsedRecord> page =
        listing.page(
            Provenance.records(
                handle,
                run.runId(),
                row,
                address.filter(),
                listing.number(after).orElse(0L),
                rows + 1),
            rows,
            total,
            record -> record,
            record -> List.of(Long.toString(record.ordinal())));
    String next = page.next();
    return new RecordsView(
        run, row, address, page.items(), page.total(), next == null ? null : address.next(next));
  }

  private static DiscrepancyRow row(Handle handle, RunRow run, String discrepancyId) {
    return DiscrepancyDao.find(handle, run.runId(), discrepancyId)
        .orElseThrow(() -> ProblemException.notFound("discrepancy"));
  }

  /** Ids are the engine's own: letters, digits and dashes. */
  private static String path(RunRow run, DiscrepancyRow row) {
    return "/runs/"
        + run.runId()
        + "/discrepancies/"
        + java.net.URLEncoder.encode(row.discrepancyId(), java.nio.charset.StandardCharsets.UTF_8);
  }
}
