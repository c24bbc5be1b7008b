package io.trueup.provenance;

import com.fasterxml.jackson.databind.JsonNode;
import io.trueup.platform.db.StoredJson;
import io.trueup.reconcile.DiscrepancyRow;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a run kept of where a discrepancy's figure came from.
 *
 * @param lines what is billed, newest first
 * @param mapping the service mapping that counted; null when none did
 * @param accounts whose records they are, and why
 * @param integrations ids of the connected systems that were read
 * @param rules what decided, as sentences
 * @param parts used units by client, where a parent pays for others
 * @param duplicates records beyond the first of a person or device
 * @param fact what the rules compared, as they saw it; null when no rule matched it
 */
public record Evidence(
    List<Line> lines,
    @Nullable CountedBy mapping,
    List<Account> accounts,
    List<String> integrations,
    List<Rule> rules,
    Map<String, BigDecimal> parts,
    long duplicates,
    @Nullable Fact fact) {
  private static final Set<String> SUBJECTS =
      Set.of(
          "Position",
          "UnbilledUsage",
          "UnaccountedUsage",
          "UnlinkedAccount",
          "DisputedUsage",
          "InactiveCompanyUsage",
          "ComponentCoverage",
          "SecondOpinion",
          "RejectedRows");

  public Evidence {
    lines = List.copyOf(lines);
    accounts = List.copyOf(accounts);
    integrations = List.copyOf(integrations);
    rules = List.copyOf(rules);
    parts = new TreeMap<>(parts);
  }

  /**
   * A billing line.
   *
   * @param billed quantity less what is included
   * @param price of one unit for one billing cycle; null when not known
   * @param cycle {@code monthly}, {@code quarterly} or {@code annual}
   * @param billable whether the client pays for it
   */
  public record Line(
      String additionId,
      String agreement,
      String description,
      @Nullable BigDecimal quantity,
      @Nullable BigDecimal included,
      @Nullable BigDecimal billed,
      @Nullable BigDecimal price,
      String currency,
      String cycle,
      boolean billable,
      @Nullable LocalDate since) {
    /** Months of a billing cycle. */
    int months() {
      return switch (cycle) {
        case "quarterly" -> 3;
        case "annual" -> 12;
        default -> 1;
      };
    }
  }

  /** An account and whose it is. */
  public record Account(
      String integrationId, String accountId, String name, String decision, String evidence) {}

  /** A rule that had a part in it. */
  public record Rule(
      String id,
      String name,
      String stage,
      String rationale,
      String owner,
      String file,
      int line) {}

  /**
   * What the rules compared.
   *
   * @param name of the fact, such as {@code Position}
   */
  record Fact(String name, JsonNode fields) {
    @Nullable BigDecimal number(String field) {
      return StoredJson.decimal(fields, field);
    }

    BigDecimal known(String field) {
      BigDecimal number = number(field);
      return number == null ? BigDecimal.ZERO : number;
    }

    String text(String field) {
      return StoredJson.text(fields, field);
    }

    boolean is(String other) {
      return name.equals(other);
    }
  }

  /** Reads a row that was found with its evidence. */
  public static Evidence of(DiscrepancyRow row) {
    JsonNode json = StoredJson.read(row.evidence());
    List<Line> lines = new ArrayList<>();
    json.path("lines").forEach(each -> lines.add(line(each)));
    List<Account> accounts = new ArrayList<>();
    json.path("accounts").forEach(each -> accounts.add(account(each)));
    List<String> integrations = new ArrayList<>();
    json.path("integrations")
        .forEach(each -> integrations.add(StoredJson.text(each, "integration_id")));
    Map<String, BigDecimal> parts = new TreeMap<>();
    json.path("parts")
        .forEach(
            each -> {
              BigDecimal used = StoredJson.decimal(each, "used_quantity");
              parts.put(StoredJson.text(each, "company_id"), used == null ? BigDecimal.ZERO : used);
            });
    JsonNode mapping = json.path("mappings").path(0);
    return new Evidence(
        lines,
        mapping.isObject() ? CountedBy.of(mapping) : null,
        accounts,
        integrations,
        rules(row, json),
        parts,
        json.path("duplicates").asLong(),
        fact(row, json));
  }

  private static Line line(JsonNode each) {
    String since = StoredJson.text(each, "effective_date");
    return new Line(
        StoredJson.text(each, "addition_id"),
        StoredJson.text(each, "agreement_name"),
        StoredJson.text(each, "description"),
        StoredJson.decimal(each, "quantity"),
        StoredJson.decimal(each, "included_quantity"),
        StoredJson.decimal(each, "billed_quantity"),
        StoredJson.decimal(each, "unit_price"),
        StoredJson.text(each, "currency"),
        StoredJson.text(each, "billing_cycle"),
        StoredJson.text(each, "bill_customer").equals("billable"),
        since.isEmpty() ? null : LocalDate.parse(since));
  }

  private static Account account(JsonNode each) {
    return new Account(
        StoredJson.text(each, "integration_id"),
        StoredJson.text(each, "account_id"),
        StoredJson.text(each, "name"),
        StoredJson.text(each, "decision"),
        StoredJson.text(each, "evidence"));
  }

  /** In the order in which the row names them; one that is not described keeps its id. */
  private static List<Rule> rules(DiscrepancyRow row, JsonNode json) {
    Map<String, Rule> known = new HashMap<>();
    json.path("rules")
        .forEach(
            each ->
                known.put(
                    StoredJson.text(each, "id"),
                    new Rule(
                        StoredJson.text(each, "id"),
                        StoredJson.text(each, "name"),
                        StoredJson.text(each, "stage"),
                        StoredJson.text(each, "rationale"),
                        StoredJson.text(each, "owner"),
                        StoredJson.text(each, "file"),
                        each.path("line").asInt())));
    return row.ruleIds().stream()
        .map(id -> known.getOrDefault(id, new Rule(id, id, "", "", "", "", 0)))
        .toList();
  }

  private static @Nullable Fact fact(DiscrepancyRow row, JsonNode json) {
    for (JsonNode firing : json.path("matched")) {
      for (JsonNode each : firing.path("facts")) {
        Fact fact = new Fact(StoredJson.text(each, "fact"), each.path("fields"));
        if (SUBJECTS.contains(fact.name()) && about(fact, row)) {
          return fact;
        }
      }
    }
    return null;
  }

  /** A rule may look at several subjects: the row is about the one of its client and product. */
  private static boolean about(Fact fact, DiscrepancyRow row) {
    return same(fact.text("companyId"), row.companyId())
        && (fact.is("ComponentCoverage")
            ? same(fact.text("componentCode"), row.productCode())
            : same(fact.text("productCode"), row.productCode()))
        && same(fact.text("accountId"), row.accountId())
        && (!fact.is("Position") || !row.additionId().isEmpty());
  }

  private static boolean same(String said, String known) {
    return said.isEmpty() || said.equals(known);
  }
}
