package io.trueup.pages;

import io.dropwizard.auth.Auth;
import io.trueup.audit.AuditEvent;
import io.trueup.audit.AuditHead;
import io.trueup.audit.AuditLog;
import io.trueup.audit.AuditVerification;
import io.trueup.inquiry.Overridden;
import io.trueup.inquiry.PublishedBundle;
import io.trueup.inquiry.RuleHistory;
import io.trueup.inquiry.RuleYear;
import io.trueup.inquiry.RunChoice;
import io.trueup.inquiry.Subject;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.http.Page;
import io.trueup.platform.http.Page.Total;
import io.trueup.platform.http.Parameters;
import io.trueup.platform.http.Permission;
import io.trueup.platform.http.ProblemException;
import io.trueup.review.Listing;
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
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The audit trail, and what auditors ask. */
@Path("/audit")
public final class AuditPages {
  private static final String SECTION = "audit";
  private static final int ROWS = 50;
  private static final int FIRST_YEAR = 1900;

  private final TenantDb db;
  private final Layout layout;
  private final Clock clock;

  public AuditPages(TenantDb db, Layout layout, Clock clock) {
    this.db = db;
    this.layout = layout;
    this.clock = clock;
  }

  /**
   * The trail.
   *
   * @param action only these events; empty for all
   * @param year this year, for the questions
   */
  public record AuditView(
      AuditHead head,
      String action,
      List<AuditEvent> events,
      Total total,
      @Nullable String next,
      int year) {}

  @GET
  @RolesAllowed(Permission.AUDIT)
  public Response get(
      @Auth Visit visit,
      @QueryParam("action") @Nullable String action,
      @QueryParam("after") @Nullable String after) {
    Optional<String> wanted = Parameters.text("action", action);
    Listing listing = new Listing("pages/audit?action=" + wanted.orElse(""));
    long before = listing.number(after).orElse(Long.MAX_VALUE);
    AuditView view =
        db.read(
            visit.tenant(),
            handle -> {
              Page<AuditEvent> page =
                  listing.page(
                      AuditLog.list(handle, before, wanted, ROWS + 1),
                      ROWS,
                      Total.of(AuditLog.count(handle, wanted)),
                      event -> event,
                      event -> List.of(Long.toString(event.seq())));
              return new AuditView(
                  AuditLog.head(handle),
                  wanted.orElse(""),
                  page.items(),
                  page.total(),
                  page.next(),
                  thisYear());
            });
    return layout.show(visit, "pages/audit.ftlh", "Audit", SECTION, view);
  }

  /** Recomputes the chain. A form, since it takes its time with every event. */
  @POST
  @Path("/verification")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @RolesAllowed(Permission.AUDIT)
  public Response verify(@Auth Visit visit) {
    AuditVerification found =
        db.read(
            visit.tenant(),
            handle -> {
              handle.execute("SET LOCAL statement_timeout = '5min'");
              return AuditLog.verify(handle);
            });
    return layout.show(visit, "pages/verification.ftlh", "The chain", SECTION, found);
  }

  /**
   * What a rule decided, and who changed it.
   *
   * @param years beside this one that can be asked for
   */
  public record RuleView(
      RuleYear.Answer answer,
      int year,
      List<Integer> years,
      List<RuleChange> changes,
      Page<RuleYear.Finding> findings) {}

  /** A bundle that changed the rule, with the difference. */
  public record RuleChange(
      PublishedBundle bundle, String change, String file, List<Change.Line> lines) {}

  /** The question's form: a rule and a year. */
  @GET
  @Path("/rules")
  @RolesAllowed(Permission.AUDIT)
  public Response rule(
      @Auth Visit visit,
      @QueryParam("id") @Nullable String id,
      @QueryParam("year") @Nullable String year) {
    String wanted = Parameters.text("id", id).orElse("").strip().toUpperCase(Locale.ROOT);
    if (!wanted.matches("[A-Z0-9_-]{1,40}")) {
      throw ProblemException.invalid("id", "must be a rule's id like DSC-060", List.of());
    }
    return Layout.to("/audit/rules/" + wanted + "?year=" + year(year));
  }

  @GET
  @Path("/rules/{rule_id}")
  @RolesAllowed(Permission.AUDIT)
  public Response rule(
      @Auth Visit visit,
      @PathParam("rule_id") String ruleId,
      @QueryParam("year") @Nullable String year,
      @QueryParam("after") @Nullable String after) {
    int wanted = year(year);
    RunChoice choice = RunChoice.ofYear(wanted);
    Listing listing = new Listing("pages/audit/rules/" + ruleId + "?year=" + wanted);
    List<String> key = listing.key(after, 2);
    RuleView view =
        db.read(
            visit.tenant(),
            handle -> {
              RuleYear.Answer answer = RuleYear.answer(handle, ruleId, choice);
              if (answer.name().isEmpty() && answer.decided().isEmpty()) {
                throw ProblemException.notFound("rule in any published bundle");
              }
              return new RuleView(
                  answer,
                  wanted,
                  beside(wanted),
                  RuleHistory.list(handle, Subject.rule(ruleId)).stream()
                      .map(AuditPages::change)
                      .toList(),
                  listing.page(
                      RuleYear.findings(
                          handle, ruleId, answer.runs(), Optional.empty(), key, ROWS + 1),
                      ROWS,
                      Total.of(RuleYear.count(handle, ruleId, answer.runs(), Optional.empty())),
                      RuleYear.Placed::finding,
                      row -> List.of(Long.toString(row.place()), row.finding().discrepancyId())));
            });
    return layout.show(visit, "pages/rule.ftlh", ruleId, SECTION, view);
  }

  private static RuleChange change(RuleHistory.Change change) {
    return new RuleChange(
        change.bundle(),
        change.change(),
        change.file(),
        change.change().equals("added") ? List.of() : Change.lines(change.diff()));
  }

  /**
   * Findings that people decided.
   *
   * @param years beside this one that can be asked for
   */
  public record OverriddenView(int year, List<Integer> years, Page<Overridden.Row> page) {}

  @GET
  @Path("/overridden")
  @RolesAllowed(Permission.AUDIT)
  public Response overridden(
      @Auth Visit visit,
      @QueryParam("year") @Nullable String year,
      @QueryParam("after") @Nullable String after) {
    int wanted = year(year);
    Overridden.Filter filter = new Overridden.Filter(Optional.empty(), Optional.empty());
    Listing listing = new Listing("pages/audit/overridden?year=" + wanted);
    List<String> key = listing.key(after, 3);
    OverriddenView view =
        db.read(
            visit.tenant(),
            handle -> {
              List<RunChoice.Chosen> runs = RunChoice.ofYear(wanted).runs(handle);
              return new OverriddenView(
                  wanted,
                  beside(wanted),
                  listing.page(
                      Overridden.list(handle, runs, filter, key, ROWS + 1),
                      ROWS,
                      Total.of(Overridden.count(handle, runs, filter)),
                      Overridden.Placed::row,
                      row ->
                          List.of(
                              Long.toString(row.place()),
                              row.row().discrepancyId(),
                              row.row().decisionId())));
            });
    return layout.show(visit, "pages/overridden.ftlh", "Overridden findings", SECTION, view);
  }

  private int thisYear() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).getYear();
  }

  /** The year before and the year after, if it has begun. */
  private List<Integer> beside(int year) {
    return IntStream.of(year - 1, year + 1)
        .filter(each -> each >= FIRST_YEAR && each <= thisYear())
        .boxed()
        .toList();
  }

  private int year(@Nullable String year) {
    if (year == null || year.isEmpty()) {
      return thisYear();
    }
    if (!year.matches("(19|20|21)\\d\\d")) {
      throw ProblemException.invalid("year", "must be a year like 2026", List.of());
    }
    return Integer.parseInt(year);
  }
}
