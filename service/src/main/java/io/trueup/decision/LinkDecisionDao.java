package io.trueup.decision;

import io.trueup.decision.LinkDecision.Split;
import io.trueup.platform.db.BulkLoad;
import io.trueup.platform.http.RequestId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** Rows of tables link_decision and link_split, within the transaction's tenant. */
public final class LinkDecisionDao {
  private static final String SELECT =
      """
      SELECT d.decision_no, d.kind, d.integration_id, d.account_id, d.company_id, d.setting, d.undoes,
        d.account_name, d.company_name, d.rule_ids, d.reason, d.decided_by, d.decided_at, d.request_id
      FROM link_decision d
      """;

  private LinkDecisionDao() {}

  /**
   * Takes the tenant's turn to decide, until the transaction ends.
   *
   * @return the number of the last decision, 0 when there is none
   */
  public static long lock(Handle handle) {
    handle
        .createQuery(
            """
            SELECT 1 FROM (SELECT pg_advisory_xact_lock(
              hashtextextended('decision ' || current_setting('app.tenant'), 0))) l
            """)
        .mapTo(Integer.class)
        .one();
    return last(handle);
  }

  /** The number of the last decision, 0 when there is none. */
  public static long last(Handle handle) {
    return handle
        .createQuery("SELECT coalesce(max(decision_no), 0) FROM link_decision")
        .mapTo(Long.class)
        .one();
  }

  /**
   * Adds decisions, numbered on from the last one; {@link #lock} must have been called.
   *
   * @param last what {@link #lock} gave
   */
  public static List<LinkDecision> insert(
      Handle handle, long last, List<NewDecision> decisions, String by) {
    Instant now = handle.createQuery("SELECT clock_timestamp()").mapTo(Instant.class).one();
    List<LinkDecision> made = new ArrayList<>(decisions.size());
    for (NewDecision decision : decisions) {
      made.add(made(decision, last + made.size() + 1, by, now));
    }
    handle.execute(
        """
        CREATE TEMPORARY TABLE stage_link_decision ON COMMIT DROP AS
        SELECT decision_no, kind, integration_id, account_id, company_id, setting, undoes,
          account_name, company_name, rule_ids, reason FROM link_decision WITH NO DATA
        """);
    BulkLoad.stage(
        handle,
        "stage_link_decision",
        List.of(
            "decision_no",
            "kind",
            "integration_id",
            "account_id",
            "company_id",
            "setting",
            "undoes",
            "account_name",
            "company_name",
            "rule_ids",
            "reason"),
        made.iterator(),
        (each, copy) ->
            copy.number(each.number())
                .text(each.kind())
                .text(each.integrationId())
                .text(each.accountId())
                .text(each.companyId())
                .text(each.setting())
                .text(each.undoes() == null ? null : each.undoes().toString())
                .text(each.accountName())
                .text(each.companyName())
                .texts(each.ruleIds())
                .text(each.reason()));
    handle
        .createUpdate(
            """
            INSERT INTO link_decision (tenant_id, decision_no, kind, integration_id, account_id,
              company_id, setting, undoes, account_name, company_name, rule_ids, reason, decided_by,
              decided_at, request_id)
            SELECT current_setting('app.tenant')::uuid, s.decision_no, s.kind, s.integration_id,
              s.account_id, s.company_id, s.setting, s.undoes, s.account_name, s.company_name,
              s.rule_ids, s.reason, :by, :now, :request
            FROM pg_temp.stage_link_decision s ORDER BY s.decision_no
            """)
        .bind("by", by)
        .bind("now", now)
        .bind("request", RequestId.current())
        .execute();
    handle.execute("DROP TABLE pg_temp.stage_link_decision");
    insertSplits(handle, made);
    return made;
  }

  private static LinkDecision made(NewDecision decision, long number, String by, Instant now) {
    return new LinkDecision(
        number,
        decision.kind(),
        decision.account().integrationId(),
        decision.account().accountId(),
        decision.companyId(),
        decision.setting(),
        decision.undoes(),
        decision.accountName(),
        decision.companyName(),
        decision.ruleIds(),
        decision.splits(),
        decision.reason(),
        by,
        now,
        RequestId.current());
  }

  private static void insertSplits(Handle handle, List<LinkDecision> made) {
    for (LinkDecision decision : made) {
      // Only one account at a time can be split.
      if (!decision.splits().isEmpty()) {
        handle
            .createUpdate(
                """
                INSERT INTO link_split (tenant_id, decision_no, ordinal, attribute, value, company_id,
                  company_name)
                SELECT current_setting('app.tenant')::uuid, :no, s.ordinal, s.attribute, s.value,
                  s.company_id, s.company_name
                FROM unnest(:attributes, :values, :companies, :names)
                  WITH ORDINALITY AS s (attribute, value, company_id, company_name, ordinal)
                """)
            .bind("no", decision.number())
            .bindArray(
                "attributes",
                String.class,
                decision.splits().stream().map(Split::attribute).toList())
            .bindArray(
                "values", String.class, decision.splits().stream().map(Split::value).toList())
            .bindArray(
                "companies",
                String.class,
                decision.splits().stream().map(Split::companyId).toList())
            .bindArray(
                "names", String.class, decision.splits().stream().map(Split::companyName).toList())
            .execute();
      }
    }
  }

  /** All decisions about an account, by number. */
  public static List<LinkDecision> of(Handle handle, AccountKey account) {
    List<LinkDecision> found =
        handle
            .createQuery(
                SELECT
                    + """
                     WHERE d.integration_id = :integration AND d.account_id = :account
                    ORDER BY d.decision_no
                    """)
            .bind("integration", account.integrationId())
            .bind("account", account.accountId())
            .map(LinkDecisionDao::row)
            .list();
    return withSplits(handle, found);
  }

  /** All decisions about some accounts, by number. */
  public static List<LinkDecision> of(Handle handle, Collection<AccountKey> accounts) {
    List<LinkDecision> found =
        handle
            .createQuery(
                SELECT
                    + """
                    JOIN (SELECT DISTINCT i, a FROM unnest(:integrations, :accounts) AS k (i, a)) k
                      ON d.integration_id = k.i COLLATE "C" AND d.account_id = k.a COLLATE "C"
                    ORDER BY d.decision_no
                    """)
            .bindArray(
                "integrations",
                String.class,
                accounts.stream().map(AccountKey::integrationId).toList())
            .bindArray(
                "accounts", String.class, accounts.stream().map(AccountKey::accountId).toList())
            .map(LinkDecisionDao::row)
            .list();
    return withSplits(handle, found);
  }

  /**
   * All decisions of the tenant up to a number, by number.
   *
   * @param upTo the last that counts
   */
  public static List<LinkDecision> upTo(Handle handle, long upTo) {
    List<LinkDecision> found =
        handle
            .createQuery(SELECT + " WHERE d.decision_no <= :upTo ORDER BY d.decision_no")
            .bind("upTo", upTo)
            .setFetchSize(5_000)
            .map(LinkDecisionDao::row)
            .list();
    return withSplits(handle, found);
  }

  /** All decisions about an integration and its accounts up to a number, by number. */
  public static List<LinkDecision> ofIntegration(Handle handle, String integrationId, long upTo) {
    return handle
        .createQuery(
            SELECT
                + """
                 WHERE d.integration_id = :integration AND d.decision_no <= :upTo
                ORDER BY d.decision_no
                """)
        .bind("integration", integrationId)
        .bind("upTo", upTo)
        .map(LinkDecisionDao::row)
        .list();
  }

  private record SplitLine(long number, Split split) {}

  private static List<LinkDecision> withSplits(Handle handle, List<LinkDecision> found) {
    List<Long> numbers =
        found.stream()
            .filter(d -> d.kind().equals(LinkDecision.SPLIT))
            .map(LinkDecision::number)
            .toList();
    if (numbers.isEmpty()) {
      return found;
    }
    Map<Long, List<Split>> splits = new HashMap<>();
    handle
        .createQuery(
            """
            SELECT decision_no, attribute, value, company_id, company_name FROM link_split
            WHERE decision_no = ANY (:numbers) ORDER BY decision_no, ordinal
            """)
        .bindArray("numbers", Long.class, numbers)
        .map(
            (row, context) ->
                new SplitLine(
                    row.getLong("decision_no"),
                    new Split(
                        row.getString("attribute"),
                        row.getString("value"),
                        row.getString("company_id"),
                        row.getString("company_name"))))
        .forEach(
            line ->
                splits.computeIfAbsent(line.number(), n -> new ArrayList<>()).add(line.split()));
    return found.stream()
        .map(d -> splits.containsKey(d.number()) ? with(d, splits.get(d.number())) : d)
        .toList();
  }

  private static LinkDecision with(
      LinkDecision d, @org.jspecify.annotations.Nullable List<Split> splits) {
    return new LinkDecision(
        d.number(),
        d.kind(),
        d.integrationId(),
        d.accountId(),
        d.companyId(),
        d.setting(),
        d.undoes(),
        d.accountName(),
        d.companyName(),
        d.ruleIds(),
        Objects.requireNonNull(splits),
        d.reason(),
        d.by(),
        d.at(),
        d.requestId());
  }

  private static LinkDecision row(ResultSet row, StatementContext context) throws SQLException {
    return new LinkDecision(
        row.getLong("decision_no"),
        row.getString("kind"),
        row.getString("integration_id"),
        row.getString("account_id"),
        row.getString("company_id"),
        row.getString("setting"),
        row.getObject("undoes", Long.class),
        row.getString("account_name"),
        row.getString("company_name"),
        List.of((String[]) row.getArray("rule_ids").getArray()),
        List.of(),
        row.getString("reason"),
        row.getString("decided_by"),
        row.getTimestamp("decided_at").toInstant(),
        row.getString("request_id"));
  }

  /** How many decisions of each kind there are, up to a number. */
  public static Map<String, Long> countUpTo(Handle handle, long upTo) {
    Map<String, Long> counts = new TreeMap<>();
    handle
        .createQuery(
            """
            SELECT kind, count(*) AS count FROM link_decision
            WHERE decision_no <= :upTo GROUP BY kind
            """)
        .bind("upTo", upTo)
        .map((row, context) -> Map.entry(row.getString("kind"), row.getLong("count")))
        .forEach(each -> counts.put(each.getKey(), each.getValue()));
    return counts;
  }
}
