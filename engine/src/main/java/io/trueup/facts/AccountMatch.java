package io.trueup.facts;

/**
 * Whose account it is, and how sure that is.
 *
 * @param accountKey integration and account, as integration/account
 * @param companyId the company; empty for an ignored account
 * @param decision confirmed, auto, suggested or ignored
 * @param kind the evidence it rests on
 * @param value what account and company share, or where the person's word stands
 */
public record AccountMatch(
    String accountKey, String companyId, String decision, String kind, String value) {
  public AccountMatch {
    Texts.required(accountKey, "accountKey");
    companyId = Texts.text(companyId);
    Texts.required(decision, "decision");
    Texts.required(kind, "kind");
    Texts.required(value, "value");
  }

  /** A person linked the account. */
  @Verb
  public static AccountMatch confirmed(ConfirmedLink link) {
    return new AccountMatch(
        link.accountKey(), link.companyId(), "confirmed", "confirmed_link", link.source());
  }

  /** A person said that the account is nobody's. */
  @Verb
  public static AccountMatch ignored(ConfirmedLink link) {
    return new AccountMatch(link.accountKey(), "", "ignored", "confirmed_link", link.source());
  }

  /** The evidence is certain enough to bill on. */
  @Verb
  public static AccountMatch auto(Candidate candidate) {
    return of(candidate, "auto");
  }

  /** The evidence is worth a person's look; nothing is billed on it. */
  @Verb
  public static AccountMatch suggested(Candidate candidate) {
    return of(candidate, "suggested");
  }

  private static AccountMatch of(Candidate candidate, String decision) {
    return new AccountMatch(
        candidate.accountKey(),
        candidate.companyId(),
        decision,
        "candidate",
        candidate.companyName());
  }
}
