package io.trueup.pages;

import io.dropwizard.auth.Auth;
import io.trueup.client.Amount;
import io.trueup.client.ClientMatch;
import io.trueup.client.ClientMatchDao;
import io.trueup.client.ClientMatchDao.Group;
import io.trueup.client.Refreshes;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.http.Cursor.Part;
import io.trueup.platform.http.Page.Total;
import io.trueup.platform.http.Permission;
import io.trueup.platform.http.ProblemException;
import io.trueup.review.Listing;
import io.trueup.rulebook.RulesInForce;
import io.trueup.web.Layout;
import io.trueup.web.Visit;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Whose account it is: what people have to decide, by the money at stake, one account at a time.
 */
@Path("/clients")
public final class ClientPages {
  static final String SECTION = "clients";
  private static final int ROWS = 50;

  private final TenantDb db;
  private final Layout layout;
  private final RulesInForce rules;

  public ClientPages(TenantDb db, Layout layout, RulesInForce rules) {
    this.db = db;
    this.layout = layout;
    this.rules = rules;
  }

  /**
   * The queue, and the account on the desk.
   *
   * @param tabs how many accounts there are in each
   * @param waiting money of all accounts that wait for a person, by currency
   * @param integrations those that have accounts
   * @param desk null when the list is empty
   * @param chosen whether the address names the account on the desk
   * @param typed what was being decided when it did not go through; null otherwise
   */
  public record ClientsView(
      ClientAddress address,
      Map<String, Long> tabs,
      List<Amount> waiting,
      List<String> integrations,
      List<ClientMatch> rows,
      Total total,
      @Nullable String next,
      @Nullable ClientDesk desk,
      boolean chosen,
      SinceRun since,
      Refreshes.State refresh,
      boolean mayDecide,
      @Nullable Typed typed) {}

  /**
   * A decision that did not go through.
   *
   * @param why one line
   */
  public record Typed(String verb, String company, String reason, String why) {}

  @GET
  @RolesAllowed(Permission.READ)
  public Response queue(
      @Auth Visit visit,
      @QueryParam("show") @DefaultValue("") String show,
      @QueryParam("integration") @DefaultValue("") String integration,
      @QueryParam("q") @DefaultValue("") String search,
      @QueryParam("at") @DefaultValue("") String at,
      @QueryParam("find") @DefaultValue("") String find,
      @QueryParam("after") @DefaultValue("") String after) {
    ClientAddress address = ClientAddress.of(show, integration, search, after, at, find);
    return show(visit, address, null, 200);
  }

  /** The page as it is now; also where a decision did not go through. */
  Response show(Visit visit, ClientAddress address, @Nullable Typed typed, int status) {
    ClientsView view = db.read(visit.tenant(), handle -> view(handle, visit, address, typed));
    return layout.show(visit, "pages/clients.ftlh", "Clients", SECTION, view, status);
  }

  private ClientsView view(
      Handle handle, Visit visit, ClientAddress address, @Nullable Typed typed) {
    var query = address.query();
    Listing listing = new Listing("/clients" + query);
    var page =
        listing.page(
            ClientMatchDao.list(
                handle,
                query,
                listing.key(
                    address.after(), Part.SMALL, Part.NUMBER, Part.TEXT, Part.TEXT, Part.TEXT),
                ROWS + 1),
            ROWS,
            ClientMatchDao.count(handle, query),
            row -> row,
            ClientMatchDao::key);
    if (page.items().isEmpty() && !address.after().isEmpty()) {
      // All that the page had left the list.
      return view(handle, visit, address.fromStart(), typed);
    }
    List<Group> groups = ClientMatchDao.summary(handle);
    return new ClientsView(
        address,
        tabs(groups),
        waiting(groups),
        groups.stream().map(Group::integrationId).distinct().sorted().toList(),
        page.items(),
        page.total(),
        page.next(),
        desk(handle, address, page.items()),
        address.account().isPresent(),
        SinceRun.of(handle, visit.may(Permission.RUN)),
        Refreshes.state(handle),
        visit.may(Permission.DECIDE),
        typed);
  }

  private @Nullable ClientDesk desk(Handle handle, ClientAddress address, List<ClientMatch> rows) {
    Optional<ClientMatch> match =
        address
            .account()
            .map(
                account ->
                    ClientMatchDao.find(handle, account)
                        .orElseThrow(
                            () -> ProblemException.notFound("account of a connected system")))
            .or(() -> rows.stream().findFirst());
    return match
        .map(
            each ->
                ClientDesk.of(handle, each, address.find(), rows, rules.get(handle).catalogue()))
        .orElse(null);
  }

  private static Map<String, Long> tabs(List<Group> groups) {
    Map<String, Long> tabs = new LinkedHashMap<>();
    ClientAddress.TABS.forEach(tab -> tabs.put(tab, 0L));
    for (Group group : groups) {
      boolean open = group.decision().equals("unmatched") || group.decision().equals("suggested");
      tabs.merge("decide", open ? group.accounts() : group.reviews(), Long::sum);
      tabs.computeIfPresent(group.decision(), (tab, count) -> count + group.accounts());
      tabs.merge("all", group.accounts(), Long::sum);
    }
    return tabs;
  }

  private static List<Amount> waiting(List<Group> groups) {
    Map<String, BigDecimal> money = new TreeMap<>();
    for (Group group : groups) {
      boolean open = group.decision().equals("unmatched") || group.decision().equals("suggested");
      if (open && !group.currency().isEmpty()) {
        money.merge(group.currency(), group.amount(), BigDecimal::add);
      }
    }
    List<Amount> amounts = new ArrayList<>();
    money.forEach((currency, amount) -> amounts.add(new Amount(currency, amount)));
    return amounts;
  }
}
