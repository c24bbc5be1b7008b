package io.trueup.facts;

/**
 * A person's word on whose account this is, from a confirmed link or a decision. It is final.
 *
 * @param accountKey integration and account, as integration/account
 * @param integrationId the integration
 * @param accountId the account
 * @param companyId the company; empty when the account is deliberately nobody's
 * @param source where the word stands: account_links or the decision's id
 */
public record ConfirmedLink(
    String accountKey, String integrationId, String accountId, String companyId, String source) {
  public ConfirmedLink {
    Texts.required(accountKey, "accountKey");
    Texts.required(integrationId, "integrationId");
    Texts.required(accountId, "accountId");
    companyId = Texts.text(companyId);
    Texts.required(source, "source");
  }
}
