package io.trueup.pages;

import io.trueup.client.ClientMatchQuery;
import io.trueup.decision.AccountKey;
import io.trueup.platform.http.Parameters;
import io.trueup.platform.http.ProblemException;
import java.util.List;
import java.util.Optional;

/**
 * Which accounts are shown, as the address says it.
 *
 * @param show a tab: {@code decide}, {@code auto}, {@code confirmed}, {@code ignored} or {@code
 *     all}
 * @param after where the page of the list begins; empty for the first
 * @param at the account on the desk, as integration/account; empty for the first of the list
 * @param find text to be found in companies that the account may be given to; empty for none
 */
public record ClientAddress(
    String show, String integration, String search, String after, String at, String find) {
  /** What can be shown. */
  static final List<String> TABS = List.of("decide", "auto", "confirmed", "ignored", "all");

  static ClientAddress of(
      String show, String integration, String search, String after, String at, String find) {
    return new ClientAddress(
        Parameters.choice("show", show, TABS).orElse("decide"),
        Parameters.text("integration", integration).orElse(""),
        Parameters.text("q", search).orElse(""),
        after,
        at,
        Parameters.text("find", find).orElse(""));
  }

  ClientMatchQuery query() {
    boolean decision = !show.equals("decide") && !show.equals("all");
    return new ClientMatchQuery(
        decision ? Optional.of(show) : Optional.empty(),
        integration.isEmpty() ? Optional.empty() : Optional.of(integration),
        Optional.empty(),
        search.isEmpty() ? Optional.empty() : Optional.of(search),
        Optional.empty(),
        show.equals("decide"));
  }

  /** The first page of the same list. */
  ClientAddress fromStart() {
    return new ClientAddress(show, integration, search, "", at, find);
  }

  /** The account on the desk, where the address names one. */
  Optional<AccountKey> account() {
    return at.isEmpty() ? Optional.empty() : Optional.of(account(at));
  }

  /** From integration/account; an integration's id has no slash. */
  static AccountKey account(String text) {
    int slash = text.indexOf('/');
    if (slash < 1 || slash == text.length() - 1 || text.length() > 600 || text.indexOf('\0') >= 0) {
      throw ProblemException.notFound("account of a connected system");
    }
    return new AccountKey(text.substring(0, slash), text.substring(slash + 1));
  }

  /** The address of the list from its beginning; begins with {@code ?}, also when empty. */
  public String filters() {
    return Query.of("show", tab(), "integration", integration, "q", search);
  }

  /** The address of the list with an account on the desk. */
  public String path(String account) {
    return "/clients"
        + Query.of(
            "show", tab(), "integration", integration, "q", search, "after", after, "at", account);
  }

  /** The address of another tab. */
  public String of(String other) {
    return "/clients"
        + Query.of(
            "show", other.equals("decide") ? "" : other, "integration", integration, "q", search);
  }

  private String tab() {
    return show.equals("decide") ? "" : show;
  }
}
