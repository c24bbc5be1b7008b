package io.trueup.facts;

import java.util.Map;

/**
 * A person's word on whose account this is.
 *
 * @param integrationId the integration
 * @param accountId the account
 * @param companyId the company; empty when the account is deliberately nobody's
 * @param attributes every other column of the row, by its name
 */
public record AccountLink(
    String integrationId, String accountId, String companyId, Map<String, String> attributes) {
  public AccountLink {
    Texts.required(integrationId, "integrationId");
    Texts.required(accountId, "accountId");
    companyId = Texts.text(companyId);
    attributes = Texts.sorted(attributes);
  }
}
