package io.trueup.match;

import io.trueup.facts.Account;
import io.trueup.facts.Candidate;
import io.trueup.facts.Company;
import io.trueup.match.NameComparison.Kind;
import java.math.BigDecimal;
import java.util.List;

/**
 * A company that an account could belong to: the fact that rules read, and a sentence for people.
 */
public final class Found {
  private final AccountProfile account;
  private final List<PairEvidence> all;
  private final int at;
  private final PairEvidence pair;
  private final CompanyIndex index;
  private final AccountNames known;
  private final Candidate fact;

  Found(
      AccountProfile account,
      List<PairEvidence> all,
      int at,
      CompanyIndex index,
      AccountNames known) {
    this.account = account;
    this.all = all;
    this.at = at;
    this.pair = all.get(at);
    this.index = index;
    this.known = known;
    this.fact = candidate();
  }

  /** What rules read of it. */
  public Candidate fact() {
    return fact;
  }

  /**
   * What speaks for it and against it, as a colleague would say it; one line, ending in a full
   * stop.
   */
  public String sentence() {
    return new EvidenceWords(account, pair, fact).sentence();
  }

  private Candidate candidate() {
    Account raw = account.account();
    Company company = pair.company().company();
    NameComparison name = pair.name();
    boolean proof = false;
    int longer = 0;
    String rivalName = "";
    boolean rivalCode = false;
    int best = 0;
    if (!name.kind().whole()) {
      longer = index.beginningWith(account.name().key(), pair.company());
    }
    for (int i = 0; i < all.size(); i++) {
      PairEvidence rival = all.get(i);
      if (i == at) {
        continue;
      }
      proof |= rival.proof();
      best = Math.max(best, rival.thousandths());
      boolean former =
          company.active() && !rival.company().company().active() && pair.isDuplicatedBy(rival);
      if (former && name.kind().whole() && rival.name().kind().compareTo(name.kind()) <= 0) {
        // Old duplicates of clients do not stand in the way of the record that is billed.
        continue;
      }
      longer += isLonger(rival) ? 1 : 0;
      rivalCode |= rival.code().equals("is_name") || rival.code().equals("shared");
      rivalName = worse(rivalName, rival);
    }
    String code = pair.code().isEmpty() && rivalCode ? "another" : pair.code();
    return new Candidate(
        raw.key(),
        raw.integrationId(),
        raw.accountId(),
        company.companyId(),
        company.name(),
        company.active(),
        at + 1,
        BigDecimal.valueOf(pair.thousandths(), 3),
        pair.reference(),
        pair.domain(),
        pair.domainName(),
        pair.phone(),
        pair.city(),
        pair.state(),
        pair.country(),
        name.kind().word(),
        pair.nameOf(),
        name.equal(),
        pair.companyName().words().length,
        name.differences(),
        name.extra(),
        name.missing(),
        (int) Math.round(Math.min(1, name.equalWeight() / 2) * 100),
        pair.legalForm(),
        code,
        index.namesakes(pair.companyName().key(), company.active()),
        known.twins(raw, account.name()),
        longer,
        rivalName,
        proof,
        known.confirmed(raw, account.name(), company.companyId()),
        BigDecimal.valueOf(pair.thousandths() - best, 3),
        pair.siteName());
  }

  /**
   * Whether the account's whole name may be the rival's, not written to its end, and the account's
   * own domains do not settle it.
   */
  private boolean isLonger(PairEvidence rival) {
    boolean whole = pair.name().kind().whole();
    boolean longer =
        (rival.name().kind() == Kind.SHORTENED
                && (rival.name().differences() == 0 || pair.name().kind() == Kind.SPELLING))
            || (!whole && rival.name().kind() == Kind.INITIALS)
            || goesOn(rival.companyName());
    boolean settled = pair.domainName().equals("same") && !rival.domainName().equals("same");
    return longer && !(whole && settled);
  }

  /** Whether a name begins with the account's words and has more. */
  private boolean goesOn(Name longer) {
    String key = account.name().key();
    int length = 0;
    for (String word : longer.words()) {
      if (length == key.length()) {
        return true;
      }
      if (!key.startsWith(word, length)) {
        return false;
      }
      length += word.length();
    }
    return false;
  }

  private String worse(String sofar, PairEvidence rival) {
    if (!rival.name().kind().whole()) {
      return sofar;
    }
    int order = rival.name().kind().compareTo(pair.name().kind());
    String word = order > 0 ? "better" : order == 0 ? "as_good" : "worse";
    return sofar.equals("better") || (sofar.equals("as_good") && !word.equals("better"))
        ? sofar
        : word;
  }
}
