package io.trueup.facts;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Usage records of one company, or of one account without a company, that agree on everything that
 * the rules read of them. Fields that no rule reads are empty: records that differ only there are
 * one Usage.
 *
 * @param id number of this usage within its company
 * @param companyId the company whose usage it is; empty when it is nobody's yet
 * @param companyStatus that company's status, empty when there is none
 * @param link linked, ignored, suggested or unmatched; disputed where splits of the account give it
 *     to different companies
 * @param integrationId the integration that reported it
 * @param category the integration's category
 * @param vendor the integration's vendor
 * @param accountId the integration's account
 * @param kind licence, user, device, backup, agent or subscription
 * @param productCode the vendor's SKU
 * @param productName the vendor's name of it
 * @param name host, user or subscription name
 * @param userId the person
 * @param deviceId serial number or the like
 * @param deviceClass workstation, server, mobile, network or virtual
 * @param state active, assigned, unassigned, suspended, disabled, deleted or trial
 * @param unit seat, device, gb, ...
 * @param committed whether it cannot be reduced before the as-of date is over
 * @param homeCompanyId the company at which the person is billed by decision; empty when none was
 *     taken
 * @param idleDays whole days since it was last active, or since it was first seen if never; null
 *     when neither is known
 * @param attributes other columns that rules read, by name
 * @param records how many records it stands for
 * @param quantity their quantities added up
 */
public record Usage(
    int id,
    String companyId,
    @Words({"", "active", "inactive", "prospect", "vendor"}) String companyStatus,
    @Words({"linked", "ignored", "suggested", "unmatched", "disputed"}) String link,
    String integrationId,
    @Words({"psa", "rmm", "microsoft365", "backup", "endpoint_security", "vendor_portal", "other"})
        String category,
    String vendor,
    String accountId,
    @Words({"licence", "user", "device", "backup", "agent", "subscription"}) String kind,
    String productCode,
    String productName,
    String name,
    String userId,
    String deviceId,
    @Words({"", "workstation", "server", "mobile", "network", "virtual"}) String deviceClass,
    @Words({"active", "assigned", "unassigned", "suspended", "disabled", "deleted", "trial"})
        String state,
    String unit,
    boolean committed,
    String homeCompanyId,
    @Nullable Long idleDays,
    Map<String, String> attributes,
    long records,
    BigDecimal quantity) {
  public Usage {
    companyId = Texts.text(companyId);
    companyStatus = Texts.text(companyStatus);
    Texts.required(link, "link");
    integrationId = Texts.text(integrationId);
    category = Texts.text(category);
    vendor = Texts.text(vendor);
    accountId = Texts.text(accountId);
    kind = Texts.text(kind);
    productCode = Texts.text(productCode);
    productName = Texts.text(productName);
    name = Texts.text(name);
    userId = Texts.text(userId);
    deviceId = Texts.text(deviceId);
    deviceClass = Texts.text(deviceClass);
    state = Texts.text(state);
    unit = Texts.text(unit);
    homeCompanyId = Texts.text(homeCompanyId);
    attributes = Texts.sorted(attributes);
  }

  /** The vendor's SKU in small letters, for looking it up in a list. */
  public String productKey() {
    return productCode.toLowerCase(Locale.ROOT);
  }

  /** The same usage under another number. */
  public Usage numbered(int number) {
    return new Usage(
        number,
        companyId,
        companyStatus,
        link,
        integrationId,
        category,
        vendor,
        accountId,
        kind,
        productCode,
        productName,
        name,
        userId,
        deviceId,
        deviceClass,
        state,
        unit,
        committed,
        homeCompanyId,
        idleDays,
        attributes,
        records,
        quantity);
  }
}
