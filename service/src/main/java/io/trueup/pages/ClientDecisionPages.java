package io.trueup.pages;

import io.dropwizard.auth.Auth;
import io.trueup.client.Amount;
import io.trueup.client.ClientMatch;
import io.trueup.client.ClientMatchDao;
import io.trueup.client.Links;
import io.trueup.client.Links.Decided;
import io.trueup.client.Links.Word;
import io.trueup.client.RefreshWorkers;
import io.trueup.decision.AccountKey;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.http.Permission;
import io.trueup.platform.http.ProblemException;
import io.trueup.web.Layout;
import io.trueup.web.Visit;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** People decide whose account it is, and go on to the next. */
@Path("/clients/decide")
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
public final class ClientDecisionPages {
  private static final int LONGEST = 1_000;

  private final TenantDb db;
  private final ClientPages pages;
  private final Links links;
  private final RefreshWorkers workers;

  public ClientDecisionPages(TenantDb db, ClientPages pages, Links links, RefreshWorkers workers) {
    this.db = db;
    this.pages = pages;
    this.links = links;
    this.workers = workers;
  }

  @POST
  @RolesAllowed(Permission.DECIDE)
  public Response decide(
      @Auth Visit visit,
      @FormParam("verb") @DefaultValue("") String verb,
      @FormParam("at") @DefaultValue("") String at,
      @FormParam("company") @DefaultValue("") String company,
      @FormParam("reason") @DefaultValue("") String reason,
      @FormParam("decision") @Nullable Long decision,
      @FormParam("seen") @Nullable Long seen,
      @FormParam("next") @DefaultValue("") String next,
      @FormParam("show") @DefaultValue("") String show,
      @FormParam("integration") @DefaultValue("") String integration,
      @FormParam("q") @DefaultValue("") String search,
      @FormParam("after") @DefaultValue("") String after) {
    AccountKey account = ClientAddress.account(at);
    ClientAddress address = ClientAddress.of(show, integration, search, after, at, "");
    try {
      Word word = new Word(account, seen, reason(reason), visit.getName());
      Told told =
          db.inTenant(
              visit.tenant(),
              handle ->
                  new Told(
                      held(handle, account),
                      decide(handle, verb, word, company.strip(), decision)));
      if (told.decided().refresh()) {
        workers.wake();
      }
      visit.say(told(verb, told));
      // What was undone stays on the desk: it has to be decided again.
      return Layout.to(address.path(verb.equals("undo") ? at : next));
    } catch (ProblemException e) {
      if (e.type().status() == 404) {
        throw e;
      }
      return pages.show(
          visit,
          address,
          new ClientPages.Typed(verb, company, reason, sentence(e)),
          e.type().status());
    }
  }

  /** As REST takes it. */
  static String reason(String text) {
    if (text.length() > LONGEST || text.indexOf('\0') >= 0) {
      throw ProblemException.invalid("reason", "must be at most 1000 characters", List.of());
    }
    return text.strip();
  }

  private Decided decide(
      Handle handle, String verb, Word word, String company, @Nullable Long decision) {
    return switch (verb) {
      case "confirm" -> links.confirm(handle, word, company);
      case "reject" -> links.reject(handle, word, company);
      case "ignore" -> links.ignore(handle, word);
      case "undo" -> links.undo(handle, word, decision);
      default ->
          throw ProblemException.invalid(
              "verb", "is none", List.of("confirm", "reject", "ignore", "undo"));
    };
  }

  /** A decision, and whether what the account uses was held before. */
  private record Told(boolean held, Decided decided) {}

  private static boolean held(Handle handle, AccountKey account) {
    return ClientMatchDao.find(handle, account)
        .filter(match -> List.of("unmatched", "suggested").contains(match.verdict().decision()))
        .isPresent();
  }

  private static String told(String verb, Told told) {
    Decided decided = told.decided();
    ClientMatch match = decided.match();
    String name = match.found().name();
    String done =
        switch (verb) {
          case "confirm" ->
              name + " is " + match.companyName() + "." + (told.held() ? brings(match) : "");
          case "reject" -> name + " is not that company; it is being matched again.";
          case "ignore" -> name + " is nobody's: what it uses is left out.";
          default -> "Undone for " + name + "; what held before holds again.";
        };
    return String.join(" ", join(done, decided.warnings()));
  }

  private static List<String> join(String first, List<String> more) {
    return java.util.stream.Stream.concat(java.util.stream.Stream.of(first), more.stream())
        .toList();
  }

  /** The money that the next run counts because of it. */
  private static String brings(ClientMatch match) {
    List<Amount> amounts = match.found().amounts();
    if (amounts.isEmpty()) {
      return "";
    }
    return amounts.stream()
        .map(a -> String.format(Locale.ROOT, "%,.2f %s", a.amount(), a.currency()))
        .collect(
            Collectors.joining(
                " and ",
                " What it uses, worth ",
                " a month, was held and counts in the next run."));
  }

  /** As a person reads it: columns and fields without the signs that programs need. */
  static String sentence(ProblemException e) {
    String text =
        String.valueOf(e.getMessage())
            .replaceFirst("^reason is missing: s", "S")
            .replace("; see /api/v1/companies", "")
            .replaceFirst(", and send (yours|the change) with its new ETag", "");
    int field = text.indexOf(' ');
    String plain =
        field < 0 ? text : text.substring(0, field).replace('_', ' ') + text.substring(field);
    return plain.substring(0, 1).toUpperCase(Locale.ROOT)
        + plain.substring(1)
        + (plain.endsWith(".") ? "" : ".");
  }
}
