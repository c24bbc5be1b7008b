package io.trueup.facts;

/**
 * A person's word that an account is not this company's, from a decision: whatever evidence there
 * is, they are not linked and the company is not suggested again.
 *
 * @param accountKey integration and account, as integration/account
 * @param companyId the company that it is not
 * @param source the decision's id
 */
public record RejectedLink(String accountKey, String companyId, String source) {
  public RejectedLink {
    Texts.required(accountKey, "accountKey");
    Texts.required(companyId, "companyId");
    Texts.required(source, "source");
  }
}
