package io.trueup.pages;

import io.dropwizard.auth.Auth;
import io.trueup.audit.AuditEvent;
import io.trueup.audit.AuditLog;
import io.trueup.audit.AuditSearch;
import io.trueup.audit.AuditVerification;
import io.trueup.inquiry.Overridden;
import io.trueup.inquiry.PublishedBundle;
import io.trueup.inquiry.RuleHistory;
import io.trueup.inquiry.RuleYear;
import io.trueup.inquiry.RunChoice;
import io.trueup.inquiry.Subject;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.http.Cursor.Part;
import io.trueup.platform.http.Page;
import io.trueup.platform.http.Page.Total;
import io.trueup.platform.http.Parameters;
import io.trueup.platform.http.Permission;
import io.trueup.platform.http.ProblemException;
import io.trueup.reconcile.RunDao;
import io.trueup.reconcile.RunRow;
import io.trueup.review.AuditSearchParameters;
import io.trueup.review.Listing;
import io.trueup.web.Layout;
import io.trueup.web.Visit;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The audit trail, and what auditors ask. */
@Path("/audit")
public final class AuditPages {
  static final String SECTION = "audit";
  private static final int ROWS = 50;
  private static final int RUNS = 5;
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
   * @param newest the last event of all; null when there is none
   * @param asked what is looked for, as it was typed
   * @param query the same for addresses
   * @param runs the last runs, to be looked at
   * @param year this year, for the questions
   */
  public record AuditView(
      @Nullable AuditEvent newest,
      Asked asked,
      boolean filtered,
      String query,
      Page<Line> page,
      List<RunRow> runs,
      int year) {}

  /** An event, its details by name. */
  public record Line(AuditEvent event, Map<String, String> details) {
    static Line of(AuditEvent event) {
      Map<String, String> details = new LinkedHashMap<>();
      Json.read(event.detail())
          .fields()
          .forEachRemaining(each -> details.put(each.getKey(), each.getValue().asText()));
      return new Line(event, details);
    }
  }

  /** What was typed; empty where nothing was. */
  public record Asked(
      String q, String actor, String action, String object, String from, String to) {}

  @GET
  @RolesAllowed(Permission.AUDIT)
  public Response get(
      @Auth Visit visit,
      @BeanParam AuditSearchParameters parameters,
      @QueryParam("after") @Nullable String after) {
    AuditSearch search = parameters.search();
    Asked asked =
        new Asked(
            text(parameters.text),
            text(parameters.actor),
            text(parameters.action),
            text(parameters.object),
            text(parameters.from),
            text(parameters.to));
    String query =
        Query.of(
            "q", asked.q(),
            "actor", asked.actor(),
            "action", asked.action(),
            "object", asked.object(),
            "from", asked.from(),
            "to", asked.to());
    Listing listing = new Listing("pages/audit?" + search);
    long before = listing.number(after).orElse(Long.MAX_VALUE);
    AuditView view =
        db.read(
            visit.tenant(),
            handle ->
                new AuditView(
                    AuditLog.list(handle, Long.MAX_VALUE, Optional.empty(), 1).stream()
                        .findFirst()
                        .orElse(null),
                    asked,
                    !search.equals(AuditSearch.ALL),
                    query,
                    listing.page(
                        AuditSearch.list(handle, search, before, ROWS + 1),
                        ROWS,
                        Total.of(AuditSearch.count(handle, search, Total.LIMIT + 1)),
                        Line::of,
                        event -> List.of(Long.toString(event.seq()))),
                    RunDao.list(handle, Optional.of("done"), List.of(), RUNS),
                    thisYear()));
    return layout.show(visit, "pages/audit.ftlh", "Audit", SECTION, view);
  }

  private static String text(@Nullable String typed) {
    return typed == null ? "" : typed.strip();
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
    List<String> key = listing.key(after, Part.NUMBER, Part.TEXT);
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
    List<String> key = listing.key(after, Part.NUMBER, Part.TEXT, Part.TEXT);
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
