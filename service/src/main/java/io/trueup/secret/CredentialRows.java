package io.trueup.secret;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.StatementContext;

/** Rows of table credential, within the transaction's tenant. */
final class CredentialRows {
  private static final String SELECT = "SELECT integration_id, name, value FROM credential";

  private CredentialRows() {}

  /** One, still encrypted. */
  record Row(String integrationId, String name, byte[] value) {}

  /** A credential with the keys, themselves encrypted, that it is encrypted with. */
  record Locked(byte[] keyset, Row row) {}

  /** Credentials of an integration, or of all, with what they are encrypted with. */
  static List<Locked> list(Handle handle, Optional<String> integrationId) {
    return handle
        .createQuery(
            """
            SELECT k.keyset, c.integration_id, c.name, c.value
            FROM credential c JOIN data_key k ON k.tenant_id = c.tenant_id
            WHERE :integration::text IS NULL OR c.integration_id = :integration
            """)
        .bind("integration", integrationId.orElse(null))
        .map((row, context) -> new Locked(row.getBytes("keyset"), row(row, context)))
        .list();
  }

  static List<Row> all(Handle handle) {
    return handle.createQuery(SELECT + " FOR UPDATE").map(CredentialRows::row).list();
  }

  static Optional<Row> findForUpdate(Handle handle, String integrationId, String name) {
    return handle
        .createQuery(SELECT + " WHERE integration_id = :integration AND name = :name FOR UPDATE")
        .bind("integration", integrationId)
        .bind("name", name)
        .map(CredentialRows::row)
        .findOne();
  }

  static void replace(Handle handle, String integrationId, String name, byte[] value, String by) {
    handle
        .createUpdate(
            """
            UPDATE credential SET value = :value, set_at = clock_timestamp(), set_by = :by
            WHERE integration_id = :integration AND name = :name
            """)
        .bind("value", value)
        .bind("by", by)
        .bind("integration", integrationId)
        .bind("name", name)
        .execute();
  }

  /** The same values under other keys: when and by whom they were set does not change. */
  static void recrypt(Handle handle, List<Row> rows) {
    if (rows.isEmpty()) {
      return;
    }
    PreparedBatch batch =
        handle.prepareBatch(
            "UPDATE credential SET value = :value WHERE integration_id = :integration AND name = :name");
    for (Row row : rows) {
      batch
          .bind("value", row.value())
          .bind("integration", row.integrationId())
          .bind("name", row.name())
          .add();
    }
    batch.execute();
  }

  private static Row row(ResultSet row, StatementContext context) throws SQLException {
    return new Row(row.getString("integration_id"), row.getString("name"), row.getBytes("value"));
  }
}
