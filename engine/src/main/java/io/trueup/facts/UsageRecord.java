package io.trueup.facts;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One thing that can be counted: a licence, a user, a device, a backup, an agent, a subscription.
 *
 * @param integrationId the integration that reported it
 * @param accountId the integration's account that it belongs to
 * @param recordId its id; unique within integration and account
 * @param kind licence, user, device, backup, agent or subscription
 * @param productCode the vendor's SKU
 * @param productName the vendor's name of it
 * @param name host, user or subscription name
 * @param userId the person it belongs to, for counting people
 * @param deviceId serial number or the like, for counting devices
 * @param deviceClass workstation, server, mobile, network or virtual; empty when it is no device
 * @param state active, assigned, unassigned, suspended, disabled, deleted or trial
 * @param quantity units, usually 1
 * @param unit seat, device, gb, ...
 * @param unitCost what the vendor charges the MSP for one unit a month
 * @param createdAt first seen
 * @param lastActiveAt last sign-in, check-in or backup; null means never
 * @param commitmentEndDate until when it cannot be reduced
 * @param trialEndDate last day of a free trial; paid from the day after
 * @param attributes every other column of the row, by its name
 */
public record UsageRecord(
    String integrationId,
    String accountId,
    String recordId,
    String kind,
    String productCode,
    String productName,
    String name,
    String userId,
    String deviceId,
    String deviceClass,
    String state,
    BigDecimal quantity,
    String unit,
    @Nullable BigDecimal unitCost,
    @Nullable Instant createdAt,
    @Nullable Instant lastActiveAt,
    @Nullable LocalDate commitmentEndDate,
    @Nullable LocalDate trialEndDate,
    Map<String, String> attributes) {
  public UsageRecord {
    Texts.required(integrationId, "integrationId");
    Texts.required(accountId, "accountId");
    Texts.required(recordId, "recordId");
    Texts.required(kind, "kind");
    productCode = Texts.text(productCode);
    productName = Texts.text(productName);
    name = Texts.text(name);
    userId = Texts.text(userId);
    deviceId = Texts.text(deviceId);
    deviceClass = Texts.text(deviceClass);
    state = Texts.orDefault(state, "active");
    unit = Texts.text(unit);
    attributes = Texts.sorted(attributes);
  }
}
