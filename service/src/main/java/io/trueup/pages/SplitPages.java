package io.trueup.pages;

import io.dropwizard.auth.Auth;
import io.trueup.client.ClientCompany;
import io.trueup.client.ClientCompanyDao;
import io.trueup.client.ClientMatch;
import io.trueup.client.ClientMatchDao;
import io.trueup.client.Links;
import io.trueup.client.Links.Decided;
import io.trueup.client.Links.Word;
import io.trueup.client.RefreshWorkers;
import io.trueup.decision.AccountKey;
import io.trueup.decision.InForce;
import io.trueup.decision.LinkDecision;
import io.trueup.decision.LinkDecision.Split;
import io.trueup.decision.LinkDecisionDao;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.http.Parameters;
import io.trueup.platform.http.Permission;
import io.trueup.platform.http.Problem;
import io.trueup.platform.http.ProblemException;
import io.trueup.web.Layout;
import io.trueup.web.Visit;
import io.trueup.whatif.CurrentMonths;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Divides an account between companies. */
@Path("/clients/split")
public final class SplitPages {
  /** Rows that a form has room for beyond those that are filled. */
  private static final int SPARE = 3;

  private static final Pattern ROW = Pattern.compile("splits\\[(\\d+)]\\.(\\w+)");
  private static final int MOST = 500;
  private static final int OPTIONS = 20;

  private final TenantDb db;
  private final Layout layout;
  private final Links links;
  private final RefreshWorkers workers;
  private final CurrentMonths months;

  public SplitPages(
      TenantDb db, Layout layout, Links links, RefreshWorkers workers, CurrentMonths months) {
    this.db = db;
    this.layout = layout;
    this.links = links;
    this.workers = workers;
    this.months = months;
  }

  /**
   * The form.
   *
   * @param parts rows of the form, as typed
   * @param counts what each filled row takes; null where the newest run does not have the account
   * @param error why it did not go through; empty when nothing was wrong
   */
  public record SplitView(
      ClientMatch match,
      List<Part> parts,
      String reason,
      long seen,
      @Nullable SplitCounts counts,
      String error) {
    public SplitView {
      parts = List.copyOf(parts);
    }
  }

  /** A row of the form. */
  public record Part(String attribute, String value, String company) {
    boolean blank() {
      return attribute.isBlank() && value.isBlank() && company.isBlank();
    }
  }

  @GET
  @RolesAllowed(Permission.DECIDE)
  public Response form(@Auth Visit visit, @QueryParam("at") @DefaultValue("") String at) {
    AccountKey account = ClientAddress.account(at);
    SplitView view =
        db.read(
            visit.tenant(),
            handle -> {
              ClientMatch match = match(handle, account);
              List<Part> parts =
                  InForce.of(LinkDecisionDao.of(handle, account))
                      .split()
                      .map(LinkDecision::splits)
                      .orElse(List.of())
                      .stream()
                      .map(s -> new Part(s.attribute(), s.value(), s.companyId()))
                      .toList();
              return new SplitView(match, parts, "", match.lastNumber(), null, "");
            });
    return show(visit, view, 200);
  }

  /** What the rows that are typed would take. */
  @POST
  @Path("/preview")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @RolesAllowed(Permission.DECIDE)
  public Response preview(
      @Auth Visit visit,
      @FormParam("at") @DefaultValue("") String at,
      @FormParam("attribute") List<String> attributes,
      @FormParam("value") List<String> values,
      @FormParam("company") List<String> companies,
      @FormParam("reason") @DefaultValue("") String reason,
      @FormParam("seen") @DefaultValue("0") long seen) {
    AccountKey account = ClientAddress.account(at);
    List<Part> parts = parts(attributes, values, companies);
    ClientMatch match = db.read(visit.tenant(), handle -> match(handle, account));
    return show(visit, new SplitView(match, parts, reason, seen, null, ""), 200);
  }

  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @RolesAllowed(Permission.DECIDE)
  public Response split(
      @Auth Visit visit,
      @FormParam("at") @DefaultValue("") String at,
      @FormParam("attribute") List<String> attributes,
      @FormParam("value") List<String> values,
      @FormParam("company") List<String> companies,
      @FormParam("reason") @DefaultValue("") String reason,
      @FormParam("seen") @DefaultValue("0") long seen) {
    AccountKey account = ClientAddress.account(at);
    List<Part> parts = parts(attributes, values, companies);
    try {
      Word word = new Word(account, seen, ClientDecisionPages.reason(reason), visit.getName());
      Decided decided =
          db.inTenant(visit.tenant(), handle -> links.split(handle, word, splits(handle, parts)));
      if (decided.refresh()) {
        workers.wake();
      }
      visit.say(
          decided.match().found().name()
              + " is split; what fits no part is its own company's."
              + decided.warnings().stream().map(w -> " " + w).reduce("", String::concat));
      return Layout.to("/clients" + Query.of("show", "all", "at", at));
    } catch (ProblemException e) {
      if (e.type().status() == 404) {
        throw e;
      }
      ClientMatch match = db.read(visit.tenant(), handle -> match(handle, account));
      return show(
          visit, new SplitView(match, parts, reason, seen, null, why(e)), e.type().status());
    }
  }

  /** Companies whose name or id has a text, as options of a list. */
  @GET
  @Path("/companies")
  @RolesAllowed(Permission.READ)
  public Response companies(@Auth Visit visit, @QueryParam("company") List<String> typed) {
    String last = typed.isEmpty() ? "" : typed.get(typed.size() - 1);
    Optional<String> search = Parameters.text("company", last.strip());
    List<ClientCompany> found =
        db.read(
            visit.tenant(), handle -> ClientCompanyDao.list(handle, search, List.of(), OPTIONS));
    return layout.show(
        visit, "pages/company-options.ftlh", "Companies", ClientPages.SECTION, found);
  }

  private Response show(Visit visit, SplitView view, int status) {
    List<Part> rows = new ArrayList<>(view.parts());
    for (int i = 0; i < SPARE; i++) {
      rows.add(new Part("", "", ""));
    }
    List<Split> splits = db.read(visit.tenant(), handle -> splits(handle, view.parts()));
    SplitView whole =
        new SplitView(
            view.match(),
            rows,
            view.reason(),
            view.seen(),
            months
                .find(visit.tenant())
                .map(month -> SplitCounts.of(month, view.match().account(), splits))
                .orElse(null),
            view.error());
    return layout.show(
        visit,
        "pages/split.ftlh",
        "Split " + view.match().found().name(),
        ClientPages.SECTION,
        whole,
        status);
  }

  private static ClientMatch match(Handle handle, AccountKey account) {
    return ClientMatchDao.find(handle, account)
        .orElseThrow(() -> ProblemException.notFound("account of a connected system"));
  }

  private static List<Part> parts(
      List<String> attributes, List<String> values, List<String> companies) {
    if (attributes.size() != values.size()
        || values.size() != companies.size()
        || values.size() > MOST) {
      throw ProblemException.invalid("splits", "must be at most 500 whole rows", List.of());
    }
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      parts.add(
          new Part(attributes.get(i).strip(), values.get(i).strip(), companies.get(i).strip()));
    }
    parts.removeIf(Part::blank);
    return parts;
  }

  /** A company is typed by its id, or by its name where only one has it. */
  private static List<Split> splits(Handle handle, List<Part> parts) {
    List<String> typed = parts.stream().map(Part::company).toList();
    var byId = ClientCompanyDao.find(handle, typed);
    var byName = ClientCompanyDao.idsByName(handle, typed);
    return parts.stream()
        .map(
            part ->
                new Split(
                    part.attribute(),
                    part.value(),
                    byId.containsKey(part.company())
                        ? part.company()
                        : byName.getOrDefault(part.company(), part.company()),
                    ""))
        .toList();
  }

  /** Rows are counted from 1 by people. */
  private static String why(ProblemException e) {
    for (Problem.Place place : e.errors()) {
      Matcher at = ROW.matcher(place.field());
      if (at.matches()) {
        return "Row "
            + (Integer.parseInt(at.group(1)) + 1)
            + ": "
            + (at.group(2).equals("company_id")
                ? "no company of the PSA has that id or name."
                : "the " + at.group(2) + " " + place.message() + ".");
      }
    }
    return ClientDecisionPages.sentence(e);
  }
}
