package io.trueup.connector;

import static io.trueup.connector.ScriptedVendor.json;
import static io.trueup.connector.ScriptedVendor.silence;
import static io.trueup.connector.ScriptedVendor.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.trueup.connector.ReadFailure.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A reading that is not wanted, or of which a part failed, ends at once and says so once. */
@Timeout(60)
class EndedReadingTest {
  @TempDir private Path folder;
  private Probe probe;

  @BeforeEach
  void start() {
    probe = new Probe(folder);
  }

  @AfterEach
  void stop() {
    probe.close();
  }

  @Test
  void a_sync_that_is_cancelled_while_it_waits_ends_at_once() {
    probe.vendor.on("/devices", status(429, "{}", "Retry-After: 60"));
    endsSoonWhenCancelled();
  }

  @Test
  void a_sync_that_is_cancelled_while_the_vendor_is_silent_ends_at_once() {
    FetchPolicy p = FetchPolicy.DEFAULTS;
    probe.with(
        new FetchPolicy(
            true,
            List.of("127.0.0.0/8"),
            List.of(),
            p.maxAnswerBytes(),
            p.connectTimeout(),
            p.answerTimeout(),
            p.answerDeadline(),
            p.firstBackoff(),
            p.longestWait()));
    probe.vendor.on("/devices", silence());
    endsSoonWhenCancelled();
  }

  private void endsSoonWhenCancelled() {
    AtomicBoolean cancelled = new AtomicBoolean();
    AtomicLong when = new AtomicLong();
    Thread canceller =
        new Thread(
            () -> {
              while (probe.vendor.asked().isEmpty()) {
                ScriptedVendor.sleep(50);
              }
              ScriptedVendor.sleep(300);
              when.set(System.nanoTime());
              cancelled.set(true);
            });
    canceller.start();
    ReadFailure failure =
        catchThrowableOfType(
            ReadFailure.class,
            () -> probe.read(Probe.PLAIN, PageArchive.NONE, new Cancelled(cancelled)));
    assertThat(failure.kind()).isEqualTo(Kind.CANCELLED);
    assertThat(failure.getMessage())
        .isEqualTo("the sync was stopped — integration probe-1 — start it again when it suits");
    assertThat(Duration.ofNanos(System.nanoTime() - when.get())).isLessThan(Duration.ofSeconds(8));
  }

  /** Wants it until it does not. */
  private record Cancelled(AtomicBoolean flag) implements SyncListener {
    @Override
    public void page(String s, String p, int n, List<SyncedRow> r, List<RecordProblem> problems) {
      // Nothing comes.
    }

    @Override
    public void restarted(String stream, String partition) {
      // Nothing comes.
    }

    @Override
    public void finished(String stream) {
      // Nothing comes.
    }

    @Override
    public boolean cancelled() {
      return flag.get();
    }
  }

  @Test
  void an_interrupt_ends_it_and_is_not_lost() throws InterruptedException {
    probe.vendor.on("/devices", status(503, "{}", "Retry-After: 60"));
    AtomicBoolean interrupted = new AtomicBoolean();
    List<ReadFailure> failures = new java.util.concurrent.CopyOnWriteArrayList<>();
    Thread reader =
        new Thread(
            () -> {
              try {
                probe.read(Probe.PLAIN);
              } catch (ReadFailure e) {
                failures.add(e);
                interrupted.set(Thread.currentThread().isInterrupted());
              }
            });
    reader.start();
    while (probe.vendor.asked().isEmpty()) {
      Thread.sleep(50);
    }
    reader.interrupt();
    reader.join(20_000);
    assertThat(failures).extracting(ReadFailure::kind).containsExactly(Kind.CANCELLED);
    assertThat(interrupted).isTrue();
  }

  @Test
  void one_streams_failure_ends_another_that_waits() {
    probe.vendor.on("/slow", status(503, "{}", "Retry-After: 60"));
    probe.vendor.on("/devices", status(403, "{}"));
    long before = System.nanoTime();
    ReadFailure failure =
        probe.fails(
            Kind.FORBIDDEN,
            Probe.AUTH
                + """
                  streams:
                    slow:
                      request: {path: /slow}
                    devices:
                      request: {path: /devices}
                      records: items
                  """
                + Probe.ROWS);
    assertThat(failure.stream()).isEqualTo("devices");
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(30));
  }

  @Test
  void what_the_listener_throws_ends_the_reading_as_it_is() {
    probe.vendor.on("/devices", json(Probe.TWO));
    SyncListener full =
        new SyncListener() {
          @Override
          public void page(
              String s, String p, int n, List<SyncedRow> r, List<RecordProblem> problems) {
            throw new IllegalArgumentException("the disk is full");
          }

          @Override
          public void restarted(String stream, String partition) {
            // It never comes to that.
          }

          @Override
          public void finished(String stream) {
            // It never comes to that.
          }
        };
    assertThatThrownBy(() -> probe.read(Probe.PLAIN, PageArchive.NONE, full))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the disk is full");
  }

  @Test
  void a_refused_sign_in_is_told_once_however_many_streams_need_it() {
    probe.vendor.on(
        "/token",
        status(
            400,
            "{\"error\": \"invalid_client\", \"error_description\": \"Unknown client "
                + Probe.SECRET.replace("\"", "\\\"")
                + "\"}"));
    StringBuilder manifest =
        new StringBuilder(
            "auth: {type: oauth2, token_url: '{{base_url}}/token', client_id: me,"
                + " client_secret: '{{api_key}}'}\nrate: {parallel: 8}\nstreams:\n");
    for (int i = 0; i < 8; i++) {
      manifest.append("  s").append(i).append(": {request: {path: /devices}}\n");
    }
    ReadFailure failure = probe.fails(Kind.UNAUTHORIZED, manifest.toString());
    assertThat(failure.what())
        .isEqualTo("signing in failed: the vendor answered 400: Unknown client •••");
    assertThat(probe.vendor.asked("/token")).isEqualTo(1);
  }

  @Test
  void trying_an_integration_says_of_each_stream_what_its_first_page_gave() throws ReadFailure {
    probe.vendor.on("/devices", json("{\"items\": [{\"uid\": 1}]}"));
    probe.vendor.on("/sites", status(500, "{}"));
    probe.vendor.on("/users", json("[{\"id\": 1}, {\"id\": 2}]"));
    String manifest =
        Probe.PLAIN
            + """
                sites: {request: {path: /sites}}
                users: {request: {path: /users}, paging: {style: page, param: page, size: 2}}
              """;
    List<ConnectorReader.Trial> trials = probe.test(manifest);
    assertThat(trials).hasSize(3);
    for (ConnectorReader.Trial trial : trials) {
      switch (trial.stream()) {
        case "devices" -> assertThat(trial.message()).contains("none of 1 records");
        case "sites" -> assertThat(trial.message()).contains("answered 500");
        default -> {
          assertThat(trial.records()).isEqualTo(2);
          assertThat(trial.message()).isEmpty();
        }
      }
      assertThat(trial.ok()).isEqualTo(trial.stream().equals("users"));
    }
    assertThat(probe.vendor.asked("/sites")).isEqualTo(2);
    assertThat(probe.vendor.asked("/users")).isEqualTo(1);
  }
}
