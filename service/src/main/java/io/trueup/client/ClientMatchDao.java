package io.trueup.client;

import io.trueup.decision.AccountKey;
import io.trueup.platform.http.Page.Total;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Rows of table client_match, within the transaction's tenant. */
public final class ClientMatchDao {
  private static final String COLUMNS = String.join(", ", ClientMatchRows.COLUMNS);

  /** Most accounts of a company that are shown beside one. */
  static final int OTHERS = 8;

  private static final BigDecimal MOST = new BigDecimal("9000000000000");

  private ClientMatchDao() {}

  /**
   * Accounts: who has nobody first, then suggested ones, the most money at stake first, then by
   * name.
   *
   * @param after {@link #key} of the last before; empty for the first page
   */
  public static List<ClientMatch> list(
      Handle handle, ClientMatchQuery query, List<String> after, int limit) {
    String from =
        after.isEmpty()
            ? ""
            : "AND (%sless, account_name, integration_id, account_id) > (%s:k1::bigint,"
                    .formatted(
                        query.toDecide() ? "" : "place, ",
                        query.toDecide() ? "" : ":k0::smallint, ")
                + " :k2 COLLATE \"C\", :k3 COLLATE \"C\", :k4 COLLATE \"C\")";
    Query sql =
        handle.createQuery(
            """
            SELECT %s FROM client_match WHERE true %s %s
            ORDER BY %s less, account_name, integration_id, account_id LIMIT :limit
            """
                .formatted(COLUMNS, where(query), from, query.toDecide() ? "" : "place,"));
    for (int i = query.toDecide() ? 1 : 0; i < after.size(); i++) {
      sql.bind("k" + i, after.get(i));
    }
    return bind(sql, query).bind("limit", limit).map(ClientMatchRows::read).list();
  }

  /** The sort key of a row. */
  public static List<String> key(ClientMatch row) {
    return List.of(
        Integer.toString(ClientMatch.DECISIONS.indexOf(row.verdict().decision())),
        less(row.found().stake()),
        row.found().name(),
        row.account().integrationId(),
        row.account().accountId());
  }

  /** As the table computes it. */
  private static String less(BigDecimal stake) {
    return stake
        .min(MOST)
        .movePointRight(3)
        .setScale(0, RoundingMode.HALF_UP)
        .negate()
        .toPlainString();
  }

  /** How many there are, counted no further than {@link Total#LIMIT}. */
  public static Total count(Handle handle, ClientMatchQuery query) {
    Query sql =
        handle.createQuery(
            "SELECT count(*) FROM (SELECT FROM client_match WHERE true %s LIMIT %d) c"
                .formatted(where(query), Total.LIMIT + 1));
    return Total.of(bind(sql, query).mapTo(Long.class).one());
  }

  /** One account. */
  public static Optional<ClientMatch> find(Handle handle, AccountKey account) {
    return find(handle, account, "");
  }

  /** As {@link #find}, held until the transaction ends. */
  static Optional<ClientMatch> findForUpdate(Handle handle, AccountKey account) {
    return find(handle, account, " FOR UPDATE");
  }

  private static Optional<ClientMatch> find(Handle handle, AccountKey account, String suffix) {
    return handle
        .createQuery(
            "SELECT "
                + COLUMNS
                + " FROM client_match WHERE integration_id = :integration AND account_id = :account"
                + suffix)
        .bind("integration", account.integrationId())
        .bind("account", account.accountId())
        .map(ClientMatchRows::read)
        .findOne();
  }

  /** Some accounts, by integration and id. */
  public static List<ClientMatch> list(Handle handle, Collection<AccountKey> accounts) {
    return list(handle, accounts, "");
  }

  /** As {@link #list(Handle, Collection)}, held until the transaction ends. */
  static List<ClientMatch> listForUpdate(Handle handle, Collection<AccountKey> accounts) {
    return list(handle, accounts, " FOR UPDATE");
  }

  private static List<ClientMatch> list(
      Handle handle, Collection<AccountKey> accounts, String suffix) {
    return handle
        .createQuery(
            "SELECT "
                + COLUMNS
                + """
                 FROM client_match m
                WHERE (integration_id, account_id) IN (
                  SELECT i COLLATE "C", a COLLATE "C" FROM unnest(:integrations, :accounts) AS k (i, a))
                ORDER BY integration_id, account_id
                """
                + suffix)
        .bindArray(
            "integrations", String.class, accounts.stream().map(AccountKey::integrationId).toList())
        .bindArray("accounts", String.class, accounts.stream().map(AccountKey::accountId).toList())
        .map(ClientMatchRows::read)
        .list();
  }

  /**
   * Suggested accounts of an integration that a rule suggested.
   *
   * @param limit at most so many
   */
  static List<AccountKey> suggestedBy(
      Handle handle, String integrationId, String ruleId, int limit) {
    return handle
        .createQuery(
            """
            SELECT account_id FROM client_match
            WHERE integration_id = :integration AND place = 1 AND :rule = ANY (rule_ids)
            ORDER BY place, less, account_name, account_id LIMIT :limit
            """)
        .bind("integration", integrationId)
        .bind("rule", ruleId)
        .bind("limit", limit)
        .map((row, context) -> new AccountKey(integrationId, row.getString("account_id")))
        .list();
  }

  /** Accounts that are linked to some companies, at most {@link #OTHERS} of each. */
  public static List<ClientMatch> ofCompanies(Handle handle, Collection<String> companies) {
    return handle
        .createQuery(
            """
            SELECT %s FROM unnest(:companies) AS c (id), LATERAL (
              SELECT * FROM client_match WHERE company_id = c.id COLLATE "C" AND company_id <> ''
              ORDER BY place, less, account_name, integration_id, account_id LIMIT %d) m
            ORDER BY company_id, place, less, account_name, integration_id, account_id
            """
                .formatted(COLUMNS, OTHERS))
        .bindArray("companies", String.class, companies)
        .map(ClientMatchRows::read)
        .list();
  }

  /** What the usage of accounts is worth that were confirmed after a decision, by currency. */
  public static List<Amount> confirmedSince(Handle handle, long number) {
    return handle
        .createQuery(
            """
            SELECT a.currency, sum(a.amount) AS amount
            FROM client_match m, unnest(m.currencies, m.amounts) AS a (currency, amount)
            WHERE m.place = 3 AND m.decision_no > :number AND m.own_decision NOT IN ('auto', '')
            GROUP BY a.currency ORDER BY a.currency
            """)
        .bind("number", number)
        .map((row, context) -> new Amount(row.getString("currency"), row.getBigDecimal("amount")))
        .list();
  }

  /** Whether any account of an integration is known. */
  static boolean any(Handle handle, String integrationId) {
    return handle
        .createQuery("SELECT 1 FROM client_match WHERE integration_id = :integration LIMIT 1")
        .bind("integration", integrationId)
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  /**
   * How many accounts of an integration stand so, and what their usage is worth.
   *
   * @param currency empty for the row that counts accounts
   */
  public record Group(
      String integrationId,
      String decision,
      long accounts,
      long usageRecords,
      long reviews,
      long estimated,
      String currency,
      BigDecimal amount) {}

  /** All accounts by integration and decision: a row of counts, and one for each currency. */
  public static List<Group> summary(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT integration_id, decision, count(*) AS accounts, sum(usage_records) AS records,
              count(*) FILTER (WHERE reviews <> '{}') AS reviews,
              count(*) FILTER (WHERE estimated) AS estimated, '' AS currency, 0 AS amount
            FROM client_match GROUP BY integration_id, decision
            UNION ALL
            SELECT m.integration_id, m.decision, 0, 0, 0, 0, a.currency, sum(a.amount)
            FROM client_match m, unnest(m.currencies, m.amounts) AS a (currency, amount)
            GROUP BY m.integration_id, m.decision, a.currency
            ORDER BY integration_id, decision, currency
            """)
        .map(
            (row, context) ->
                new Group(
                    row.getString("integration_id"),
                    row.getString("decision"),
                    row.getLong("accounts"),
                    row.getLong("records"),
                    row.getLong("reviews"),
                    row.getLong("estimated"),
                    row.getString("currency"),
                    row.getBigDecimal("amount")))
        .list();
  }

  private static String where(ClientMatchQuery query) {
    List<String> all = new ArrayList<>();
    if (query.toDecide()) {
      all.add("(place <= 1 OR reviews <> '{}')");
    }
    query.decision().ifPresent(value -> all.add("place = :place::smallint"));
    query.integrationId().ifPresent(value -> all.add("integration_id = :integration"));
    query.companyId().ifPresent(value -> all.add("company_id = :company"));
    query.search().ifPresent(value -> all.add("strpos(search, :search) > 0"));
    query.review().ifPresent(value -> all.add(value ? "reviews <> '{}'" : "NOT reviews <> '{}'"));
    return all.isEmpty() ? "" : "AND " + String.join(" AND ", all);
  }

  private static Query bind(Query sql, ClientMatchQuery query) {
    query.decision().ifPresent(value -> sql.bind("place", ClientMatch.DECISIONS.indexOf(value)));
    query.integrationId().ifPresent(value -> sql.bind("integration", value));
    query.companyId().ifPresent(value -> sql.bind("company", value));
    query.search().ifPresent(value -> sql.bind("search", SearchText.of(value)));
    return sql;
  }
}
