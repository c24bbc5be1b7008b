package io.trueup.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trueup.audit.AuditEvent;
import io.trueup.audit.AuditLog;
import io.trueup.platform.db.StartupException;
import io.trueup.platform.db.TenantDb;
import io.trueup.platform.db.TenantId;
import io.trueup.platform.db.TestDatabases;
import io.trueup.platform.db.TestDatabases.TestDatabase;
import io.trueup.secret.MasterKey.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(TestDatabases.class)
final class CredentialsTest {
  @TempDir Path storage;
  private TenantDb db;
  private TenantId one;
  private TenantId two;
  private TestDatabase database;

  @BeforeEach
  void two_tenants_with_an_integration_of_the_same_name_each(TestDatabase given) {
    database = given;
    db = new TenantDb(given.jdbi());
    given.root().useHandle(root -> root.execute("TRUNCATE data_key, credential, integration"));
    one = tenant();
    two = tenant();
  }

  @Test
  void what_was_set_is_read_again_and_is_not_in_the_table_as_it_is() {
    Credentials credentials = Credentials.open(db, ours());
    set(credentials, one, "api_key", "päss-wörd / 1");
    assertThat(get(credentials, one)).isEqualTo(Map.of("api_key", "päss-wörd / 1"));
    assertThat(get(credentials, two)).isEmpty();
    byte[] stored = stored(one, "api_key");
    assertThat(new String(stored, StandardCharsets.UTF_8)).doesNotContain("wörd");
    List<Credentials.Kept> there = db.read(one, handle -> Credentials.list(handle, "rmm"));
    assertThat(there)
        .singleElement()
        .satisfies(kept -> assertThat(kept.name()).isEqualTo("api_key"));
    db.useTenant(one, handle -> Credentials.remove(handle, "rmm", List.of("api_key")));
    assertThat(get(credentials, one)).isEmpty();
  }

  @Test
  void a_value_moved_to_another_row_or_tenant_cannot_be_read() {
    Credentials credentials = Credentials.open(db, ours());
    set(credentials, one, "a", "first secret");
    set(credentials, one, "b", "second secret");
    set(credentials, two, "a", "their secret");
    database
        .root()
        .useHandle(
            root ->
                root.execute(
                    "UPDATE credential c SET value = o.value FROM credential o WHERE c.tenant_id = o.tenant_id AND c.name = 'a' AND o.name = 'b'"));
    assertThatThrownBy(() -> get(credentials, one)).hasMessageContaining("cannot be decrypted");
    database
        .root()
        .useHandle(
            root ->
                root.execute(
                    "UPDATE data_key k SET keyset = o.keyset FROM data_key o WHERE k.tenant_id = ? AND o.tenant_id = ?",
                    two.value(),
                    one.value()));
    assertThatThrownBy(() -> get(credentials, two)).isInstanceOf(StartupException.class);
  }

  @Test
  void the_key_file_is_made_once_and_for_its_user_alone() throws IOException {
    set(Credentials.open(db, ours()), one, "a", "first secret");
    Path file = storage.resolve(MasterKey.FILE);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    String key = Files.readString(file);
    assertThat(get(Credentials.open(db, ours()), one)).containsValue("first secret");
    assertThat(Files.readString(file)).isEqualTo(key);
    // The same key by way of the environment, as it is or in base64.
    String base64 = Base64.getEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    for (String text : List.of(key, base64)) {
      Credentials again = Credentials.open(db, new Source(text, "", storage));
      assertThat(get(again, one)).containsValue("first secret");
    }
  }

  @Test
  void a_wrong_missing_or_broken_master_key_stops_with_one_line_that_does_not_quote_it()
      throws IOException {
    set(Credentials.open(db, ours()), one, "a", "first secret");
    Path other = storage.resolve("other");
    MasterKey.open(new Source("", "", other), false);
    for (Source source :
        List.of(
            new Source("", other.resolve(MasterKey.FILE).toString(), storage),
            new Source("", storage.resolve("none.key").toString(), storage),
            new Source("", "", storage.resolve("empty")),
            new Source("c3VyZWx5IG5vIGtleQ==", "", storage),
            new Source("{\"primaryKeyId\": 17, \"key\": []}", "", storage),
            new Source("!!", "", storage),
            new Source("x", "y", storage))) {
      assertThatThrownBy(() -> Credentials.open(db, source))
          .as(source.toString())
          .isInstanceOf(StartupException.class)
          .hasMessageMatching("[^\\n]+ — [^\\n]+ — [^\\n]+")
          .hasMessageNotContainingAny("surely", "c3VyZWx5", "primaryKeyId");
    }
    assertThat(storage.resolve("empty")).doesNotExist();
    assertThat(new Source("!!", "", storage).problems()).hasSize(1);
    assertThat(new Source("", "", storage.resolve("empty")).problems()).isEmpty();
  }

  @Test
  void a_single_use_token_is_replaced_by_one_of_two_that_try() throws Exception {
    Credentials credentials = Credentials.open(db, ours());
    set(credentials, one, "refresh_token", "first");
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Boolean>> tries =
          java.util.stream.IntStream.range(0, 8)
              .<Callable<Boolean>>mapToObj(i -> () -> replaced(credentials, "first", "next-" + i))
              .toList();
      int won = 0;
      for (Future<Boolean> each : threads.invokeAll(tries)) {
        won += each.get() ? 1 : 0;
      }
      assertThat(won).isEqualTo(1);
    } finally {
      threads.shutdown();
    }
    String now = get(credentials, one).getOrDefault("refresh_token", "");
    assertThat(now).startsWith("next-");
    assertThat(replaced(credentials, "first", "late")).isFalse();
    assertThat(replaced(credentials, now, "last")).isTrue();
    assertThat(get(credentials, one)).containsValue("last");
  }

  @Test
  void a_new_master_key_reads_everything_and_the_old_one_nothing() throws IOException {
    Credentials running = Credentials.open(db, ours());
    set(running, one, "a", "first secret");
    set(running, two, "a", "their secret");
    String before = Files.readString(storage.resolve(MasterKey.FILE));
    Rotation.Done done = Rotation.masterKey(db, ours(), ours().path());
    assertThat(done.tenants()).isEqualTo(2);
    assertThat(get(Credentials.open(db, ours()), one)).containsValue("first secret");
    assertThat(get(Credentials.open(db, ours()), two)).containsValue("their secret");
    assertThatThrownBy(() -> Credentials.open(db, new Source(before, "", storage)))
        .hasMessageContaining("not the one");
    // A service that had it in memory reads the file again.
    assertThat(get(running, one)).containsValue("first secret");
    assertThat(events(one)).extracting(AuditEvent::action).contains("master_key.rotated");
  }

  @Test
  void a_rotation_that_was_cut_short_is_finished_by_the_next() throws Exception {
    Credentials before = Credentials.open(db, ours());
    set(before, one, "a", "first secret");
    set(before, two, "a", "their secret");
    // Cut short after one tenant: the file holds both keys, one row is under each.
    MasterKey master = MasterKey.open(ours(), true);
    master.write(ours().path(), Keysets.withNewPrimary(master.keyset()));
    db.useTenant(
        one,
        handle ->
            DataKeys.replace(
                handle,
                master,
                one,
                DataKeys.find(handle, master, one, DataKeys.Lock.UPDATE).orElseThrow()));
    assertThat(DataKeys.samples(db)).hasSize(2);
    assertThat(get(Credentials.open(db, ours()), one)).containsValue("first secret");
    assertThat(get(Credentials.open(db, ours()), two)).containsValue("their secret");
    Rotation.masterKey(db, ours(), ours().path());
    assertThat(DataKeys.samples(db)).hasSize(1);
    assertThat(MasterKey.open(ours(), true).keyset().size()).isEqualTo(1);
    assertThat(get(Credentials.open(db, ours()), two)).containsValue("their secret");
  }

  @Test
  void a_key_of_the_environment_moves_to_a_file() throws IOException {
    MasterKey.open(ours(), false);
    Source environment = new Source(Files.readString(ours().path()), "", storage);
    set(Credentials.open(db, environment), one, "a", "first secret");
    Path out = storage.resolve("new.key");
    Rotation.masterKey(db, environment, out);
    assertThatThrownBy(() -> Credentials.open(db, environment)).hasMessageContaining("not the one");
    Source file = new Source("", out.toString(), storage);
    assertThat(get(Credentials.open(db, file), one)).containsValue("first secret");
    // Asked again by mistake, with the old key still in the environment.
    Rotation.masterKey(db, environment, out);
    assertThat(get(Credentials.open(db, file), one)).containsValue("first secret");
  }

  @Test
  void new_data_keys_encrypt_every_credential_anew_and_say_so() {
    Credentials credentials = Credentials.open(db, ours());
    set(credentials, one, "a", "first secret");
    set(credentials, one, "b", "second secret");
    set(credentials, two, "a", "their secret");
    byte[] before = stored(one, "a");
    Rotation.Done done = Rotation.dataKeys(db, ours());
    assertThat(done.credentials()).isEqualTo(3);
    assertThat(stored(one, "a")).isNotEqualTo(before);
    assertThat(get(credentials, one)).containsValues("first secret", "second secret");
    assertThat(get(credentials, two)).containsValue("their secret");
    assertThat(events(one))
        .filteredOn(event -> event.action().equals("data_key.rotated"))
        .singleElement()
        .satisfies(event -> assertThat(event.detail()).contains("\"2\""));
  }

  private Source ours() {
    return new Source("", "", storage);
  }

  private boolean replaced(Credentials credentials, String old, String value) {
    try {
      credentials.replace(db, one, "rmm", "refresh_token", old, value);
      return true;
    } catch (IllegalStateException e) {
      assertThat(e).hasMessageContaining("meanwhile").hasMessageNotContainingAny(old, value);
      return false;
    }
  }

  private void set(Credentials credentials, TenantId tenant, String name, String value) {
    db.useTenant(
        tenant, handle -> credentials.set(handle, tenant, "rmm", Map.of(name, value), "test"));
  }

  private Map<String, String> get(Credentials credentials, TenantId tenant) {
    return db.inTenant(tenant, handle -> credentials.get(handle, tenant, "rmm"));
  }

  private byte[] stored(TenantId tenant, String name) {
    return db.read(
        tenant,
        handle ->
            handle
                .createQuery("SELECT value FROM credential WHERE name = :name")
                .bind("name", name)
                .mapTo(byte[].class)
                .one());
  }

  private List<AuditEvent> events(TenantId tenant) {
    return db.read(tenant, handle -> AuditLog.list(handle, Long.MAX_VALUE, Optional.empty(), 100));
  }

  private TenantId tenant() {
    TenantId tenant = TenantId.create();
    db.inTenant(tenant, handle -> create(handle, tenant));
    return tenant;
  }

  private static int create(Handle handle, TenantId tenant) {
    handle
        .createQuery("SELECT 1 FROM (SELECT create_tenant(:id, :slug, 'Test')) c")
        .bind("id", tenant.value())
        .bind("slug", "t" + tenant.toString().substring(0, 12))
        .mapTo(Integer.class)
        .one();
    return handle.execute(
        """
        INSERT INTO integration (tenant_id, integration_id, connector, name, settings, enabled,
          max_age_hours, source, created_by, updated_by)
        VALUES (?, 'rmm', 'demo', 'RMM', '{}', true, 24, 'api', 'test', 'test')
        """,
        tenant.value());
  }
}
