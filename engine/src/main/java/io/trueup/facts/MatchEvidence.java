package io.trueup.facts;

/**
 * One thing that an account and a company have in common.
 *
 * @param accountKey integration and account, as integration/account
 * @param integrationId the integration
 * @param accountId the account
 * @param companyId the company
 * @param companyName its display name
 * @param kind external_id, domain, name, or similar_name when only the legal form differs
 * @param value what they share
 * @param companies companies that share it
 * @param accounts accounts of this integration that share it
 */
public record MatchEvidence(
    String accountKey,
    String integrationId,
    String accountId,
    String companyId,
    String companyName,
    String kind,
    String value,
    int companies,
    int accounts) {
  public MatchEvidence {
    Texts.required(accountKey, "accountKey");
    Texts.required(integrationId, "integrationId");
    Texts.required(accountId, "accountId");
    Texts.required(companyId, "companyId");
    companyName = Texts.text(companyName);
    Texts.required(kind, "kind");
    Texts.required(value, "value");
  }
}
