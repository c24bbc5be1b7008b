package io.trueup.client;

import io.trueup.client.ClientMatch.Person;
import io.trueup.decision.AccountKey;
import io.trueup.decision.InForce;
import io.trueup.decision.LinkDecision;
import io.trueup.decision.LinkDecision.Split;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Applies what people decided to what the rules found. */
final class Verdicts {
  private static final BigDecimal SURE = new BigDecimal("1.00");

  private final Map<String, ClientCompany> companies;

  /**
   * @param companies companies by id: at least those that decisions and candidates name
   */
  Verdicts(Map<String, ClientCompany> companies) {
    this.companies = companies;
  }

  /** One account as it stands now. */
  static ClientMatch apply(Handle handle, MatchedAccount found, InForce inForce) {
    return apply(handle, List.of(found), Map.of(found.account(), inForce)).get(0);
  }

  /** Some accounts as they stand now, in their order. */
  static List<ClientMatch> apply(
      Handle handle, List<MatchedAccount> accounts, Map<AccountKey, InForce> inForce) {
    Set<String> ids = new HashSet<>();
    for (MatchedAccount account : accounts) {
      ids.add(account.opinion().companyId());
      InForce so = inForce.getOrDefault(account.account(), InForce.NOTHING);
      so.link().ifPresent(d -> ids.add(d.companyId()));
      so.split().ifPresent(d -> d.splits().forEach(s -> ids.add(s.companyId())));
    }
    Verdicts verdicts = new Verdicts(ClientCompanyDao.find(handle, ids));
    return accounts.stream()
        .map(a -> verdicts.apply(a, inForce.getOrDefault(a.account(), InForce.NOTHING)))
        .toList();
  }

  /** An account as it stands. */
  ClientMatch apply(MatchedAccount found, InForce inForce) {
    Opinion verdict =
        inForce
            .link()
            .filter(this::possible)
            .map(this::byPerson)
            .orElseGet(() -> withoutRejected(found, inForce.rejected().keySet()));
    return stands(found, verdict, inForce);
  }

  /** An account as it stands by a later word than any that the service was told. */
  ClientMatch asFound(MatchedAccount found, InForce inForce) {
    return stands(found, found.opinion(), inForce);
  }

  private ClientMatch stands(MatchedAccount found, Opinion verdict, InForce inForce) {
    Optional<LinkDecision> word = inForce.link().or(inForce::split).or(inForce::last);
    return new ClientMatch(
        found,
        verdict,
        name(verdict.companyId()),
        word.map(
                d ->
                    new Person(
                        d.number(), d.by(), d.at(), d.reason(), d.accountName(), d.companyName()))
            .orElse(null),
        inForce.lastNumber(),
        List.copyOf(inForce.rejected().keySet()),
        List.copyOf(reviews(found, inForce)),
        inForce.split().map(d -> d.splits().size()).orElse(0));
  }

  /** A link to a company that is no more cannot be followed. */
  private boolean possible(LinkDecision link) {
    return link.companyId().isEmpty() || companies.containsKey(link.companyId());
  }

  private Opinion byPerson(LinkDecision link) {
    boolean nobody = link.companyId().isEmpty();
    String who =
        link.by()
            + " on "
            + link.at().atZone(ZoneOffset.UTC).toLocalDate()
            + (link.reason().isBlank() ? "" : ": " + link.reason());
    return nobody
        ? new Opinion("ignored", "", SURE, "Nobody's, says " + who, List.of())
        : new Opinion(
            "confirmed",
            link.companyId(),
            SURE,
            "Confirmed as " + name(link.companyId()) + " by " + who,
            List.of());
  }

  private static Opinion withoutRejected(MatchedAccount found, Set<String> rejected) {
    Opinion opinion = found.opinion();
    if (!opinion.known()) {
      return new Opinion("unmatched", "", null, "Being matched again", List.of());
    }
    boolean suggested = opinion.decision().equals("suggested");
    if (rejected.isEmpty() || (!suggested && !rejected.contains(opinion.companyId()))) {
      return opinion;
    }
    List<Candidate> left =
        found.candidates().stream().filter(c -> !rejected.contains(c.companyId())).toList();
    // Whether the next company is worth a suggestion is for the rules to say, and they are asked.
    return suggested && !left.isEmpty() && left.get(0).equals(found.candidates().get(0))
        ? opinion
        : new Opinion("unmatched", "", null, "Being matched again", List.of());
  }

  private Set<String> reviews(MatchedAccount found, InForce inForce) {
    Set<String> reviews = new LinkedHashSet<>();
    List<LinkDecision> words = new ArrayList<>();
    inForce.link().ifPresent(words::add);
    inForce.split().ifPresent(words::add);
    if (words.stream().anyMatch(d -> !d.accountName().equals(found.name()))) {
      reviews.add(Review.ACCOUNT_RENAMED);
    }
    for (LinkDecision word : words) {
      if (!word.companyId().isEmpty()) {
        company(word.companyId(), word.companyName(), reviews);
      }
      for (Split split : word.splits()) {
        company(split.companyId(), split.companyName(), reviews);
      }
    }
    return reviews;
  }

  private void company(String id, String then, Set<String> reviews) {
    ClientCompany now = companies.get(id);
    if (now == null) {
      reviews.add(Review.COMPANY_GONE);
      return;
    }
    if (!now.name().equals(then)) {
      reviews.add(Review.COMPANY_RENAMED);
    }
    if (!now.active()) {
      reviews.add(Review.COMPANY_INACTIVE);
    }
  }

  private String name(String companyId) {
    ClientCompany company = companies.get(companyId);
    return company == null ? "" : company.name();
  }
}
