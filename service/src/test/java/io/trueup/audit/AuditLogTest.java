package io.trueup.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trueup.platform.db.TenantDb;
import io.trueup.platform.db.TenantId;
import io.trueup.platform.db.TestDatabases;
import io.trueup.platform.db.TestDatabases.TestDatabase;
import java.time.Instant;
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
    AuditVerification found = db.read(tenant, AuditLog::verify);
    assertThat(found.intact()).isTrue();
    assertThat(found.head().events()).isEqualTo(80);
  }

  /** A chain of six events, damaged as only somebody can who has taken the triggers off. */
  private static AuditVerification damaged(TestDatabase database, String... damage) {
    TenantDb db = new TenantDb(database.jdbi());
    TenantId tenant = six(db);
    AuditHead noted = db.read(tenant, AuditLog::head);
    assertThat(db.read(tenant, handle -> AuditLog.verify(handle, noted)).intact()).isTrue();
    damage(database, tenant, damage);
    return db.read(tenant, handle -> AuditLog.verify(handle, noted));
  }

  private static TenantId six(TenantDb db) {
    TenantId tenant = tenant(db);
    for (int i = 1; i <= 6; i++) {
      String object = "o" + i;
      db.useTenant(
          tenant,
          handle -> AuditLog.append(handle, "a", "thing.done", object, Map.of("k", "v", "a", "b")));
    }
    return tenant;
  }

  private static void damage(TestDatabase database, TenantId tenant, String... damage) {
    database
        .owner()
        .useHandle(owner -> owner.execute("ALTER TABLE audit_event DISABLE TRIGGER USER"));
    try {
      for (String each : damage) {
        database.root().useHandle(root -> root.execute(each.replace("TENANT", "'" + tenant + "'")));
      }
    } finally {
      database
          .owner()
          .useHandle(
              owner ->
                  owner.execute(
                      "ALTER TABLE audit_event ENABLE ALWAYS TRIGGER no_change, ENABLE ALWAYS TRIGGER no_truncate"));
    }
  }

  private static List<String> words(AuditVerification found) {
    return found.breaks().stream().map(each -> each.kind() + ": " + each.words()).toList();
  }

  @Test
  void a_change_of_any_column_is_found_and_nothing_else(TestDatabase database) {
    for (String change :
        List.of(
            "actor = 'b'",
            "action = 'thing.undone'",
            "object = 'x'",
            "detail = '{\"k\": \"w\"}'",
            "request_id = 'x'",
            "at = at + interval '1 microsecond'",
            "hash = decode(repeat('11', 32), 'hex')",
            "prev_hash = decode(repeat('11', 32), 'hex')")) {
      AuditVerification found =
          damaged(
              database,
              "UPDATE audit_event SET " + change + " WHERE seq = 3 AND tenant_id = TENANT");
      assertThat(words(found))
          .as(change)
          .containsExactly(
              "changed: event 3 is not what was written: its content or its hash was changed");
      assertThat(found.state()).isEqualTo("broken");
      assertThat(found.firstBad()).isEqualTo(3);
    }
  }

  @Test
  void what_is_missing_in_the_middle_at_the_beginning_and_at_the_end_is_told_apart(
      TestDatabase database) {
    String delete = "DELETE FROM audit_event WHERE tenant_id = TENANT AND seq ";
    assertThat(words(damaged(database, delete + "= 3")))
        .containsExactly("missing: event 3 is missing");
    assertThat(words(damaged(database, delete + "IN (2, 3, 5)")))
        .containsExactly("missing: events 2 to 3 are missing", "missing: event 5 is missing");
    assertThat(words(damaged(database, delete + "< 3")))
        .containsExactly("beginning_missing: events 1 to 2 are missing: the beginning was cut off");
    assertThat(words(damaged(database, delete + "> 4")))
        .containsExactly(
            "tail_missing: events 5 to 6 are missing: the end was cut off after the head was noted");
    AuditVerification none = damaged(database, delete + "> 0");
    assertThat(words(none)).hasSize(1);
    assertThat(none.state()).isEqualTo("broken");
  }

  @Test
  void events_that_were_swapped_put_in_or_taken_out_and_renumbered_are_found(
      TestDatabase database) {
    String renumber = "UPDATE audit_event SET seq = seq + %d WHERE tenant_id = TENANT AND seq %s";
    AuditVerification swapped =
        damaged(
            database,
            renumber.formatted(100, "= 3"),
            renumber.formatted(-1, "= 4"),
            renumber.formatted(-99, "= 103"));
    assertThat(words(swapped))
        .containsExactly(
            "moved: event 3 was written as event 4: moved",
            "moved: event 4 was written as event 3: moved");

    AuditVerification putIn =
        damaged(
            database,
            renumber.formatted(100, "> 3"),
            renumber.formatted(-99, "> 100"),
            """
            INSERT INTO audit_event (tenant_id, seq, at, actor, action, object, detail, request_id,
              prev_hash, hash)
            SELECT tenant_id, 4, at, 'mallory', action, object, detail, request_id, hash,
              sha256('x') FROM audit_event WHERE tenant_id = TENANT AND seq = 3
            """);
    assertThat(words(putIn))
        .containsExactly(
            "changed: event 4 is not what was written: its content or its hash was changed",
            "moved: events 5 to 7 were written as events 4 to 6: moved",
            "rewritten: event 6 is not the event of the noted head: it, or what is before it, was written anew");

    AuditVerification takenOut =
        damaged(
            database,
            "DELETE FROM audit_event WHERE tenant_id = TENANT AND seq = 2",
            renumber.formatted(100, "> 2"),
            renumber.formatted(-101, "> 100"));
    assertThat(words(takenOut))
        .containsExactly(
            "moved: events 2 to 5 were written as events 3 to 6: moved",
            "tail_missing: event 6 is missing: the end was cut off after the head was noted");
  }

  @Test
  void several_breaks_are_all_told(TestDatabase database) {
    AuditVerification found =
        damaged(
            database,
            "UPDATE audit_event SET actor = 'b' WHERE seq IN (2, 5) AND tenant_id = TENANT",
            "DELETE FROM audit_event WHERE seq = 4 AND tenant_id = TENANT");
    assertThat(found.breakCount()).isEqualTo(3);
    assertThat(words(found))
        .containsExactly(
            "changed: event 2 is not what was written: its content or its hash was changed",
            "missing: event 4 is missing",
            "changed: event 5 is not what was written: its content or its hash was changed");
    assertThat(found.words()).isEqualTo("broken in 3 places of 5 events");
  }

  @Test
  void an_event_replaced_with_its_hash_breaks_the_link_and_a_whole_new_chain_the_noted_head(
      TestDatabase database) {
    TenantDb db = new TenantDb(database.jdbi());
    TenantId tenant = six(db);
    AuditHead noted = db.read(tenant, AuditLog::head);
    List<AuditEvent> events =
        db.read(tenant, handle -> AuditLog.list(handle, 100, Optional.empty(), 10));
    AuditEvent third = events.get(3);
    AuditEvent forged =
        new AuditEvent(
            3,
            third.at(),
            "mallory",
            third.action(),
            third.object(),
            third.detail(),
            third.requestId(),
            third.prevHash(),
            "");
    damage(
        database,
        tenant,
        "UPDATE audit_event SET actor = 'mallory', hash = decode('%s', 'hex') WHERE seq = 3 AND tenant_id = TENANT"
            .formatted(AuditHash.of(tenant.toString(), forged, 3)));
    assertThat(words(db.read(tenant, AuditLog::verify)))
        .containsExactly(
            "unlinked: event 4 does not follow event 3 as it is stored: that one was replaced or put in");

    damage(database, tenant, "DELETE FROM audit_event WHERE tenant_id = TENANT");
    for (int i = 0; i < 7; i++) {
      db.useTenant(tenant, handle -> AuditLog.append(handle, "b", "thing.done", "o", Map.of()));
    }
    assertThat(db.read(tenant, AuditLog::verify).intact()).as("it fits itself").isTrue();
    AuditVerification held = db.read(tenant, handle -> AuditLog.verify(handle, noted));
    assertThat(words(held)).singleElement().asString().startsWith("rewritten: event 6 is not");
  }

  @Test
  void where_nothing_was_audited_nothing_is_called_intact(TestDatabase database) {
    TenantDb db = new TenantDb(database.jdbi());
    TenantId tenant = tenant(db);
    AuditVerification none = db.read(tenant, AuditLog::verify);
    assertThat(none.intact()).isFalse();
    assertThat(none.state()).isEqualTo("empty");
    assertThat(none.words()).isEqualTo("no event: nothing was audited, and nothing is proved");
    assertThat(db.read(tenant, AuditLog::head).seq()).isZero();
  }

  @Test
  void nobody_changes_removes_or_empties_events_not_even_their_owner_or_a_superuser(
      TestDatabase database) {
    TenantDb db = new TenantDb(database.jdbi());
    TenantId tenant = six(db);
    for (String sql :
        List.of(
            "UPDATE audit_event SET actor = 'x' WHERE tenant_id = '%s'",
            "DELETE FROM audit_event WHERE tenant_id = '%s'", "TRUNCATE audit_event")) {
      String each = sql.formatted(tenant);
      assertThatThrownBy(() -> db.useTenant(tenant, handle -> handle.execute(each)))
          .as(each)
          .hasMessageContaining("permission denied");
      assertThatThrownBy(
              () ->
                  database
                      .root()
                      .useTransaction(
                          root -> {
                            root.execute("SET LOCAL session_replication_role = replica");
                            root.execute(each);
                          }))
          .as(each)
          .hasMessageContaining("the audit trail is only ever added to");
    }
    assertThatThrownBy(
            () -> database.owner().useHandle(owner -> owner.execute("TRUNCATE audit_event")))
        .hasMessageContaining("the audit trail is only ever added to");
    assertThat(db.read(tenant, AuditLog::verify).intact()).isTrue();
  }

  @Test
  void the_hash_of_an_event_is_the_same_in_every_version() {
    AuditEvent event =
        new AuditEvent(
            7,
            Instant.parse("2026-10-31T20:15:00.120Z"),
            "key:Abcd1234",
            "thing.done",
            "Ünïcode \u4e16\ud83d\ude00",
            AuditHash.canonical(
                Map.of("z", "a \"quote\", a \\, a / and a\ttab\n\u0001", "a", "<b> é", "e", "")),
            "req-1",
            "ab".repeat(32),
            "");
    assertThat(event.detail())
        .isEqualTo(
            "{\"a\":\"<b> é\",\"e\":\"\",\"z\":\"a \\\"quote\\\", a \\\\, a / and a\\ttab\\n\\u0001\"}");
    assertThat(AuditHash.canonical("{\"b\": \"2\",  \"a\": \"1\"}"))
        .isEqualTo("{\"a\":\"1\",\"b\":\"2\"}");
    assertThat(AuditHash.of("5d1c9c0e-0000-4000-8000-000000000001", event, 7))
        .isEqualTo("8ae24df152ed31566609eab2d004de234cc0f9c2bd31677f4dc6381f28be97ab");
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
