package io.trueup.connector;

import static io.trueup.connector.ScriptedVendor.cut;
import static io.trueup.connector.ScriptedVendor.drip;
import static io.trueup.connector.ScriptedVendor.json;
import static io.trueup.connector.ScriptedVendor.large;
import static io.trueup.connector.ScriptedVendor.packed;
import static io.trueup.connector.ScriptedVendor.page;
import static io.trueup.connector.ScriptedVendor.silence;
import static io.trueup.connector.ScriptedVendor.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.connector.ReadFailure.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever a vendor answers or does not, a reading ends well or says in one line why it did not.
 */
@Timeout(60)
class ReadFaultsTest {
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
  void refused_credentials_are_told_at_the_first_answer() {
    ReadFailure failure = probe.fails(Kind.UNAUTHORIZED, status(401, "{\"message\": \"Bad key\"}"));
    assertThat(failure.getMessage())
        .isEqualTo(
            "the vendor answered 401 (not signed in): Bad key — GET "
                + probe.vendor.address()
                + "/devices (page 1) — enter the credentials anew; they may have expired or been"
                + " revoked");
    assertThat(probe.vendor.asked()).hasSize(1);
  }

  @Test
  void a_missing_right_is_told_with_the_manifests_advice() {
    probe.vendor.on("/devices", status(403, "{\"error\": {\"message\": \"No scope\"}}"));
    String manifest =
        "errors: [{status: ['403'], action: fail, advice: Grant the scope Reading}]\n"
            + Probe.PLAIN;
    ReadFailure failure = probe.fails(Kind.FORBIDDEN, manifest);
    assertThat(failure.what()).isEqualTo("the vendor answered 403 (not allowed): No scope");
    assertThat(failure.advice()).isEqualTo("Grant the scope Reading");
  }

  @Test
  void a_storm_of_429_ends_after_eight_tries() {
    ReadFailure failure = probe.fails(Kind.THROTTLED, status(429, "{}", "Retry-After: 0"));
    assertThat(failure.what()).isEqualTo("the vendor answered 429 (too many requests)");
    assertThat(probe.vendor.asked()).hasSize(8);
  }

  @Test
  void a_wait_that_is_too_long_is_not_waited() {
    ReadFailure failure = probe.fails(Kind.THROTTLED, status(429, "{}", "Retry-After: 7200"));
    assertThat(failure.what())
        .isEqualTo("the vendor asks to wait for 7200 s, more than the 60 s that are waited for");
    assertThat(probe.vendor.asked()).hasSize(1);
  }

  @Test
  void a_storm_of_500_ends_after_five_tries() {
    ReadFailure failure = probe.fails(Kind.SERVER_ERROR, status(500, "{\"message\": \"Oops\"}"));
    assertThat(failure.what()).isEqualTo("the vendor answered 500 (an error of its own): Oops");
    assertThat(probe.vendor.asked()).hasSize(5);
  }

  @Test
  void a_single_500_is_overcome() throws ReadFailure {
    assertThat(probe.reads(status(500, ""), status(502, ""), json(Probe.TWO))).isEqualTo(2);
  }

  @Test
  void a_wait_until_a_moment_is_measured_by_the_vendors_own_clock() throws Exception {
    List<String> answers =
        List.of(
            "HTTP/1.1 429 Too Many\r\nDate: Sat, 20 Nov 2049 09:00:00 GMT\r\n"
                + "Retry-After: Sat, 20 Nov 2049 09:00:01 GMT\r\nContent-Length: 0\r\n"
                + "Connection: close\r\n\r\n",
            "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + Probe.TWO);
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
      Thread vendor =
          new Thread(
              () -> {
                for (String answer : answers) {
                  try (Socket socket = server.accept()) {
                    socket.getInputStream().read(new byte[4_096]);
                    socket.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                }
              });
      vendor.start();
      probe.settings.put("base_url", "http://127.0.0.1:" + server.getLocalPort());
      assertThat(probe.read(Probe.PLAIN).rows()).hasSize(2);
      assertThat(probe.reading.texts()).noneMatch(text -> text.contains("waits"));
      vendor.join();
    }
  }

  @Test
  void no_answer_is_a_timeout() {
    probe.hasty();
    ReadFailure failure = probe.fails(Kind.TIMEOUT, silence());
    assertThat(failure.what()).isEqualTo("no answer in 0.4 s");
    assertThat(probe.vendor.asked()).hasSize(3);
  }

  @Test
  void an_answer_in_drips_is_broken_off_at_the_deadline() {
    probe.hasty();
    ReadFailure failure = probe.fails(Kind.TIMEOUT, drip());
    assertThat(failure.what()).isEqualTo("no whole answer in 0.9 s");
    assertThat(probe.vendor.asked()).hasSize(3);
  }

  @Test
  void a_refused_connection_is_told() throws IOException {
    try (ServerSocket gone = new ServerSocket(0)) {
      probe.settings.put("base_url", "http://127.0.0.1:" + gone.getLocalPort());
    }
    ReadFailure failure = probe.fails(Kind.UNREACHABLE, Probe.PLAIN);
    assertThat(failure.what()).isEqualTo("the connection was refused");
    assertThat(failure.advice()).startsWith("check the address and the network");
  }

  @Test
  void an_unknown_host_is_told() {
    probe.settings.put("base_url", "http://nobody.invalid");
    ReadFailure failure = probe.fails(Kind.UNREACHABLE, Probe.PLAIN);
    assertThat(failure.what()).isEqualTo("there is no such host, or its name cannot be looked up");
  }

  @Test
  void an_answer_that_is_cut_off_once_is_overcome() throws ReadFailure {
    assertThat(
            probe.reads(cut("{\"items\": [{\"id\""), json("{\"items\": [{\"id"), json(Probe.TWO)))
        .isEqualTo(2);
  }

  @Test
  void an_answer_that_is_cut_off_each_time_fails() {
    ReadFailure failure = probe.fails(Kind.UNREADABLE, json("{\"items\": [{\"id\": 1}, "));
    assertThat(failure.what()).startsWith("the answer ends early at line 1");
    assertThat(probe.reading.rows()).isEmpty();
  }

  @Test
  void a_web_page_is_no_data() {
    ReadFailure failure = probe.fails(Kind.WEB_PAGE, page(200));
    assertThat(failure.what()).isEqualTo("the answer is a web page, not data");
    assertThat(failure.advice()).contains("sign-in or maintenance page");
    assertThat(probe.vendor.asked()).hasSize(2);
  }

  @Test
  void a_web_page_of_a_gateway_is_a_server_out_of_service() {
    assertThat(probe.fails(Kind.SERVER_ERROR, page(503)).what())
        .isEqualTo("the vendor answered 503 (out of service)");
  }

  @Test
  void an_envelope_that_is_gone_is_a_changed_schema() {
    ReadFailure failure = probe.fails(Kind.CHANGED_SCHEMA, json("{\"data\": [{\"id\": 1}]}"));
    assertThat(failure.what()).isEqualTo("the answer holds nothing under items");
  }

  @Test
  void an_id_of_another_name_is_a_changed_schema() {
    ReadFailure failure =
        probe.fails(Kind.CHANGED_SCHEMA, json("{\"items\": [{\"uid\": 1}, {\"uid\": 2}]}"));
    assertThat(failure.what()).isEqualTo("none of 2 records has what a row of usage needs");
    assertThat(failure.where()).isEqualTo("stream devices");
  }

  @Test
  void one_record_without_an_id_is_a_problem_of_that_record() throws ReadFailure {
    int rows = probe.reads(json("{\"items\": [{\"id\": 1}, {\"name\": \"pc-2\"}, {\"id\": 3}]}"));
    assertThat(rows).isEqualTo(2);
    assertThat(probe.reading.problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.kind()).isEqualTo("missing_id");
              assertThat(problem.record()).isEqualTo("page 1, record 2");
              assertThat(problem.dropped()).isTrue();
            });
  }

  @Test
  void an_empty_list_is_an_answer() throws ReadFailure {
    // Whether so sudden an end is believed is not for the reader to say.
    assertThat(probe.reads(json("{\"items\": []}"))).isZero();
    assertThat(probe.reading.finished()).containsExactly("devices");
  }

  @Test
  void an_oversized_answer_is_not_taken() {
    long before = System.nanoTime();
    ReadFailure failure = probe.fails(Kind.TOO_LARGE, large(4L << 30));
    assertThat(failure.what()).isEqualTo("the answer is larger than 1 MiB");
    assertThat(failure.advice()).contains("smaller pages");
    assertThat(probe.vendor.asked()).hasSize(1);
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void an_answer_that_unpacks_to_too_much_is_not_taken() {
    assertThat(probe.fails(Kind.TOO_LARGE, packed(100L << 20)).what())
        .isEqualTo("the answer is larger than 1 MiB");
  }

  @Test
  void an_answer_that_is_nested_too_deeply_is_not_taken() {
    probe.fails(Kind.TOO_LARGE, json("{\"items\": " + "[".repeat(5_000) + "]".repeat(5_000) + "}"));
  }

  @Test
  void a_streams_own_rules_come_before_those_of_all_and_the_first_that_fits_counts()
      throws ReadFailure {
    probe.vendor.on("/devices", status(409, "{\"code\": 7}"), json(Probe.TWO));
    String manifest =
        "errors: [{status: ['409'], action: fail}]\n"
            + Probe.PLAIN.replace(
                "    records:",
                "    errors: [{status: ['409'], when: code = 8, action: skip},"
                    + " {status: [4xx], when: code = 7, action: retry},"
                    + " {status: ['409'], action: skip}]\n    records:");
    assertThat(probe.read(manifest).rows()).hasSize(2);
  }

  @Test
  void an_answer_that_is_made_meanwhile_is_asked_for_until_it_is_there() throws ReadFailure {
    probe.vendor.on("/devices", status(202, "{}", "Location: /result?id=1"));
    probe.vendor.on("/result", status(202, "{}"), status(202, "{}"), json(Probe.TWO));
    String manifest = "errors: [{status: ['202'], action: poll, attempts: 5}]\n" + Probe.PLAIN;
    assertThat(probe.read(manifest).rows()).hasSize(2);
    assertThat(probe.vendor.asked("/result")).isGreaterThanOrEqualTo(1);
  }
}
