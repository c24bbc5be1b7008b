package io.trueup.pages;

import com.fasterxml.jackson.databind.JsonNode;
import io.trueup.reconcile.DiscrepancyRow;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the figure of a discrepancy came from, as its evidence tells.
 *
 * @param lines what is billed
 * @param slices what is used, by account and kind of record
 * @param accounts whose records they are, and why
 * @param sources the syncs that they were read by
 * @param rules what decided, as sentences
 */
public record Provenance(
    List<Line> lines,
    List<Slice> slices,
    List<Account> accounts,
    List<Source> sources,
    List<Rule> rules) {
  public Provenance {
    lines = List.copyOf(lines);
    slices = List.copyOf(slices);
    accounts = List.copyOf(accounts);
    sources = List.copyOf(sources);
    rules = List.copyOf(rules);
  }

  /** A billing line. */
  public record Line(
      String id,
      String agreement,
      String description,
      @Nullable BigDecimal quantity,
      @Nullable BigDecimal included,
      @Nullable BigDecimal billed,
      @Nullable BigDecimal price,
      String currency,
      String cycle) {}

  /** Records of one account that became of the same. */
  public record Slice(
      String integration,
      String account,
      String product,
      String kind,
      String state,
      String fate,
      String reason,
      @Nullable BigDecimal quantity,
      long records,
      List<String> recordIds) {}

  /** An account and whose it is. */
  public record Account(
      String integration, String id, String name, String decision, String evidence) {}

  /** A connected system and the sync that was believed, or not. */
  public record Source(String id, String vendor, String health, @Nullable Instant lastSuccess) {}

  /** A rule that had a part in it. */
  public record Rule(
      String id, String name, String rationale, String owner, String file, int line) {}

  static Provenance of(DiscrepancyRow row) {
    JsonNode json = Json.read(row.evidence());
    List<Line> lines = new ArrayList<>();
    json.path("lines").forEach(each -> lines.add(line(each)));
    List<Slice> slices = new ArrayList<>();
    json.path("usage").forEach(each -> slices.add(slice(each)));
    List<Account> accounts = new ArrayList<>();
    json.path("accounts")
        .forEach(
            each ->
                accounts.add(
                    new Account(
                        Json.text(each, "integration_id"),
                        Json.text(each, "account_id"),
                        Json.text(each, "name"),
                        Json.text(each, "decision"),
                        Json.text(each, "evidence"))));
    List<Source> sources = new ArrayList<>();
    json.path("integrations").forEach(each -> sources.add(source(each)));
    return new Provenance(lines, slices, accounts, sources, rules(row, json));
  }

  private static Line line(JsonNode each) {
    return new Line(
        Json.text(each, "addition_id"),
        Json.text(each, "agreement_name"),
        Json.text(each, "description"),
        Json.decimal(each, "quantity"),
        Json.decimal(each, "included_quantity"),
        Json.decimal(each, "billed_quantity"),
        Json.decimal(each, "unit_price"),
        Json.text(each, "currency"),
        Json.text(each, "billing_cycle"));
  }

  private static Slice slice(JsonNode each) {
    String product = Json.text(each, "product_name");
    return new Slice(
        Json.text(each, "integration_id"),
        Json.text(each, "account_id"),
        product.isEmpty() ? Json.text(each, "product_code") : product,
        Json.text(each, "kind"),
        Json.text(each, "state"),
        Json.text(each, "fate"),
        Json.text(each, "reason"),
        Json.decimal(each, "quantity"),
        each.path("records").asLong(),
        Json.texts(each, "record_ids"));
  }

  private static Source source(JsonNode each) {
    String at = Json.text(each, "last_success_at");
    return new Source(
        Json.text(each, "integration_id"),
        Json.text(each, "vendor"),
        Json.text(each, "health"),
        at.isEmpty() || at.equals("null") ? null : Instant.parse(at));
  }

  /** In the order in which the row names them; one that is not described keeps its id. */
  private static List<Rule> rules(DiscrepancyRow row, JsonNode json) {
    Map<String, Rule> known = new HashMap<>();
    json.path("rules")
        .forEach(
            each ->
                known.put(
                    Json.text(each, "id"),
                    new Rule(
                        Json.text(each, "id"),
                        Json.text(each, "name"),
                        Json.text(each, "rationale"),
                        Json.text(each, "owner"),
                        Json.text(each, "file"),
                        each.path("line").asInt())));
    return row.ruleIds().stream()
        .map(id -> known.getOrDefault(id, new Rule(id, id, "", "", "", 0)))
        .toList();
  }
}
