package io.trueup.glance;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.trueup.platform.db.StoredJson;
import io.trueup.report.Work;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * What one piece of work would settle: discrepancies of one class and reason that are about one
 * thing.
 *
 * @param thing what has to be mended: an integration, a product, an account or a client, as the
 *     reason tells; empty where each discrepancy is a piece of work of its own
 * @param about how people call it
 * @param title what to do, as an instruction
 * @param clears how many discrepancies it settles
 * @param acts who acts
 * @param setup whether it is about what was set up, and not yet about a bill
 * @param unit what kind of amount is at stake: {@code held}, {@code a month}, ...
 * @param amounts at stake, by currency
 */
@JsonNaming(SnakeCaseStrategy.class)
public record RunCause(
    @JsonProperty("class") String discrepancyClass,
    String reason,
    String thing,
    String about,
    String title,
    long clears,
    long clients,
    String acts,
    boolean setup,
    boolean held,
    BigDecimal weight,
    String unit,
    Map<String, BigDecimal> amounts) {
  public RunCause {
    amounts = new TreeMap<>(amounts);
  }

  /** A filter of the list that finds these: a name and a value. */
  public record By(String name, String value) {}

  /** The filters beside class and reason; none where those are enough. */
  public List<By> by() {
    if (thing.isEmpty()) {
      return List.of();
    }
    return switch (reason) {
      case "failed_sync", "partial_sync", "stale_integration", "count_collapse" ->
          List.of(new By("integration_id", thing));
      case "unmapped_account" -> account();
      case "unconfirmed_match" -> clients == 0 ? account() : List.of(new By("company_id", thing));
      default -> List.of(new By("product_code", thing));
    };
  }

  /** Accounts of two systems may have the same id. */
  private List<By> account() {
    int slash = thing.indexOf('/');
    return List.of(
        new By("integration_id", thing.substring(0, slash)),
        new By("account_id", thing.substring(slash + 1)));
  }

  /** A cause and its place in the list. */
  public record Placed(RunCause cause, List<String> key) {}

  /**
   * Of a run: those that settle most first where things were set up wrong, those with the most
   * money first among bills.
   *
   * @param after the key of the last one before; empty for the first page
   */
  public static List<Placed> list(
      Handle handle, UUID run, boolean setup, List<String> after, int limit) {
    Query sql =
        handle.createQuery(
            """
            SELECT c.*, c.amounts::text AS amounts_text FROM (
              SELECT *, CASE WHEN setup THEN -discrepancies ELSE 0 END AS fewer, -weight AS less
              FROM run_cause WHERE run_id = :run AND setup = :setup) c
            %s ORDER BY c.fewer, c.less, c.class, c.reason, c.thing LIMIT :limit
            """
                .formatted(
                    after.isEmpty()
                        ? ""
                        : "WHERE (c.fewer, c.less, c.class, c.reason, c.thing)"
                            + " > (:k0::bigint, :k1::numeric, :k2, :k3, :k4)"));
    for (int i = 0; i < after.size(); i++) {
      sql.bind("k" + i, after.get(i));
    }
    return sql.bind("run", run)
        .bind("setup", setup)
        .bind("limit", limit)
        .map((row, context) -> new Placed(of(row), key(row)))
        .list();
  }

  private static List<String> key(ResultSet row) throws SQLException {
    return List.of(
        row.getString("fewer"),
        row.getBigDecimal("less").toPlainString(),
        row.getString("class"),
        row.getString("reason"),
        row.getString("thing"));
  }

  /** How many there are, and how many discrepancies they settle. */
  public record Size(long causes, long discrepancies) {}

  /** How many there are of a run. */
  public static Size size(Handle handle, UUID run, boolean setup) {
    return handle
        .createQuery(
            """
            SELECT count(*) AS causes, coalesce(sum(discrepancies), 0)::bigint AS discrepancies
            FROM run_cause WHERE run_id = :run AND setup = :setup
            """)
        .bind("run", run)
        .bind("setup", setup)
        .map((row, context) -> new Size(row.getLong("causes"), row.getLong("discrepancies")))
        .one();
  }

  private static RunCause of(ResultSet row) throws SQLException {
    String reason = row.getString("reason");
    long clears = row.getLong("discrepancies");
    boolean held = row.getBoolean("held");
    String thing = row.getString("thing");
    String about = row.getString("about");
    Map<String, BigDecimal> amounts = new TreeMap<>();
    JsonNode json = StoredJson.read(row.getString("amounts_text"));
    json.fieldNames()
        .forEachRemaining(
            currency -> {
              BigDecimal amount = StoredJson.decimal(json, currency);
              if (amount != null) {
                amounts.put(currency, amount);
              }
            });
    Work work = new Work(row.getString("class"), reason, thing, pieces(row, reason, clears), held);
    return new RunCause(
        row.getString("class"),
        reason,
        thing,
        about,
        title(work, about),
        clears,
        row.getLong("clients"),
        row.getString("acts"),
        row.getBoolean("setup"),
        held,
        row.getBigDecimal("weight"),
        work.unit(),
        amounts);
  }

  /** A match has a row of its account and one of each line that waits for it: it is one thing. */
  private static int pieces(ResultSet row, String reason, long clears) throws SQLException {
    return (int) (reason.equals("unconfirmed_match") ? row.getLong("accounts") : clears);
  }

  /** Where the thing is known, by its name. */
  private static String title(Work work, String about) {
    if (about.isEmpty()) {
      return work.title();
    }
    return switch (work.classification() + " " + work.reason()) {
      case "SETUP_ISSUE unmapped_product" -> "Say which usage bills " + about;
      case "SETUP_ISSUE unaccounted_usage" -> "Say which product bills " + about;
      case "SETUP_ISSUE unmapped_account" -> "Link account " + about + " to a client";
      case "SETUP_ISSUE unconfirmed_match" ->
          work.size() == 1
              ? "Confirm or reject the account that may be " + about
              : "Confirm or reject " + work.size() + " accounts that may be " + about;
      case "UNDERBILLING no_billing_line" -> "Add " + about + " to agreements";
      case "MISSING_PRICE no_billing_line" -> "Find a price for " + about;
      case "MISSING_PRICE no_price" -> "Set the price of " + about + " on agreements";
      case "FOLLOW_UP component_gap" -> "Roll out " + about + " where a bundle promises it";
      default -> work.title();
    };
  }
}
