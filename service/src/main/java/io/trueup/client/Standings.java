package io.trueup.client;

import io.trueup.decision.AccountKey;
import io.trueup.decision.InForce;
import io.trueup.decision.LinkDecision;
import io.trueup.decision.LinkDecisionDao;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Stores what matching came to, with all that people decided until now. */
public final class Standings {
  private Standings() {}

  /**
   * Makes where accounts stand what a matching came to.
   *
   * @param told the last decision that the matching was told
   * @return how many accounts there are
   */
  public static long store(Handle handle, Matching matching, long told) {
    long now = LinkDecisionDao.last(handle);
    Map<AccountKey, InForce> inForce = InForce.byAccount(LinkDecisionDao.upTo(handle, now));
    Map<String, ClientCompany> companies = new HashMap<>();
    matching.companies().forEach(company -> companies.put(company.companyId(), company));
    Verdicts verdicts = new Verdicts(companies);
    List<ClientMatch> rows = new ArrayList<>(matching.accounts().size());
    for (MatchedAccount account : matching.accounts()) {
      rows.add(
          row(verdicts, account, inForce.getOrDefault(account.account(), InForce.NOTHING), told));
    }
    ClientCompanyDao.replace(handle, matching.companies());
    ClientMatchStore.replace(handle, rows, now);
    return rows.size();
  }

  private static ClientMatch row(
      Verdicts verdicts, MatchedAccount account, InForce inForce, long told) {
    Optional<LinkDecision> heard = inForce.link().filter(link -> link.number() <= told);
    if (heard.isEmpty()) {
      return verdicts.apply(account, inForce);
    }
    Opinion opinion = account.opinion();
    LinkDecision link = heard.get();
    boolean linked = opinion.decision().equals("confirmed") || opinion.decision().equals("ignored");
    if (linked && !opinion.companyId().equals(link.companyId())) {
      // The folder has a later word of a person than the service.
      return verdicts.asFound(account, inForce);
    }
    // Where the rules were told, their answer is only the echo of it.
    return verdicts.apply(linked ? unasked(account) : account, inForce);
  }

  private static MatchedAccount unasked(MatchedAccount account) {
    return new MatchedAccount(
        account.account(),
        account.name(),
        Opinion.NONE,
        account.candidates(),
        account.usageRecords(),
        account.amounts(),
        account.estimated(),
        account.facts());
  }
}
