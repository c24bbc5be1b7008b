package io.trueup.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import com.fasterxml.jackson.databind.JsonNode;
import com.github.luben.zstd.Zstd;
import io.trueup.app.TestService.Answer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;

/**
 * Everything that the service gives off while it syncs a vendor that repeats what it was sent:
 * logs, answers, problems, the audit trail, the database. None of it holds a secret in any form.
 */
@ExtendWith(TestService.Extension.class)
final class SecretsNowhereTest {
  private static final String OF = "/api/v1/integrations/echo";

  @Test
  void no_secret_is_in_anything_that_was_given_off(TestService service) throws Exception {
    Map<String, String> emitted = new LinkedHashMap<>();
    Logged logged = new Logged();
    List<String> secrets;
    try (EchoVendor vendor = new EchoVendor();
        logged) {
      logged.listen();
      keep(emitted, "create", IntegrationsApiTest.create(service, "echo", vendor.address()));
      keep(
          emitted,
          "credentials",
          service.put(service.admin, OF + "/credentials", IntegrationsApiTest.credentials()));
      keep(
          emitted,
          "bad name",
          service.put(
              service.admin,
              OF + "/credentials",
              "{\"credentials\": {\"api_kye\": \"" + EchoVendor.API_KEY + "\"}}"));
      keep(
          emitted,
          "bad body",
          service.put(
              service.admin,
              OF + "/credentials",
              "{\"credentials\": {\"api_key\": \"" + EchoVendor.API_KEY));
      keep(
          emitted,
          "bad shape",
          service.put(
              service.admin,
              OF + "/credentials",
              "{\"credentials\": \"" + EchoVendor.API_KEY + "\"}"));
      keep(emitted, "test", service.post(service.admin, OF + "/test", ""));
      JsonNode good = IntegrationsApiTest.sync(service, OF);
      emitted.put("good sync", good.toString());
      assertThat(good.get("state").asText()).as(good.toString()).isIn("succeeded", "partial");
      assertThat(good.get("problems").asLong()).isPositive();
      for (int status : new int[] {400, 403, 500, 401}) {
        vendor.fail(status);
        JsonNode failed = IntegrationsApiTest.sync(service, OF);
        assertThat(failed.get("state").asText()).as(failed.toString()).isEqualTo("failed");
        emitted.put("sync refused with " + status, failed.toString());
        keep(emitted, "test refused with " + status, service.post(service.admin, OF + "/test", ""));
      }
      secrets = vendor.secrets();
    }
    for (String path :
        List.of(
            "/api/v1/integrations",
            OF,
            OF + "/syncs",
            OF + "/health",
            OF + "/snapshots",
            OF + "/snapshots/1",
            OF + "/snapshots/1/differences?from=0",
            OF + "/snapshots/1/rows?table=usage",
            OF + "/snapshots/1/rows?table=accounts",
            "/api/v1/syncs",
            "/api/v1/health-report",
            "/api/v1/connectors/echo",
            "/api/v1/audit?limit=500",
            "/api/v1/runs",
            "/api/v1/datasets",
            "/api/v1/whoami")) {
      keep(emitted, "GET " + path, service.get(service.admin, path));
    }
    for (JsonNode sync : service.get(service.admin, "/api/v1/syncs").json().get("items")) {
      String path = "/api/v1/syncs/" + sync.get("sync_id").asText();
      keep(emitted, "GET " + path, service.get(service.admin, path));
    }
    keep(emitted, "metrics", service.admin("/metrics"));
    emitted.put("log", String.join("\n", logged.lines));
    service.database.root().useHandle(root -> emitted.putAll(tables(root)));

    assertThat(logged.lines).as("the log was listened to").hasSizeGreaterThan(5);
    assertThat(emitted).containsKeys("table sync", "table sync_page", "table audit_event");
    assertThat(secrets).hasSizeGreaterThan(4);
    for (String secret : secrets) {
      for (String form : forms(secret)) {
        emitted.forEach(
            (where, text) ->
                assertThat(text.contains(form))
                    .as("%s holds %s: %s", where, form, around(text, form))
                    .isFalse());
      }
    }
  }

  private static List<String> forms(String secret) {
    return List.of(
        secret,
        URLEncoder.encode(secret, StandardCharsets.UTF_8),
        secret.replace("\"", "\\\""),
        secret.replace("\"", "\\\\\\\""),
        Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8)),
        Base64.getEncoder().encodeToString(("u:" + secret).getBytes(StandardCharsets.UTF_8)));
  }

  private static String around(String text, String form) {
    int at = text.indexOf(form);
    return at < 0
        ? ""
        : text.substring(Math.max(0, at - 200), Math.min(text.length(), at + form.length() + 50));
  }

  /** All tables but the one that is there for secrets, each row as text, and pages unpacked. */
  private static Map<String, String> tables(Handle root) {
    Map<String, String> all = new LinkedHashMap<>();
    List<String> names =
        root.createQuery(
                """
                SELECT relname FROM pg_class
                WHERE relnamespace = 'trueup'::regnamespace AND relkind = 'r'
                  AND relname NOT IN ('credential', 'data_key')
                """)
            .mapTo(String.class)
            .list();
    for (String name : names) {
      List<String> rows =
          root.createQuery("SELECT t::text FROM trueup." + name + " t").mapTo(String.class).list();
      all.put("table " + name, String.join("\n", rows));
    }
    List<String> pages = new ArrayList<>();
    root.createQuery("SELECT body, size_bytes FROM trueup.sync_page WHERE stream = 'sites'")
        .map(
            (row, context) ->
                new String(
                    Zstd.decompress(row.getBytes("body"), row.getInt("size_bytes")),
                    StandardCharsets.UTF_8))
        .forEach(pages::add);
    all.put("pages unpacked", String.join("\n", pages));
    // Encrypted: not even these two hold a secret as it is.
    for (String name : List.of("credential", "data_key")) {
      List<String> rows =
          root.createQuery("SELECT encode(t::text::bytea, 'escape') FROM trueup." + name + " t")
              .mapTo(String.class)
              .list();
      all.put("table " + name + ", encrypted", String.join("\n", rows));
    }
    return all;
  }

  private static void keep(Map<String, String> emitted, String what, Answer answer) {
    emitted.put(what, answer.text() + "\n" + answer.http().headers());
  }

  /** Takes in all that is logged, at the level at which libraries say the most. */
  private static final class Logged extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Logger ours = (Logger) LoggerFactory.getLogger("io.trueup");
    private final List<Appender<ILoggingEvent>> others = new ArrayList<>();
    private Level before = Level.OFF;

    void listen() {
      setContext(root.getLoggerContext());
      start();
      before = root.getLevel();
      root.iteratorForAppenders().forEachRemaining(others::add);
      others.forEach(root::detachAppender);
      root.addAppender(this);
      // As if the configuration had asked for it.
      root.setLevel(Level.DEBUG);
      ours.setLevel(Level.DEBUG);
      ServiceLog.quietLibraries();
    }

    @Override
    protected void append(ILoggingEvent event) {
      StringBuilder line = new StringBuilder(event.getLoggerName()).append(' ');
      line.append(event.getFormattedMessage()).append(' ').append(event.getMDCPropertyMap());
      for (IThrowableProxy each = event.getThrowableProxy(); each != null; each = each.getCause()) {
        line.append(' ').append(each.getClassName()).append(": ").append(each.getMessage());
      }
      lines.add(line.toString());
    }

    @Override
    public void close() {
      root.detachAppender(this);
      others.forEach(root::addAppender);
      // Its own level again: its parent's.
      ours.setLevel(null);
      root.setLevel(before);
      stop();
    }
  }
}
