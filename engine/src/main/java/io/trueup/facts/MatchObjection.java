package io.trueup.facts;

/**
 * Something that speaks against an account being a company's. Which objections count against which
 * evidence is for the rules to say.
 *
 * @param accountKey integration and account, as integration/account
 * @param companyId the company
 * @param kind what it is, in a word that the rules agree on
 */
public record MatchObjection(String accountKey, String companyId, String kind) {
  public MatchObjection {
    Texts.required(accountKey, "accountKey");
    Texts.required(companyId, "companyId");
    Texts.required(kind, "kind");
  }

  /** Something speaks against this candidate. */
  @Verb
  public static MatchObjection to(Candidate candidate, String kind) {
    return new MatchObjection(candidate.accountKey(), candidate.companyId(), kind);
  }
}
