package io.trueup.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.audit.AuditLog.Verification;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.db.TenantId;
import io.trueup.platform.db.TestDatabases;
import io.trueup.platform.db.TestDatabases.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestDatabases.class)
final class AuditLogTest {
  @Test
  void many_writers_make_one_chain_without_gap_or_fork(TestDatabase database) throws Exception {
    TenantDb db = new TenantDb(database.jdbi());
    TenantId tenant = tenant(db);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Boolean>> writers = new ArrayList<>();
      for (int i = 0; i < 80; i++) {
        String object = "o" + i;
        writers.add(
            () -> {
              db.useTenant(
                  tenant,
                  handle -> AuditLog.append(handle, "a", "thing.done", object, Map.of("k", "v")));
              return true;
            });
      }
      for (Future<Boolean> each : threads.invokeAll(writers)) {
        assertThat(each.get()).isTrue();
      }
    } finally {
      threads.shutdownNow();
    }
    Verification found = db.read(tenant, AuditLog::verify);
    assertThat(found.intact()).isTrue();
    assertThat(found.events()).isEqualTo(80);
  }

  @Test
  void a_change_of_any_column_a_gap_a_swap_and_an_insertion_are_found(TestDatabase database) {
    TenantDb db = new TenantDb(database.jdbi());
    for (String damage :
        List.of(
            "UPDATE audit_event SET actor = 'b' WHERE seq = 3",
            "UPDATE audit_event SET action = 'thing.undone' WHERE seq = 3",
            "UPDATE audit_event SET object = 'x' WHERE seq = 3",
            "UPDATE audit_event SET detail = '{\"k\": \"w\"}' WHERE seq = 3",
            "UPDATE audit_event SET request_id = 'x' WHERE seq = 3",
            "UPDATE audit_event SET at = at + interval '1 microsecond' WHERE seq = 3",
            "UPDATE audit_event SET hash = decode(repeat('11', 32), 'hex') WHERE seq = 3",
            "UPDATE audit_event SET prev_hash = decode(repeat('11', 32), 'hex') WHERE seq = 3",
            "DELETE FROM audit_event WHERE seq = 3",
            "UPDATE audit_event SET seq = CASE seq WHEN 3 THEN 103 ELSE 3 END WHERE seq IN (3, 4)")) {
      TenantId tenant = tenant(db);
      for (int i = 0; i < 6; i++) {
        String object = "o" + i;
        db.useTenant(
            tenant,
            handle ->
                AuditLog.append(handle, "a", "thing.done", object, Map.of("k", "v", "a", "b")));
      }
      Verification whole = db.read(tenant, AuditLog::verify);
      assertThat(whole.intact()).isTrue();
      database
          .root()
          .useTransaction(
              root -> {
                root.execute("SET LOCAL session_replication_role = replica");
                root.execute(damage + " AND tenant_id = '" + tenant + "'");
              });
      Verification found = db.read(tenant, AuditLog::verify);
      assertThat(found.intact()).as(damage).isFalse();
      assertThat(found.firstBad()).as(damage).isEqualTo(3);
    }
  }

  @Test
  void a_cut_tail_shows_against_a_noted_head(TestDatabase database) {
    TenantDb db = new TenantDb(database.jdbi());
    TenantId tenant = tenant(db);
    for (int i = 0; i < 3; i++) {
      db.useTenant(tenant, handle -> AuditLog.append(handle, "a", "thing.done", "o", Map.of()));
    }
    String noted = db.read(tenant, AuditLog::verify).head();
    database
        .root()
        .useHandle(
            root ->
                root.execute(
                    "DELETE FROM audit_event WHERE seq = 3 AND tenant_id = ?", tenant.value()));
    Verification found = db.read(tenant, AuditLog::verify);
    assertThat(found.intact()).isTrue();
    assertThat(found.head()).isNotEqualTo(noted);
  }

  @Test
  void an_event_goes_with_the_change_it_tells_of(TestDatabase database) {
    TenantDb db = new TenantDb(database.jdbi());
    TenantId tenant = tenant(db);
    try {
      db.useTenant(
          tenant,
          handle -> {
            AuditLog.append(handle, "a", "thing.done", "o", Map.of());
            throw new IllegalStateException("the change failed");
          });
    } catch (IllegalStateException e) {
      assertThat(e).hasMessage("the change failed");
    }
    List<AuditEvent> events =
        db.read(tenant, handle -> AuditLog.list(handle, Long.MAX_VALUE, Optional.empty(), 10));
    assertThat(events).isEmpty();
  }

  private static TenantId tenant(TenantDb db) {
    TenantId tenant = TenantId.create();
    db.withoutTenant(
        handle ->
            handle
                .createQuery("SELECT 1 FROM (SELECT create_tenant(:id, :slug, 'T')) c")
                .bind("id", tenant.value())
                .bind("slug", "t" + tenant.toString().substring(0, 13))
                .mapTo(Integer.class)
                .one());
    return tenant;
  }
}
