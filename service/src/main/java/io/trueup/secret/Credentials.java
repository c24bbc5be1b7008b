package io.trueup.secret;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.db.TenantId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * Credentials of integrations, encrypted in the database. Each is bound to its tenant, integration
 * and name: moved to another row it cannot be read.
 */
public final class Credentials {
  /**
   * What the name of a copy begins with that is kept of a declared credential, to tell whether it
   * is declared anew; copies are not listed.
   */
  public static final String DECLARED = "declared.";

  private final MasterKey master;

  private Credentials(MasterKey master) {
    this.master = master;
  }

  /**
   * Ready for use, after every data key's master key was tried.
   *
   * @throws io.trueup.platform.db.StartupException when the master key is missing, unusable, or not
   *     the one that the database's data keys are encrypted with
   */
  public static Credentials open(TenantDb db, MasterKey.Source source) {
    List<DataKeys.Sample> samples = DataKeys.samples(db);
    MasterKey master = MasterKey.open(source, !samples.isEmpty());
    for (DataKeys.Sample sample : samples) {
      db.useTenant(
          sample.tenant(),
          handle -> DataKeys.find(handle, master, sample.tenant(), DataKeys.Lock.SHARE));
    }
    return new Credentials(master);
  }

  /**
   * That a credential is there.
   *
   * @param setAt when it was set or last replaced
   * @param setBy by whom
   */
  public record Kept(String name, Instant setAt, String setBy) {}

  /** What is there for an integration, without the values, by name. */
  public static List<Kept> list(Handle handle, String integrationId) {
    return listAll(handle, Optional.of(integrationId)).getOrDefault(integrationId, List.of());
  }

  /** What is there, by integration, of one or of all. */
  public static Map<String, List<Kept>> listAll(Handle handle, Optional<String> integrationId) {
    Map<String, List<Kept>> all = new TreeMap<>();
    handle
        .createQuery(
            """
            SELECT integration_id, name, set_at, set_by FROM credential
            WHERE (:integration::text IS NULL OR integration_id = :integration)
              AND name NOT LIKE 'declared.%'
            ORDER BY integration_id, name
            """)
        .bind("integration", integrationId.orElse(null))
        .map(
            (row, context) ->
                all.computeIfAbsent(row.getString("integration_id"), id -> new ArrayList<>())
                    .add(
                        new Kept(
                            row.getString("name"),
                            row.getTimestamp("set_at").toInstant(),
                            row.getString("set_by"))))
        .list();
    return all;
  }

  /** The values of an integration's credentials, by name; also within a transaction that reads. */
  public Map<String, String> get(Handle handle, TenantId tenant, String integrationId) {
    return find(handle, tenant, Optional.of(integrationId))
        .getOrDefault(integrationId, new Sealed(master, tenant, List.of()))
        .values();
  }

  /**
   * Credentials of one integration, or of all of the tenant's, by integration: read now, decrypted
   * when they are needed. Integrations without any are left out.
   */
  public Map<String, Sealed> find(Handle handle, TenantId tenant, Optional<String> integrationId) {
    Map<String, List<CredentialRows.Locked>> rows = new TreeMap<>();
    CredentialRows.list(handle, integrationId)
        .forEach(
            row ->
                rows.computeIfAbsent(row.row().integrationId(), id -> new ArrayList<>()).add(row));
    Map<String, Sealed> sealed = new TreeMap<>();
    rows.forEach((id, own) -> sealed.put(id, new Sealed(master, tenant, own)));
    return sealed;
  }

  /** Credentials of one integration, still encrypted; usable outside the transaction. */
  public static final class Sealed {
    private final MasterKey master;
    private final TenantId tenant;
    private final List<CredentialRows.Locked> rows;

    Sealed(MasterKey master, TenantId tenant, List<CredentialRows.Locked> rows) {
      this.master = master;
      this.tenant = tenant;
      this.rows = List.copyOf(rows);
    }

    /** The values by name, decrypted now. */
    public Map<String, String> values() {
      Map<String, String> values = new TreeMap<>();
      if (!rows.isEmpty()) {
        // Keys and values came in one statement: a rotation changes both at once.
        Aead aead = aead(DataKeys.decrypt(master, tenant, rows.get(0).keyset()));
        rows.forEach(row -> values.put(row.row().name(), decrypt(aead, tenant, row.row())));
      }
      return values;
    }
  }

  /** Sets credentials; those that are not named stay as they are. */
  public void set(
      Handle handle, TenantId tenant, String integrationId, Map<String, String> values, String by) {
    if (values.isEmpty()) {
      return;
    }
    Aead aead = aead(DataKeys.get(handle, master, tenant));
    PreparedBatch batch =
        handle.prepareBatch(
            """
            INSERT INTO credential (tenant_id, integration_id, name, value, set_by)
            VALUES (current_setting('app.tenant')::uuid, :integration, :name, :value, :by)
            ON CONFLICT (tenant_id, integration_id, name) DO UPDATE
            SET value = excluded.value, set_at = clock_timestamp(), set_by = excluded.set_by
            """);
    values.forEach(
        (name, value) ->
            batch
                .bind("integration", integrationId)
                .bind("name", name)
                .bind("value", encrypt(aead, tenant, integrationId, name, value))
                .bind("by", by)
                .add());
    batch.execute();
  }

  /** Removes credentials. */
  public static void remove(Handle handle, String integrationId, List<String> names) {
    if (!names.isEmpty()) {
      handle
          .createUpdate(
              "DELETE FROM credential WHERE integration_id = :integration AND name IN (<names>)")
          .bind("integration", integrationId)
          .bindList("names", names)
          .execute();
    }
  }

  /**
   * Replaces a credential that the vendor takes once only, in a transaction of its own: when this
   * returns, the new value is stored for good. Must not be called within another transaction.
   *
   * @throws IllegalStateException when the value that is stored is no longer {@code old}
   */
  public void replace(
      TenantDb db, TenantId tenant, String integrationId, String name, String old, String value) {
    boolean replaced =
        db.inTenant(
            tenant,
            handle -> {
              Aead aead = aead(DataKeys.get(handle, master, tenant));
              Optional<CredentialRows.Row> row =
                  CredentialRows.findForUpdate(handle, integrationId, name);
              if (row.isEmpty() || !same(decrypt(aead, tenant, row.get()), old)) {
                return false;
              }
              CredentialRows.replace(
                  handle,
                  integrationId,
                  name,
                  encrypt(aead, tenant, integrationId, name, value),
                  "vendor");
              return true;
            });
    if (!replaced) {
      throw new IllegalStateException(
          "credential "
              + name
              + " of "
              + integrationId
              + " was replaced by somebody else meanwhile");
    }
  }

  MasterKey master() {
    return master;
  }

  static Aead aead(KeysetHandle keys) {
    try {
      return Keysets.aead(keys);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a data key holds no AEAD keys", e);
    }
  }

  static byte[] encrypt(
      Aead aead, TenantId tenant, String integrationId, String name, String value) {
    try {
      return aead.encrypt(
          value.getBytes(StandardCharsets.UTF_8), bound(tenant, integrationId, name));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a credential could not be encrypted", e);
    }
  }

  static String decrypt(Aead aead, TenantId tenant, CredentialRows.Row row) {
    try {
      return new String(
          aead.decrypt(row.value(), bound(tenant, row.integrationId(), row.name())),
          StandardCharsets.UTF_8);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "credential " + row.name() + " of " + row.integrationId() + " cannot be decrypted", e);
    }
  }

  /** Neither an integration's id nor a credential's name holds a slash. */
  private static byte[] bound(TenantId tenant, String integrationId, String name) {
    return ("credential/" + tenant + "/" + integrationId + "/" + name)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }
}
