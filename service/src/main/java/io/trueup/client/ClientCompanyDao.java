package io.trueup.client;

import io.trueup.platform.db.BulkLoad;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** Rows of table client_company, within the transaction's tenant. */
public final class ClientCompanyDao {
  private static final List<String> COLUMNS =
      List.of("company_id", "name", "status", "search", "facts");

  private ClientCompanyDao() {}

  /** Companies of these ids that there are, by id; the ids may be any texts. */
  public static Map<String, ClientCompany> find(Handle handle, Collection<String> ids) {
    Map<String, ClientCompany> found = new HashMap<>();
    handle
        .createQuery(
            "SELECT company_id, name, status, facts FROM client_company WHERE company_id = ANY (:ids)")
        .bindArray("ids", String.class, possible(ids))
        .map(ClientCompanyDao::row)
        .forEach(company -> found.put(company.companyId(), company));
    return found;
  }

  /** Texts that may be in the table: it cannot hold a NUL, nor be asked for one. */
  private static List<String> possible(Collection<String> texts) {
    return texts.stream().filter(text -> text.indexOf('\0') < 0).distinct().toList();
  }

  /** The id of each of these names that only one company has. */
  public static Map<String, String> idsByName(Handle handle, Collection<String> names) {
    Map<String, String> ids = new HashMap<>();
    handle
        .createQuery(
            """
            SELECT name, min(company_id) AS company_id FROM client_company
            WHERE name = ANY (:names) GROUP BY name HAVING count(*) = 1
            """)
        .bindArray("names", String.class, possible(names))
        .map((row, context) -> Map.entry(row.getString("name"), row.getString("company_id")))
        .forEach(entry -> ids.put(entry.getKey(), entry.getValue()));
    return ids;
  }

  /**
   * Companies by name.
   *
   * @param search a text in their name or id
   * @param after name and id of the last before; empty for the first page
   */
  public static List<ClientCompany> list(
      Handle handle, Optional<String> search, List<String> after, int limit) {
    boolean first = after.isEmpty();
    return handle
        .createQuery(
            """
            SELECT company_id, name, status, facts FROM client_company
            WHERE (:search::text IS NULL OR strpos(search, :search) > 0)
              AND (:first OR (name, company_id) > (:name COLLATE "C", :id COLLATE "C"))
            ORDER BY name, company_id LIMIT :limit
            """)
        .bind("search", search.map(SearchText::of).orElse(null))
        .bind("first", first)
        .bind("name", first ? "" : after.get(0))
        .bind("id", first ? "" : after.get(1))
        .bind("limit", limit)
        .map(ClientCompanyDao::row)
        .list();
  }

  /** How many there are, counted no further than a limit. */
  public static long count(Handle handle, Optional<String> search, int limit) {
    return handle
        .createQuery(
            """
            SELECT count(*) FROM (
              SELECT FROM client_company
              WHERE (:search::text IS NULL OR strpos(search, :search) > 0) LIMIT :limit) c
            """)
        .bind("search", search.map(SearchText::of).orElse(null))
        .bind("limit", limit)
        .mapTo(Long.class)
        .one();
  }

  private static ClientCompany row(ResultSet row, StatementContext context) throws SQLException {
    return new ClientCompany(
        row.getString("company_id"),
        row.getString("name"),
        row.getString("status"),
        ClientMatchRows.read(row.getString("facts"), CompanyFacts.class));
  }

  /** Makes the table these companies. */
  static void replace(Handle handle, Collection<ClientCompany> companies) {
    handle.execute(
        """
        CREATE TEMPORARY TABLE stage_client_company ON COMMIT DROP AS
        SELECT company_id, name, status, search, facts FROM client_company WITH NO DATA
        """);
    BulkLoad.stage(
        handle,
        "stage_client_company",
        COLUMNS,
        companies.iterator(),
        (company, copy) ->
            copy.text(company.companyId())
                .text(company.name())
                .text(company.status())
                .text(SearchText.of(company.name(), company.companyId()))
                .text(ClientMatchRows.json(company.facts())));
    handle.execute(
        """
        INSERT INTO client_company AS c (tenant_id, company_id, name, status, search, facts)
        SELECT current_setting('app.tenant')::uuid, company_id, name, status, search, facts
        FROM pg_temp.stage_client_company
        ON CONFLICT (tenant_id, company_id) DO UPDATE
        SET name = excluded.name, status = excluded.status, search = excluded.search,
          facts = excluded.facts
        WHERE (c.name, c.status, c.facts)
          IS DISTINCT FROM (excluded.name, excluded.status, excluded.facts)
        """);
    handle.execute(
        """
        DELETE FROM client_company c
        WHERE NOT EXISTS (
          SELECT FROM pg_temp.stage_client_company s WHERE s.company_id = c.company_id)
        """);
    handle.execute("DROP TABLE pg_temp.stage_client_company");
  }
}
