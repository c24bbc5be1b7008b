package io.trueup.facts;

import java.math.BigDecimal;

/**
 * An account with usage that is linked to no company.
 *
 * @param key integration and account, as integration/account
 * @param integrationId the integration
 * @param accountId the account
 * @param name its name there
 * @param suggestedCompanyId the company it may be, empty when there is no suggestion
 * @param records usage records
 * @param quantity their quantities added up
 * @param currency currency of the money held, empty when there is none
 * @param impact what its usage would be worth to the suggested company, 0 when unknown
 */
public record UnlinkedAccount(
    String key,
    String integrationId,
    String accountId,
    String name,
    String suggestedCompanyId,
    long records,
    BigDecimal quantity,
    String currency,
    BigDecimal impact)
    implements Subject {
  public UnlinkedAccount {
    Texts.required(key, "key");
    Texts.required(integrationId, "integrationId");
    Texts.required(accountId, "accountId");
    name = Texts.text(name);
    suggestedCompanyId = Texts.text(suggestedCompanyId);
    currency = Texts.text(currency);
  }

  /** Whether there is a company that a person should look at. */
  public boolean suggested() {
    return !suggestedCompanyId.isEmpty();
  }
}
