package io.trueup.benchmarks;

import io.trueup.facts.Addition;
import io.trueup.facts.Agreement;
import io.trueup.facts.Integration;
import io.trueup.facts.ServiceMapping;
import io.trueup.facts.UsageRecord;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Facts that the rules of {@code naive.drl} conclude on the way. Public for generated code. */
public final class NaiveFacts {
  private static final List<String> BILLED_STATES = List.of("active", "assigned");

  /** An account that is a company's. */
  public record Linked(String integrationId, String accountId, String companyId, boolean active) {}

  /** An account that may be a company's. */
  public record Suggested(String integrationId, String accountId, String companyId) {
    /** Integration and account together. */
    public String key() {
      return integrationId + "/" + accountId;
    }
  }

  /** An account without a company. */
  public record Nobodys(String integrationId, String accountId) {}

  /** A product whose usage is read from an integration that is not believed. */
  public record Doubtful(String productCode, String reason) {}

  /** A SKU of an integration, and the mapping that selects it. */
  public record Selects(
      String integrationId,
      String sku,
      String product,
      List<String> states,
      boolean people,
      @Nullable Instant idleBefore) {
    /** What {@code mapping} selects of an integration. */
    public static Selects of(ServiceMapping mapping, String integrationId, String sku) {
      Instant end = GeneratedMonth.AS_OF.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
      Integer days = mapping.inactiveAfterDays();
      return new Selects(
          integrationId,
          sku,
          mapping.productCode(),
          mapping.statesGiven() ? mapping.states() : BILLED_STATES,
          mapping.count().equals("distinct_users"),
          days == null ? null : end.minus(days, ChronoUnit.DAYS));
    }

    /** Whether a record was idle for too long. */
    public boolean idle(UsageRecord record) {
      Instant seen = record.lastActiveAt() != null ? record.lastActiveAt() : record.createdAt();
      return idleBefore != null && seen != null && seen.isBefore(idleBefore);
    }
  }

  /** A line of an active company: in force now, later or ended. */
  public record Line(
      String companyId, String productCode, String currency, String state, Addition addition) {
    /** Where a line stands on the as-of date. */
    public static Line of(Addition addition, Agreement agreement, BigDecimal days) {
      LocalDate asOf = GeneratedMonth.AS_OF;
      LocalDate start = addition.effectiveDate();
      boolean soon =
          start != null && start.isAfter(asOf) && !start.isAfter(asOf.plusDays(days.longValue()));
      return new Line(
          agreement.companyId(),
          addition.productCode(),
          agreement.currency(),
          addition.inForce(asOf)
              ? "now"
              : soon && addition.billable() ? "later" : soon ? "never" : "ended",
          addition);
    }
  }

  /** Company, product and currency that have lines in force. */
  public record PositionKey(String companyId, String productCode, String currency) {}

  /** Company and product that have usage and no line. */
  public record UnbilledKey(String companyId, String productCode) {}

  /** A record that counts. */
  public record Counted(String companyId, String productCode, UsageRecord usage, boolean idle) {}

  /** A record that would count if its account were confirmed. */
  public record Pending(
      String accountKey, String companyId, String productCode, UsageRecord usage) {}

  /** A record that nothing accounts for. */
  public record Open(String companyId, String integrationId, String sku, BigDecimal quantity) {}

  /** Company, integration and SKU that nothing accounts for. */
  public record OpenKey(String companyId, String integrationId, String sku) {}

  /** A record that is left out. */
  public record Excluded(String integrationId, String accountId, String recordId) {
    /** That record. */
    public static Excluded of(UsageRecord record) {
      return new Excluded(record.integrationId(), record.accountId(), record.recordId());
    }
  }

  /** A record of a company that is not active. */
  public record OfInactive(String companyId) {}

  private NaiveFacts() {}

  /** Whether a mapping reads an integration. */
  public static boolean reads(ServiceMapping mapping, Integration integration) {
    return mapping.integrationId().isEmpty()
        ? mapping.category().equals(integration.category())
        : mapping.integrationId().equals(integration.integrationId());
  }

  /** Whether a record is a shared mailbox. */
  public static boolean shared(UsageRecord record) {
    return "shared".equals(record.attributes().get("mailbox_type"));
  }
}
