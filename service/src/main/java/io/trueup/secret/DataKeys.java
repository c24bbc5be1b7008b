package io.trueup.secret;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import io.trueup.platform.db.StartupException;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.db.TenantId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Rows of table data_key: each tenant's keys, encrypted with the master key and bound to it. */
final class DataKeys {
  private DataKeys() {}

  /** A data key of some tenant for each master key that any was encrypted with. */
  record Sample(TenantId tenant, long masterKeyId) {}

  /** How a row is held until the transaction's end. */
  enum Lock {
    SHARE,
    UPDATE
  }

  static List<Sample> samples(TenantDb db) {
    return db.withoutTenant(
        handle ->
            handle
                .createQuery("SELECT tenant_id, master_key_id FROM sample_data_keys()")
                .map(
                    (row, context) ->
                        new Sample(
                            new TenantId(row.getObject("tenant_id", UUID.class)),
                            row.getLong("master_key_id")))
                .list());
  }

  static List<TenantId> tenants(TenantDb db) {
    return db.withoutTenant(
        handle ->
            handle
                .createQuery("SELECT tenant_id FROM data_key_tenants()")
                .mapTo(UUID.class)
                .map(TenantId::new)
                .list());
  }

  /** The keys of the transaction's tenant, made now where there are none yet. */
  static KeysetHandle get(Handle handle, MasterKey master, TenantId tenant) {
    Optional<KeysetHandle> found = find(handle, master, tenant, Lock.SHARE);
    if (found.isPresent()) {
      return found.get();
    }
    // A key that is dropped already must not encrypt anything new.
    master.reload();
    try {
      KeysetHandle fresh = Keysets.generate();
      // Of two that come at once, one waits here and then takes the other's.
      handle
          .createUpdate(
              """
              INSERT INTO data_key (tenant_id, keyset, master_key_id)
              VALUES (:tenant, :keyset, :master)
              ON CONFLICT (tenant_id) DO NOTHING
              """)
          .bind("tenant", tenant.value())
          .bind("keyset", encrypt(master, tenant, fresh))
          .bind("master", Keysets.primaryId(master.keyset()))
          .execute();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a data key could not be made", e);
    }
    return find(handle, master, tenant, Lock.SHARE).orElseThrow();
  }

  /** The keys of the transaction's tenant, held against a rotation until the transaction ends. */
  static Optional<KeysetHandle> find(Handle handle, MasterKey master, TenantId tenant, Lock lock) {
    return handle
        .createQuery("SELECT keyset FROM data_key WHERE tenant_id = :tenant FOR " + lock)
        .bind("tenant", tenant.value())
        .mapTo(byte[].class)
        .findOne()
        .map(keyset -> decrypt(master, tenant, keyset));
  }

  static void replace(Handle handle, MasterKey master, TenantId tenant, KeysetHandle keyset) {
    try {
      handle
          .createUpdate(
              """
              UPDATE data_key
              SET keyset = :keyset, master_key_id = :master, rotated_at = clock_timestamp()
              WHERE tenant_id = :tenant
              """)
          .bind("keyset", encrypt(master, tenant, keyset))
          .bind("master", Keysets.primaryId(master.keyset()))
          .bind("tenant", tenant.value())
          .execute();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a data key could not be encrypted", e);
    }
  }

  private static byte[] encrypt(MasterKey master, TenantId tenant, KeysetHandle keyset)
      throws GeneralSecurityException {
    return TinkProtoKeysetFormat.serializeEncryptedKeyset(
        keyset, Keysets.aead(master.keyset()), bound(tenant));
  }

  static KeysetHandle decrypt(MasterKey master, TenantId tenant, byte[] keyset) {
    try {
      return parse(Keysets.aead(master.keyset()), tenant, keyset);
    } catch (GeneralSecurityException e) {
      return decryptReloaded(master, tenant, keyset);
    }
  }

  private static KeysetHandle decryptReloaded(MasterKey master, TenantId tenant, byte[] keyset) {
    try {
      if (master.reload()) {
        return parse(Keysets.aead(master.keyset()), tenant, keyset);
      }
    } catch (GeneralSecurityException e) {
      throw wrong(master);
    }
    throw wrong(master);
  }

  private static KeysetHandle parse(Aead master, TenantId tenant, byte[] keyset)
      throws GeneralSecurityException {
    return TinkProtoKeysetFormat.parseEncryptedKeyset(keyset, master, bound(tenant));
  }

  private static StartupException wrong(MasterKey master) {
    return new StartupException(
        "the master key is not the one that the credentials in the database are encrypted with",
        master.file().map(Object::toString).orElse("secrets.master_key"),
        "give the key that was in use before; `trueup secrets rotate` changes it safely");
  }

  /** A data key that was moved to another tenant's row cannot be read there. */
  private static byte[] bound(TenantId tenant) {
    return ("data-key/" + tenant).getBytes(StandardCharsets.UTF_8);
  }
}
