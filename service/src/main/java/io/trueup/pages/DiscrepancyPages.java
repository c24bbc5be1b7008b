package io.trueup.pages;

import io.dropwizard.auth.Auth;
import io.trueup.inquiry.FigureInquiry;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.http.Permission;
import io.trueup.platform.http.ProblemException;
import io.trueup.provenance.PastMonth;
import io.trueup.provenance.Provenance;
import io.trueup.reconcile.DiscrepancyRow;
import io.trueup.reconcile.RunFiles;
import io.trueup.reconcile.RunRow;
import io.trueup.web.Layout;
import io.trueup.web.Visit;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** One discrepancy and where its figure came from; the report of a run. */
@Path("/runs/{run_id}")
public final class DiscrepancyPages {
  private static final Pattern META =
      Pattern.compile("http-equiv=\"Content-Security-Policy\" content=\"([^\"]+)\"");

  private final TenantDb db;
  private final Layout layout;

  public DiscrepancyPages(TenantDb db, Layout layout) {
    this.db = db;
    this.layout = layout;
  }

  /**
   * What the template sees.
   *
   * @param falls the waterfall as it is drawn
   * @param records the first of those behind it
   * @param months the same finding in the months before
   * @param audited who published the rules and whose decisions counted; null for those who may not
   *     read the audit trail
   */
  public record DiscrepancyView(
      RunRow run,
      DiscrepancyRow row,
      Provenance provenance,
      List<Fall> falls,
      RecordPages.RecordsView records,
      PastMonths months,
      FindingPanel panel,
      FigureInquiry.@Nullable Answer audited) {}

  @GET
  @Path("/discrepancies/{discrepancy_id}")
  @RolesAllowed(Permission.READ)
  public Response get(
      @Auth Visit visit,
      @PathParam("run_id") String runId,
      @PathParam("discrepancy_id") String discrepancyId) {
    DiscrepancyView view =
        db.read(
            visit.tenant(),
            handle -> {
              RunRow run = MonthPages.get(handle, runId);
              Provenance provenance =
                  Provenance.find(handle, run, discrepancyId)
                      .orElseThrow(() -> ProblemException.notFound("discrepancy"));
              return new DiscrepancyView(
                  run,
                  provenance.row(),
                  provenance,
                  Fall.of(provenance.waterfall()),
                  RecordPages.first(handle, provenance),
                  months(handle, run, discrepancyId),
                  FindingPanel.of(handle, visit, run, provenance.row()),
                  visit.may(Permission.AUDIT)
                      ? FigureInquiry.find(handle, run.runId(), discrepancyId).orElse(null)
                      : null);
            });
    return layout.show(visit, "pages/discrepancy.ftlh", title(view.row()), "months", view);
  }

  private static PastMonths months(Handle handle, RunRow run, String discrepancyId) {
    return PastMonths.of(
        run.asOf() == null
            ? List.of()
            : PastMonth.upTo(handle, discrepancyId, YearMonth.from(run.asOf()), PastMonths.MONTHS));
  }

  /** What it is about, as far as that is known. */
  static String title(DiscrepancyRow row) {
    for (String name :
        new String[] {row.companyName(), row.accountId(), row.integrationId(), row.productCode()}) {
      if (!name.isEmpty()) {
        return name;
      }
    }
    return "Discrepancy";
  }

  /** The report that the run wrote, kept from everything but itself. */
  @GET
  @Path("/report")
  @RolesAllowed(Permission.READ)
  public Response report(@Auth Visit visit, @PathParam("run_id") String runId) {
    RunFiles.await(
        db,
        visit.tenant(),
        db.read(visit.tenant(), handle -> MonthPages.get(handle, runId).runId()));
    byte[] report =
        db.read(
            visit.tenant(),
            handle -> {
              ByteArrayOutputStream bytes = new ByteArrayOutputStream();
              RunFiles.FileRow file =
                  RunFiles.find(handle, MonthPages.get(handle, runId).runId(), "report.html")
                      .orElseThrow(() -> ProblemException.notFound("report"));
              try {
                RunFiles.copy(handle, file, bytes);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
              return bytes.toByteArray();
            });
    return Response.ok(report, "text/html; charset=utf-8")
        .header(
            "Content-Security-Policy",
            policy(report) + "; frame-ancestors 'none'; sandbox allow-scripts allow-modals")
        .build();
  }

  /** The page says by hash which script and style it has; without that it gets neither. */
  private static String policy(byte[] report) {
    String head =
        new String(report, 0, Math.min(report.length, 4000), StandardCharsets.UTF_8)
            .replace("&#39;", "'");
    Matcher meta = META.matcher(head);
    return meta.find() && meta.group(1).matches("[\\x20-\\x7e]+")
        ? meta.group(1)
        : "default-src 'none'";
  }
}
