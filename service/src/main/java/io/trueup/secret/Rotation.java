package io.trueup.secret;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import io.trueup.audit.AuditLog;
import io.trueup.platform.db.StartupException;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.db.TenantId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;

/**
 * Changes keys while nothing is lost: what was encrypted with an old key stays readable until all
 * of it is encrypted with the new one. A tenant is changed whole or not at all; a rotation that was
 * cut short is finished by running it again.
 */
public final class Rotation {
  private Rotation() {}

  /**
   * What was changed.
   *
   * @param tenants tenants whose data key was encrypted or made anew
   * @param credentials credentials that were encrypted anew
   * @param file where the master key is now; the same as before for data keys
   */
  public record Done(int tenants, int credentials, Path file) {}

  /**
   * A new master key: every data key is encrypted with it, then the old one is dropped.
   *
   * @param out where the new key is written; needed when the present one stands in the
   *     configuration, which cannot be changed from here
   * @throws StartupException when the present key is missing or unusable, or {@code out} is missing
   */
  public static Done masterKey(TenantDb db, MasterKey.Source source, Path out) {
    MasterKey present =
        source.inConfiguration() && Files.exists(out)
            ? MasterKey.ofFile(out)
            : MasterKey.open(source, !DataKeys.samples(db).isEmpty());
    List<TenantId> tenants = DataKeys.tenants(db);
    try {
      present.write(out, Keysets.withNewPrimary(present.keyset()));
      for (TenantId tenant : tenants) {
        db.useTenant(
            tenant,
            handle -> {
              KeysetHandle keys =
                  DataKeys.find(handle, present, tenant, DataKeys.Lock.UPDATE).orElseThrow();
              DataKeys.replace(handle, present, tenant, keys);
              AuditLog.append(
                  handle, "operator", "master_key.rotated", tenant.toString(), Map.of());
            });
      }
      // A data key that came up meanwhile was encrypted with the new key already, or, by a node
      // that
      // has not read the file again, with an old one: then those stay readable until the next time.
      long now = Keysets.primaryId(present.keyset());
      if (DataKeys.samples(db).stream().allMatch(sample -> sample.masterKeyId() == now)) {
        present.write(out, Keysets.primaryAlone(present.keyset()));
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the master key could not be rotated", e);
    }
    return new Done(tenants.size(), 0, out);
  }

  /** A new data key for every tenant: every credential is encrypted with it. */
  public static Done dataKeys(TenantDb db, MasterKey.Source source) {
    Credentials credentials = Credentials.open(db, source);
    MasterKey master = credentials.master();
    int count = 0;
    List<TenantId> tenants = DataKeys.tenants(db);
    for (TenantId tenant : tenants) {
      count +=
          db.inTenant(
              tenant,
              handle -> {
                KeysetHandle old =
                    DataKeys.find(handle, master, tenant, DataKeys.Lock.UPDATE).orElseThrow();
                Aead reading = Credentials.aead(old);
                KeysetHandle fresh = fresh(old);
                Aead writing = Credentials.aead(fresh);
                List<CredentialRows.Row> rows =
                    CredentialRows.all(handle).stream()
                        .map(row -> recrypted(reading, writing, tenant, row))
                        .toList();
                CredentialRows.recrypt(handle, rows);
                DataKeys.replace(handle, master, tenant, fresh);
                AuditLog.append(
                    handle,
                    "operator",
                    "data_key.rotated",
                    tenant.toString(),
                    Map.of("credentials", Integer.toString(rows.size())));
                return rows.size();
              });
    }
    return new Done(tenants.size(), count, source.path());
  }

  /** Everything of the tenant changes in one transaction, so nothing needs the old key after it. */
  private static KeysetHandle fresh(KeysetHandle old) {
    try {
      return Keysets.primaryAlone(Keysets.withNewPrimary(old));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a data key could not be made", e);
    }
  }

  private static CredentialRows.Row recrypted(
      Aead reading, Aead writing, TenantId tenant, CredentialRows.Row row) {
    String value = Credentials.decrypt(reading, tenant, row);
    return new CredentialRows.Row(
        row.integrationId(),
        row.name(),
        Credentials.encrypt(writing, tenant, row.integrationId(), row.name(), value));
  }
}
