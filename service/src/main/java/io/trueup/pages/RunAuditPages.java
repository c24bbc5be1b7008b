package io.trueup.pages;

import io.dropwizard.auth.Auth;
import io.trueup.audit.AuditEvent;
import io.trueup.audit.AuditLog;
import io.trueup.decision.LinkDecisionDao;
import io.trueup.month.MonthSource;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.http.Parameters;
import io.trueup.platform.http.Permission;
import io.trueup.platform.http.ProblemException;
import io.trueup.platform.http.RequestId;
import io.trueup.reconcile.DatasetDao;
import io.trueup.reconcile.DatasetRow;
import io.trueup.reconcile.DatasetSourceDao;
import io.trueup.reconcile.EngineVersion;
import io.trueup.reconcile.FinishedRun;
import io.trueup.reconcile.RunDao;
import io.trueup.reconcile.RunFiles;
import io.trueup.reconcile.RunHead;
import io.trueup.reconcile.RunRow;
import io.trueup.replay.Replay;
import io.trueup.replay.ReplayDao;
import io.trueup.replay.RunProofs;
import io.trueup.rulebook.BundleDao;
import io.trueup.rulebook.BundleRow;
import io.trueup.web.Layout;
import io.trueup.web.Visit;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** A run as auditors look at it: what went in, what decided, what came out, and the proof. */
@Path("/audit/runs/{run_id}")
public final class RunAuditPages {
  private static final int REPLAYS = 20;

  private final TenantDb db;
  private final Layout layout;
  private final RunProofs proofs;
  private final Clock clock;

  public RunAuditPages(TenantDb db, Layout layout, RunProofs proofs, Clock clock) {
    this.db = db;
    this.layout = layout;
    this.proofs = proofs;
    this.clock = clock;
  }

  /**
   * A run.
   *
   * @param input the files that it read
   * @param sources the snapshots that they were made of; empty when they were uploaded
   * @param decisions decisions about clients' accounts that it followed, by kind
   * @param bundle the rules that decided; null for runs from before there were bundles
   * @param totals its money
   * @param folding how far it folded, in sentences; empty for runs from before that was noted
   * @param files what it wrote
   * @param filesPending whether that is still being written
   * @param event the audit trail's word that it finished; null when there is none
   */
  public record View(
      RunRow run,
      String label,
      DatasetRow input,
      List<MonthSource> sources,
      Map<String, Long> decisions,
      @Nullable BundleRow bundle,
      List<Totals> totals,
      List<String> folding,
      List<RunFiles.FileRow> files,
      boolean filesPending,
      @Nullable AuditEvent event,
      EngineVersion engine,
      Proof proof) {}

  /**
   * The proof.
   *
   * @param state of the one under way, or the last that was begun here; null for none
   * @param took how long it takes so far, in words
   * @param replays those that were carried out, newest first
   */
  public record Proof(
      UUID runId, RunProofs.@Nullable State state, String took, List<Replay> replays) {
    /** Whether one waits or is under way. */
    public boolean busy() {
      return state != null && !state.ended();
    }

    /** What it is doing, in words. */
    public String doing() {
      RunProofs.State now = state;
      if (now == null || now.ended()) {
        return "";
      }
      return switch (now.step()) {
        case "" -> "Getting the files and the rules of then.";
        case "read" -> "Reading the files again.";
        case "match" -> "Matching clients again.";
        case "map" -> "Counting usage again.";
        case "compare" -> "Comparing usage with billing again.";
        case "prove" -> "Comparing every file and row with what is stored.";
        default -> "Computing it again.";
      };
    }
  }

  @GET
  @RolesAllowed(Permission.AUDIT)
  public Response get(@Auth Visit visit, @PathParam("run_id") String runId) {
    UUID id = Parameters.id("run", runId);
    View view = db.read(visit.tenant(), handle -> view(handle, visit, id));
    return layout.show(
        visit, "pages/run-audit.ftlh", "A run for auditors", AuditPages.SECTION, view);
  }

  private View view(Handle handle, Visit visit, UUID id) {
    RunRow run = RunDao.find(handle, id).orElseThrow(() -> ProblemException.notFound("run"));
    RunHead head = RunHead.of(handle, List.of(id)).get(id);
    String totals = head == null ? null : head.totals();
    return new View(
        run,
        head == null ? "" : head.label(),
        DatasetDao.find(handle, run.datasetId()).orElseThrow(),
        DatasetSourceDao.list(handle, run.datasetId()),
        LinkDecisionDao.countUpTo(handle, run.decisionNo()),
        bundle(handle, run),
        totals == null ? List.of() : Totals.of(Json.read(totals)),
        head == null ? List.of() : head.folding(),
        RunFiles.list(handle, id),
        run.status().equals("done") && RunFiles.pending(handle, id),
        AuditLog.findLast(handle, FinishedRun.ACTION, id.toString()).orElse(null),
        EngineVersion.current(),
        proof(handle, visit, id));
  }

  private static @Nullable BundleRow bundle(Handle handle, RunRow run) {
    return Optional.ofNullable(run.bundleVersion())
        .or(
            () ->
                Optional.ofNullable(run.bundleHash())
                    .flatMap(hash -> BundleDao.findByRules(handle, hash)))
        .flatMap(version -> BundleDao.find(handle, version))
        .orElse(null);
  }

  private Proof proof(Handle handle, Visit visit, UUID id) {
    RunProofs.State state = proofs.find(visit.tenant(), id).orElse(null);
    return new Proof(
        id,
        state,
        state == null ? "" : Ages.took(state.since(), clock.instant()),
        ReplayDao.list(handle, id, List.of(), REPLAYS));
  }

  /** Computes it again in the background. */
  @POST
  @Path("/replays")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @RolesAllowed(Permission.AUDIT)
  public Response prove(@Auth Visit visit, @PathParam("run_id") String runId) {
    UUID id = Parameters.id("run", runId);
    proofs.begin(visit.tenant(), id, visit.getName(), RequestId.current());
    return Layout.to("/audit/runs/" + id + "#proof");
  }

  /** What changes while it is computed; it asks for itself until that is over. */
  @GET
  @Path("/proof")
  @RolesAllowed(Permission.AUDIT)
  public Response live(@Auth Visit visit, @PathParam("run_id") String runId) {
    UUID id = Parameters.id("run", runId);
    Proof proof =
        db.read(
            visit.tenant(),
            handle -> {
              if (RunDao.find(handle, id).isEmpty()) {
                throw ProblemException.notFound("run");
              }
              return proof(handle, visit, id);
            });
    return layout.part(visit, "pages/run-proof.ftlh", proof);
  }
}
