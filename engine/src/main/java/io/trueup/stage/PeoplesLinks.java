package io.trueup.stage;

import io.trueup.facts.Account;
import io.trueup.facts.AccountLink;
import io.trueup.facts.ConfirmedLink;
import io.trueup.facts.Decision;
import io.trueup.facts.Month;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What people said about accounts. Of one account their words count in the order in which they were
 * said: a later link replaces an earlier one and takes back that its company was rejected, a later
 * rejection takes back a link to the same company and no other. Account links have no date; they
 * were there before any decision.
 */
final class PeoplesLinks {
  /** The source of what stands in account_links.csv. */
  static final String LIST = "account_links";

  private static final Comparator<Decision> AS_SAID =
      Comparator.comparing(Decision::decidedAt).thenComparing(Decision::decisionId);

  /** What holds of one account so far. */
  private static final class Words {
    @Nullable ConfirmedLink link;
    final Set<String> rejected = new TreeSet<>();
  }

  private final Map<String, Words> byAccount = new TreeMap<>();

  private PeoplesLinks(Month month, LocalDate asOf) {
    for (AccountLink link : month.accountLinks()) {
      String key = link.integrationId() + "/" + link.accountId();
      of(key).link =
          new ConfirmedLink(key, link.integrationId(), link.accountId(), link.companyId(), LIST);
    }
    Map<String, Account> accounts = new HashMap<>();
    month.accounts().forEach(account -> accounts.put(account.key(), account));
    month.decisions().stream()
        .filter(decision -> decision.inForce(asOf))
        .sorted(AS_SAID)
        .forEach(
            decision -> {
              Account account = accounts.get(decision.value());
              if (account != null) {
                hear(decision, account);
              }
            });
  }

  /** Every word that holds on a day. Decisions about accounts that are gone say nothing. */
  static PeoplesLinks of(Month month, LocalDate asOf) {
    return new PeoplesLinks(month, asOf);
  }

  private Words of(String accountKey) {
    return byAccount.computeIfAbsent(accountKey, k -> new Words());
  }

  private void hear(Decision decision, Account account) {
    switch (decision.kind()) {
      case "link" -> {
        Words words = of(account.key());
        words.link = link(decision, account, decision.companyId());
        words.rejected.remove(decision.companyId());
      }
      case "ignore_account" -> of(account.key()).link = link(decision, account, "");
      case "reject_link" -> {
        if (!decision.companyId().isEmpty()) {
          reject(decision, of(account.key()));
        }
      }
      default -> {}
    }
  }

  private static void reject(Decision decision, Words words) {
    String company = decision.companyId();
    if (words.link != null && words.link.companyId().equals(company)) {
      words.link = null;
    }
    words.rejected.add(company);
  }

  private static ConfirmedLink link(Decision decision, Account account, String companyId) {
    return new ConfirmedLink(
        account.key(),
        account.integrationId(),
        account.accountId(),
        companyId,
        decision.decisionId());
  }

  /** The link of one account. */
  Optional<ConfirmedLink> confirmed(String accountKey) {
    Words words = byAccount.get(accountKey);
    return words == null ? Optional.empty() : Optional.ofNullable(words.link);
  }

  /** Companies that were rejected for one account. */
  Set<String> rejected(String accountKey) {
    Words words = byAccount.get(accountKey);
    return words == null ? Set.of() : Set.copyOf(words.rejected);
  }

  /** The link of every account that has one, by account key in its order. */
  List<ConfirmedLink> confirmed() {
    List<ConfirmedLink> links = new ArrayList<>();
    for (Words words : byAccount.values()) {
      if (words.link != null) {
        links.add(words.link);
      }
    }
    return links;
  }
}
