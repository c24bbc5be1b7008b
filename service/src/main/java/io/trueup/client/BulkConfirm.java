package io.trueup.client;

import io.trueup.audit.AuditLog;
import io.trueup.decision.AccountKey;
import io.trueup.decision.InForce;
import io.trueup.decision.LinkDecision;
import io.trueup.decision.LinkDecisionDao;
import io.trueup.decision.NewDecision;
import io.trueup.platform.db.Blobs;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Confirms many accounts at once, all that can be and none of the others. It never overrules a
 * person: an account that somebody has decided about otherwise is refused.
 */
public final class BulkConfirm {
  /** How many accounts one request may confirm. */
  public static final int MOST = 10_000;

  private static final String DONE = "done";
  private static final String ALREADY = "already";
  private static final String REFUSED = "refused";

  private final ClientMatcher matcher;

  public BulkConfirm(ClientMatcher matcher) {
    this.matcher = matcher;
  }

  /**
   * An account to be confirmed.
   *
   * @param companyId whose it is
   * @param seen number of the last decision about it that the person has seen; null when that does
   *     not matter
   */
  public record Item(AccountKey account, String companyId, @Nullable Long seen) {}

  /**
   * What became of an item.
   *
   * @param outcome {@code done}, {@code already} when it was confirmed as that before, or {@code
   *     refused}
   * @param why why it was refused; empty otherwise
   * @param number the decision; null when none was made
   */
  public record Result(Item item, String outcome, String why, @Nullable Long number) {}

  /**
   * What became of all.
   *
   * @param results in the order of the items
   * @param refresh whether all accounts have to be matched anew because of it
   */
  public record Results(List<Result> results, boolean refresh) {
    public Results {
      results = List.copyOf(results);
    }

    /** How many have an outcome. */
    public long count(String outcome) {
      return results.stream().filter(r -> r.outcome().equals(outcome)).count();
    }
  }

  /** Items for all accounts of an integration that a rule suggests, each as its first candidate. */
  public static List<Item> suggestedBy(Handle handle, String integrationId, String ruleId) {
    // Before any row is held, as every decision does.
    LinkDecisionDao.lock(handle);
    List<AccountKey> accounts = ClientMatchDao.suggestedBy(handle, integrationId, ruleId, MOST);
    List<Item> items = new ArrayList<>();
    for (ClientMatch match : ClientMatchDao.listForUpdate(handle, accounts)) {
      match.candidates().stream()
          .findFirst()
          .ifPresent(first -> items.add(new Item(match.account(), first.companyId(), null)));
    }
    return items;
  }

  /**
   * Confirms.
   *
   * @param items at most {@link #MOST}
   * @param reason why; may be blank
   */
  public Results confirm(Handle handle, List<Item> items, String reason, String by) {
    long last = LinkDecisionDao.lock(handle);
    List<AccountKey> accounts = items.stream().map(Item::account).distinct().toList();
    Map<AccountKey, ClientMatch> matches = new HashMap<>();
    ClientMatchDao.listForUpdate(handle, accounts).forEach(m -> matches.put(m.account(), m));
    List<LinkDecision> known = LinkDecisionDao.of(handle, accounts);
    Map<AccountKey, InForce> inForce = InForce.byAccount(known);
    Map<String, ClientCompany> companies =
        ClientCompanyDao.find(handle, items.stream().map(Item::companyId).toList());
    List<NewDecision> decisions = new ArrayList<>();
    Map<AccountKey, String> taken = new HashMap<>();
    List<Result> results = new ArrayList<>();
    for (Item item : items) {
      InForce so = inForce.getOrDefault(item.account(), InForce.NOTHING);
      Optional<String> refusal = refusal(item, matches, companies, so, taken);
      if (refusal.isPresent()) {
        results.add(new Result(item, REFUSED, refusal.get(), null));
      } else if (so.confirmed()) {
        results.add(new Result(item, ALREADY, "", null));
      } else {
        taken.put(item.account(), item.companyId());
        ClientMatch match = java.util.Objects.requireNonNull(matches.get(item.account()));
        ClientCompany company = java.util.Objects.requireNonNull(companies.get(item.companyId()));
        decisions.add(Links.confirmation(match, company, reason));
        results.add(new Result(item, DONE, "", last + decisions.size()));
      }
    }
    if (decisions.isEmpty()) {
      return new Results(results, false);
    }
    List<LinkDecision> made = LinkDecisionDao.insert(handle, last, decisions, by);
    audit(handle, made, reason, by);
    store(handle, made, known, matches);
    boolean refresh = crosses(handle, made);
    if (refresh) {
      Refreshes.request(handle, made.size() + " accounts were confirmed");
    }
    return new Results(results, refresh);
  }

  private static Optional<String> refusal(
      Item item,
      Map<AccountKey, ClientMatch> matches,
      Map<String, ClientCompany> companies,
      InForce so,
      Map<AccountKey, String> taken) {
    if (!matches.containsKey(item.account())) {
      return Optional.of("There is no such account of a connected system.");
    }
    if (!companies.containsKey(item.companyId())) {
      return Optional.of("There is no such company in the PSA.");
    }
    if (taken.containsKey(item.account())) {
      return Optional.of(
          "The account is in this request before, as " + taken.get(item.account()) + ".");
    }
    if (item.seen() != null && item.seen() != so.lastNumber()) {
      return Optional.of("Somebody decided meanwhile: decision " + so.lastNumber() + ".");
    }
    Optional<LinkDecision> link = so.link();
    if (link.isPresent() && !link.get().companyId().equals(item.companyId())) {
      LinkDecision there = link.get();
      return Optional.of(
          there.by()
              + (there.companyId().isEmpty()
                  ? " gave it to nobody"
                  : " confirmed it as " + there.companyName())
              + " (decision "
              + there.number()
              + "); decide about it by itself.");
    }
    LinkDecision rejected = so.rejected().get(item.companyId());
    return rejected == null
        ? Optional.empty()
        : Optional.of(
            rejected.by()
                + " rejected that company for it (decision "
                + rejected.number()
                + "); decide about it by itself.");
  }

  /**
   * One event for all: it names the first and last decision, between which there are no others, and
   * a hash over them.
   */
  private static void audit(Handle handle, List<LinkDecision> made, String reason, String by) {
    var sha = Blobs.sha256();
    for (LinkDecision decision : made) {
      String line =
          decision.number() + "\t" + decision.account() + "\t" + decision.companyId() + "\n";
      sha.update(line.getBytes(StandardCharsets.UTF_8));
    }
    AuditLog.append(
        handle,
        by,
        "client.bulk_confirmed",
        made.get(0).number() + "-" + made.get(made.size() - 1).number(),
        Map.of(
            "accounts", Integer.toString(made.size()),
            "decisions_sha256", HexFormat.of().formatHex(sha.digest()),
            "reason", reason));
  }

  private static void store(
      Handle handle,
      List<LinkDecision> made,
      List<LinkDecision> known,
      Map<AccountKey, ClientMatch> matches) {
    List<LinkDecision> all = new ArrayList<>(known);
    all.addAll(made);
    Map<AccountKey, InForce> inForce = InForce.byAccount(all);
    List<MatchedAccount> accounts = new ArrayList<>();
    made.forEach(
        d -> accounts.add(java.util.Objects.requireNonNull(matches.get(d.account())).found()));
    ClientMatchStore.update(handle, Verdicts.apply(handle, accounts, inForce));
  }

  private boolean crosses(Handle handle, List<LinkDecision> made) {
    long before = made.get(0).number();
    long until = made.get(made.size() - 1).number();
    int needed = matcher.rules(handle).confirmedBeforeNames();
    return made.stream()
        .map(LinkDecision::integrationId)
        .distinct()
        .anyMatch(
            id -> {
              List<LinkDecision> all = LinkDecisionDao.ofIntegration(handle, id, until);
              List<LinkDecision> then = all.stream().filter(d -> d.number() < before).toList();
              return NameMatching.of(id, all, needed).on()
                  != NameMatching.of(id, then, needed).on();
            });
  }
}
