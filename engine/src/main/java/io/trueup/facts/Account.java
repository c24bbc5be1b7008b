package io.trueup.facts;

import java.util.List;
import java.util.Map;

/**
 * An integration's own record of a client: a Microsoft 365 tenant, an RMM organisation, a
 * distributor's customer.
 *
 * @param integrationId the integration
 * @param accountId the integration's id of the account
 * @param name its name there
 * @param domains its domains
 * @param city city
 * @param state state or province
 * @param country country
 * @param phone telephone number
 * @param externalRef a reference to another system, often the PSA's id of the company
 * @param parentName name of the record above it
 * @param status the integration's word for its state
 * @param attributes every other column of the row, by its name
 */
public record Account(
    String integrationId,
    String accountId,
    String name,
    List<String> domains,
    String city,
    String state,
    String country,
    String phone,
    String externalRef,
    String parentName,
    String status,
    Map<String, String> attributes) {
  public Account {
    Texts.required(integrationId, "integrationId");
    Texts.required(accountId, "accountId");
    Texts.required(name, "name");
    domains = Texts.list(domains);
    city = Texts.text(city);
    state = Texts.text(state);
    country = Texts.text(country);
    phone = Texts.text(phone);
    externalRef = Texts.text(externalRef);
    parentName = Texts.text(parentName);
    status = Texts.text(status);
    attributes = Texts.sorted(attributes);
  }

  /** Integration and account together, as decisions write them: {@code integration/account}. */
  public String key() {
    return integrationId + "/" + accountId;
  }
}
