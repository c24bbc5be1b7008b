package io.trueup.facts;

import java.util.List;
import java.util.Map;

/**
 * A client as the PSA knows it: who is billed. Texts that are not known are empty, never null.
 *
 * @param companyId the PSA's id
 * @param name display name
 * @param legalName registered name, empty when not known
 * @param domains web domains
 * @param contactDomains domains of the contacts' e-mail addresses
 * @param identifier the PSA's short code
 * @param address street address
 * @param city city
 * @param state state or province
 * @param country country
 * @param phone telephone number
 * @param parentCompanyId the billing parent, empty when the company pays for itself
 * @param status active, inactive, prospect or vendor; only active companies are billed
 * @param attributes every other column of the row, by its name
 */
public record Company(
    String companyId,
    String name,
    String legalName,
    List<String> domains,
    List<String> contactDomains,
    String identifier,
    String address,
    String city,
    String state,
    String country,
    String phone,
    String parentCompanyId,
    String status,
    Map<String, String> attributes) {
  public Company {
    Texts.required(companyId, "companyId");
    Texts.required(name, "name");
    legalName = Texts.text(legalName);
    domains = Texts.list(domains);
    contactDomains = Texts.list(contactDomains);
    identifier = Texts.text(identifier);
    address = Texts.text(address);
    city = Texts.text(city);
    state = Texts.text(state);
    country = Texts.text(country);
    phone = Texts.text(phone);
    parentCompanyId = Texts.text(parentCompanyId);
    status = Texts.orDefault(status, "active");
    attributes = Texts.sorted(attributes);
  }

  /** Whether the company is billed at all. */
  public boolean active() {
    return status.equals("active");
  }
}
