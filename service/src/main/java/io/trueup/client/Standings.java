package io.trueup.client;

import io.trueup.decision.AccountKey;
import io.trueup.decision.InForce;
import io.trueup.decision.LinkDecisionDao;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    Map<AccountKey, InForce> before =
        now == told ? inForce : InForce.byAccount(LinkDecisionDao.upTo(handle, told));
    Map<String, ClientCompany> companies = new HashMap<>();
    matching.companies().forEach(company -> companies.put(company.companyId(), company));
    Verdicts verdicts = new Verdicts(companies);
    List<ClientMatch> rows = new ArrayList<>(matching.accounts().size());
    List<AccountKey> asked = new ArrayList<>();
    for (MatchedAccount account : matching.accounts()) {
      InForce then = before.getOrDefault(account.account(), InForce.NOTHING);
      InForce so = inForce.getOrDefault(account.account(), InForce.NOTHING);
      if (then.link().isPresent() && so.link().isEmpty()) {
        asked.add(account.account());
      }
      rows.add(row(verdicts, account, then, so));
    }
    // Taken back meanwhile: they stand as they did before the word until the rules are asked again.
    Map<AccountKey, ClientMatch> standing = new HashMap<>();
    if (!asked.isEmpty()) {
      ClientMatchDao.list(handle, asked).forEach(row -> standing.put(row.account(), row));
    }
    rows.replaceAll(row -> standing.getOrDefault(row.account(), row));
    ClientCompanyDao.replace(handle, matching.companies());
    ClientMatchStore.replace(handle, rows, now);
    return rows.size();
  }

  /**
   * One account.
   *
   * @param then what the rules were told
   * @param now what holds now
   */
  private static ClientMatch row(
      Verdicts verdicts, MatchedAccount account, InForce then, InForce now) {
    Opinion opinion = account.opinion();
    boolean linked = opinion.decision().equals("confirmed") || opinion.decision().equals("ignored");
    if (then.link().isEmpty() || !linked) {
      return verdicts.apply(account, now);
    }
    // Where the rules were told, their answer is only the echo of it.
    boolean echo = opinion.companyId().equals(then.link().get().companyId());
    // Otherwise the folder has a later word of a person than the service had then.
    return echo || !now.link().equals(then.link())
        ? verdicts.apply(unasked(account), now)
        : verdicts.asFound(account, now);
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
