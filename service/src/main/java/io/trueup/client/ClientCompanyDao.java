package io.trueup.client;

import io.trueup.platform.db.BulkLoad;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Rows of table client_company, within the transaction's tenant. */
public final class ClientCompanyDao {
  private static final List<String> COLUMNS = List.of("company_id", "name", "status", "search");

  private ClientCompanyDao() {}

  /** Companies of these ids that there are, by id. */
  static Map<String, ClientCompany> find(Handle handle, Collection<String> ids) {
    Map<String, ClientCompany> found = new HashMap<>();
    handle
        .createQuery(
            "SELECT company_id, name, status FROM client_company WHERE company_id = ANY (:ids)")
        .bindArray("ids", String.class, ids.stream().distinct().toList())
        .map(
            (row, context) ->
                new ClientCompany(
                    row.getString("company_id"), row.getString("name"), row.getString("status")))
        .forEach(company -> found.put(company.companyId(), company));
    return found;
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
            SELECT company_id, name, status FROM client_company
            WHERE (:search::text IS NULL OR strpos(search, :search) > 0)
              AND (:first OR (name, company_id) > (:name COLLATE "C", :id COLLATE "C"))
            ORDER BY name, company_id LIMIT :limit
            """)
        .bind("search", search.map(SearchText::of).orElse(null))
        .bind("first", first)
        .bind("name", first ? "" : after.get(0))
        .bind("id", first ? "" : after.get(1))
        .bind("limit", limit)
        .map(
            (row, context) ->
                new ClientCompany(
                    row.getString("company_id"), row.getString("name"), row.getString("status")))
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

  /** Makes the table these companies. */
  static void replace(Handle handle, Collection<ClientCompany> companies) {
    handle.execute(
        """
        CREATE TEMPORARY TABLE stage_client_company ON COMMIT DROP AS
        SELECT company_id, name, status, search FROM client_company WITH NO DATA
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
                .text(SearchText.of(company.name(), company.companyId())));
    handle.execute(
        """
        INSERT INTO client_company AS c (tenant_id, company_id, name, status, search)
        SELECT current_setting('app.tenant')::uuid, company_id, name, status, search
        FROM pg_temp.stage_client_company
        ON CONFLICT (tenant_id, company_id) DO UPDATE
        SET name = excluded.name, status = excluded.status, search = excluded.search
        WHERE (c.name, c.status) IS DISTINCT FROM (excluded.name, excluded.status)
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
