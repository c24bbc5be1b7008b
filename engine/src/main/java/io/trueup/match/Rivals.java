package io.trueup.match;

import io.trueup.facts.Account;
import io.trueup.facts.Candidate;
import io.trueup.facts.Company;
import io.trueup.match.NameComparison.Kind;
import java.math.BigDecimal;
import java.util.List;

/** Each company that an account could belong to, beside the others. */
final class Rivals {
  private final AccountProfile account;
  private final List<PairEvidence> all;
  private final CompanyIndex index;
  private final boolean[] goesOn;

  Rivals(AccountProfile account, List<PairEvidence> all, CompanyIndex index) {
    this.account = account;
    this.all = all;
    this.index = index;
    this.goesOn = new boolean[all.size()];
    for (int i = 0; i < goesOn.length; i++) {
      goesOn[i] = goesOn(all.get(i).companyName());
    }
  }

  /** What rules read of one, for an account of which no other bears the name. */
  Candidate candidate(int at) {
    PairEvidence pair = all.get(at);
    Account raw = account.account();
    Company company = pair.company().company();
    NameComparison name = pair.name();
    boolean whole = name.kind().whole();
    boolean proof = false;
    int longer = whole ? 0 : index.beginningWith(account.name().key(), pair.company());
    String rivalName = "";
    boolean rivalCode = false;
    int best = 0;
    for (int i = 0; i < all.size(); i++) {
      if (i == at) {
        continue;
      }
      PairEvidence rival = all.get(i);
      proof |= rival.proof();
      best = Math.max(best, rival.thousandths());
      boolean former =
          company.active() && !rival.company().company().active() && pair.isDuplicatedBy(rival);
      if (former && whole && rival.name().kind().compareTo(name.kind()) <= 0) {
        // Old duplicates of clients do not stand in the way of the record that is billed.
        continue;
      }
      longer += isLonger(pair, rival, goesOn[i]) ? 1 : 0;
      rivalCode |= rival.code().equals("is_name") || rival.code().equals("shared");
      rivalName = worse(rivalName, pair, rival);
    }
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
        pair.code().isEmpty() && rivalCode ? "another" : pair.code(),
        pair.company().namesakes(pair.companyName()),
        1,
        longer,
        rivalName,
        proof,
        0,
        BigDecimal.valueOf(pair.thousandths() - best, 3),
        pair.siteName());
  }

  /**
   * Whether the account's whole name may be the rival's, not written to its end, and the account's
   * own domains do not settle it.
   *
   * @param goesOn whether the rival's name begins with the account's and has more
   */
  private static boolean isLonger(PairEvidence pair, PairEvidence rival, boolean goesOn) {
    boolean whole = pair.name().kind().whole();
    Kind theirs = rival.name().kind();
    boolean longer =
        goesOn
            || (theirs == Kind.SHORTENED
                && (pair.name().kind() == Kind.SPELLING || rival.name().differences() == 0))
            || (!whole && theirs == Kind.INITIALS);
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

  private static String worse(String sofar, PairEvidence pair, PairEvidence rival) {
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
