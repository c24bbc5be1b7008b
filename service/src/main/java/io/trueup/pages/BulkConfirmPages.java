package io.trueup.pages;

import io.dropwizard.auth.Auth;
import io.trueup.client.Amount;
import io.trueup.client.BulkConfirm;
import io.trueup.client.BulkConfirm.Item;
import io.trueup.client.BulkConfirm.Results;
import io.trueup.client.Candidate;
import io.trueup.client.ClientMatch;
import io.trueup.client.ClientMatchDao;
import io.trueup.client.ClientMatchQuery;
import io.trueup.client.RefreshWorkers;
import io.trueup.decision.AccountKey;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.http.BodyLimit;
import io.trueup.platform.http.Parameters;
import io.trueup.platform.http.Permission;
import io.trueup.platform.http.ProblemException;
import io.trueup.web.Layout;
import io.trueup.web.Visit;
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
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** Confirms many suggestions at once, after saying what that will do. */
@Path("/clients/bulk")
public final class BulkConfirmPages {
  /** Most accounts that one form carries. */
  static final int MOST = 500;

  private final TenantDb db;
  private final Layout layout;
  private final BulkConfirm bulk;
  private final RefreshWorkers workers;

  public BulkConfirmPages(TenantDb db, Layout layout, BulkConfirm bulk, RefreshWorkers workers) {
    this.db = db;
    this.layout = layout;
    this.bulk = bulk;
    this.workers = workers;
  }

  /**
   * What would be confirmed.
   *
   * @param integration of all suggestions; empty where accounts were picked
   * @param lines the accounts, those that cannot be confirmed left out
   * @param left how many of those that were picked are left out, since nobody suggests anything
   * @param more whether there are more suggestions than one form takes
   */
  public record BulkView(
      String integration, List<Line> lines, List<Amount> money, int left, boolean more) {}

  /** An account and whose it would be. */
  public record Line(ClientMatch match, Candidate candidate) {
    /** What the form carries: account, company and the last decision seen. */
    public String value() {
      return match.account() + "\n" + candidate.companyId() + "\n" + match.lastNumber();
    }
  }

  /** All suggestions, or those of one integration. */
  @GET
  @RolesAllowed(Permission.DECIDE)
  public Response all(
      @Auth Visit visit, @QueryParam("integration") @DefaultValue("") String integration) {
    BulkView view =
        db.read(
            visit.tenant(),
            handle -> {
              var query =
                  new ClientMatchQuery(
                      Optional.of("suggested"),
                      Parameters.text("integration", integration),
                      Optional.empty(),
                      Optional.empty(),
                      Optional.empty(),
                      false);
              List<ClientMatch> found = ClientMatchDao.list(handle, query, List.of(), MOST + 1);
              return view(integration, found.stream().limit(MOST).toList(), found.size() > MOST);
            });
    return layout.show(visit, "pages/bulk.ftlh", "Confirm suggestions", ClientPages.SECTION, view);
  }

  /** Accounts that were picked in the queue. */
  @POST
  @Path("/picked")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @RolesAllowed(Permission.DECIDE)
  public Response picked(@Auth Visit visit, @FormParam("pick") List<String> picks) {
    if (picks.isEmpty() || picks.size() > MOST) {
      throw ProblemException.invalid("pick", "must be 1 to " + MOST + " accounts", List.of());
    }
    List<AccountKey> accounts = picks.stream().map(ClientAddress::account).distinct().toList();
    BulkView view =
        db.read(visit.tenant(), handle -> view("", ClientMatchDao.list(handle, accounts), false));
    return layout.show(visit, "pages/bulk.ftlh", "Confirm suggestions", ClientPages.SECTION, view);
  }

  private static BulkView view(String integration, List<ClientMatch> found, boolean more) {
    List<Line> lines = new ArrayList<>();
    Map<String, BigDecimal> money = new TreeMap<>();
    for (ClientMatch match : found) {
      if (match.verdict().decision().equals("suggested") && !match.candidates().isEmpty()) {
        lines.add(new Line(match, match.candidates().get(0)));
        match
            .found()
            .amounts()
            .forEach(each -> money.merge(each.currency(), each.amount(), BigDecimal::add));
      }
    }
    List<Amount> amounts = new ArrayList<>();
    money.forEach((currency, amount) -> amounts.add(new Amount(currency, amount)));
    return new BulkView(integration, lines, amounts, found.size() - lines.size(), more);
  }

  @POST
  @BodyLimit.LongList
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @RolesAllowed(Permission.DECIDE)
  public Response confirm(
      @Auth Visit visit,
      @FormParam("item") List<String> items,
      @FormParam("reason") @DefaultValue("") String reason) {
    List<Item> all = items.stream().map(BulkConfirmPages::item).toList();
    if (all.isEmpty() || all.size() > MOST) {
      throw ProblemException.invalid("item", "must be 1 to " + MOST + " accounts", List.of());
    }
    String why = ClientDecisionPages.reason(reason);
    Results results =
        db.inTenant(visit.tenant(), handle -> confirm(handle, all, why, visit.getName()));
    if (results.refresh()) {
      workers.wake();
    }
    String told =
        results.count("done")
            + (results.count("done") == 1 ? " account is confirmed." : " accounts are confirmed.");
    List<String> refused =
        results.results().stream()
            .filter(result -> result.outcome().equals("refused"))
            .map(result -> result.item().account() + ": " + result.why())
            .toList();
    if (refused.isEmpty()) {
      visit.say(told);
    } else {
      visit.complain(told + " Not confirmed: " + String.join(" ", refused));
    }
    return Layout.to("/clients");
  }

  private Results confirm(Handle handle, List<Item> items, String reason, String by) {
    handle.execute("SET LOCAL statement_timeout = '2min'");
    return bulk.confirm(handle, items, reason, by);
  }

  private static Item item(String value) {
    String[] parts = value.replace("\r", "").split("\n", -1);
    if (parts.length != 3 || parts[1].isEmpty() || !parts[2].matches("\\d{1,18}")) {
      throw ProblemException.invalid("item", "is none of the list's", List.of());
    }
    return new Item(ClientAddress.account(parts[0]), parts[1], Long.valueOf(parts[2]));
  }
}
