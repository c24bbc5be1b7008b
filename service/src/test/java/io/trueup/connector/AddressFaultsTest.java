package io.trueup.connector;

import static io.trueup.connector.ScriptedVendor.json;
import static io.trueup.connector.ScriptedVendor.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.connector.ReadFailure.Kind;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing is asked that should not be, and nothing leaves its place in a request. */
@Timeout(60)
class AddressFaultsTest {
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

  @ParameterizedTest
  @CsvSource({
    "https://evil.example/devices?page=2, the host evil.example is none",
    "//evil.example/devices, the host evil.example is none",
    "http://127.0.0.1:1/devices, the host 127.0.0.1 is none",
    "http://169.254.169.254/latest/meta-data, the host 169.254.169.254 is none",
    "file:///etc/passwd, the next page's address is none",
    "http://user:word@127.0.0.1/devices, the address names no host",
    "ftp://evil.example/x, the address is not https",
  })
  void a_next_page_elsewhere_is_not_asked(String next, String what) {
    probe.vendor.on("/devices", json("{\"items\": [{\"id\": 1}], \"next\": \"" + next + "\"}"));
    ReadFailure failure = probe.fails(Kind.REFUSED_ADDRESS, Probe.NEXT);
    assertThat(failure.what()).startsWith(what);
    assertThat(probe.vendor.asked()).hasSize(1);
  }

  @Test
  void a_host_of_the_open_internet_that_has_a_private_address_is_not_asked() {
    probe.settings.put("base_url", "http://localhost:9/");
    FetchPolicy all = probe.policy();
    probe.with(
        new FetchPolicy(
            true,
            List.of(),
            List.of(),
            all.maxAnswerBytes(),
            all.connectTimeout(),
            all.answerTimeout(),
            all.answerDeadline(),
            all.firstBackoff(),
            all.longestWait()));
    ReadFailure failure = probe.fails(Kind.REFUSED_ADDRESS, Probe.PLAIN);
    assertThat(failure.what())
        .isEqualTo("the host localhost has a private or local address, which is not asked");
    assertThat(failure.advice()).contains("connectors.fetch");
  }

  @Test
  void an_address_without_tls_is_not_asked_unless_that_is_allowed() {
    probe.with(FetchPolicy.DEFAULTS);
    assertThat(probe.fails(Kind.REFUSED_ADDRESS, Probe.PLAIN).what())
        .isEqualTo("the address is not https");
  }

  @Test
  void redirects_in_a_circle_end() {
    ReadFailure failure = probe.fails(Kind.REFUSED_ADDRESS, status(302, "", "Location: /devices"));
    assertThat(failure.what()).isEqualTo("the vendor leads on from address to address");
    assertThat(probe.vendor.asked()).hasSize(6);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://169.254.169.254/", "http://127.0.0.1:2/", "https://evil.example/"})
  void a_redirect_elsewhere_is_not_followed(String where) {
    ReadFailure failure = probe.fails(Kind.REFUSED_ADDRESS, status(302, "", "Location: " + where));
    assertThat(failure.what()).contains("is none that this connector may ask");
    assertThat(probe.vendor.asked()).hasSize(1);
  }

  @Test
  void a_redirect_on_the_same_host_keeps_the_key() throws ReadFailure {
    probe.vendor.on("/v2", json(Probe.TWO));
    assertThat(probe.reads(status(307, "", "Location: /v2"))).isEqualTo(2);
    assertThat(probe.vendor.asked().get(1).headers()).containsEntry("x-api-key", Probe.SECRET);
  }

  @ParameterizedTest
  @CsvSource({
    "../admin, /devices/..%2Fadmin",
    "a/b?x=y#z, /devices/a%2Fb%3Fx%3Dy%23z",
    "http://evil.example/, /devices/http%3A%2F%2Fevil.example%2F",
    "%2e%2e, /devices/%252e%252e",
  })
  void a_setting_stays_in_its_place(String part, String path) throws ReadFailure {
    probe.settings.put("part", part);
    probe.vendor.on("/devices/" + part, json(Probe.TWO));
    String manifest = Probe.PLAIN.replace("path: /devices", "path: '/devices/{{part}}'");
    probe.read(manifest);
    assertThat(probe.vendor.asked().get(0).address().getRawPath()).isEqualTo(path);
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", "."})
  void a_setting_that_leads_out_of_its_place_is_refused(String part) {
    probe.settings.put("part", part);
    String manifest = Probe.PLAIN.replace("path: /devices", "path: '/devices/{{part}}'");
    assertThat(probe.fails(Kind.BAD_SETTINGS, manifest).what())
        .isEqualTo("part is " + part + ", which leads elsewhere");
    assertThat(probe.vendor.asked()).isEmpty();
  }

  @Test
  void a_setting_that_is_no_address_is_told() {
    probe.settings.put("base_url", "http://127.0.0.1:port/ x");
    assertThat(probe.fails(Kind.BAD_SETTINGS, Probe.PLAIN).what()).contains("is no address");
  }

  @Test
  void a_line_break_in_a_key_begins_no_header() {
    probe.secrets.put("api_key", "abcdef\r\nX-Admin: yes");
    ReadFailure failure = probe.fails(Kind.BAD_SETTINGS, json(Probe.TWO));
    assertThat(failure.what()).startsWith("the header X-Api-Key would hold a line break");
    assertThat(failure.getMessage()).doesNotContain("abcdef");
    assertThat(probe.vendor.asked()).isEmpty();
  }

  @Test
  void a_line_break_behind_a_key_is_no_part_of_it() throws ReadFailure {
    probe.secrets.put("api_key", "abcdef\r\n");
    assertThat(probe.reads(json(Probe.TWO))).isEqualTo(2);
    assertThat(probe.vendor.asked().get(0).headers()).containsEntry("x-api-key", "abcdef");
  }

  @Test
  void secrets_that_a_vendor_echoes_are_masked_in_every_way_they_are_written() {
    byte[] bytes = Probe.SECRET.getBytes(StandardCharsets.UTF_8);
    byte[] pair = ("user:" + Probe.SECRET).getBytes(StandardCharsets.UTF_8);
    for (String echo :
        List.of(
            Probe.SECRET.replace("\"", "\\\""),
            URLEncoder.encode(Probe.SECRET, StandardCharsets.UTF_8),
            Base64.getEncoder().encodeToString(bytes),
            "Basic " + Base64.getEncoder().encodeToString(pair),
            "x".repeat(190) + " " + Probe.SECRET.replace("\"", "\\\""))) {
      ReadFailure failure =
          probe.fails(Kind.FORBIDDEN, status(403, "{\"message\": \"Bad key " + echo + "\"}"));
      assertThat(failure.what()).contains("Bad key");
    }
  }

  @Test
  void a_key_in_the_address_is_masked() {
    probe.vendor.on("/devices", status(404, "{}"));
    String manifest =
        Probe.PLAIN.replace(
            "request: {path: /devices}", "request: {path: /devices, query: {key: '{{api_key}}'}}");
    ReadFailure failure = probe.fails(Kind.NOT_FOUND, manifest);
    assertThat(failure.where()).contains("/devices?key=•••");
  }

  @Test
  void an_answer_that_is_made_elsewhere_is_not_asked_for() {
    probe.vendor.on("/devices", status(202, "{}", "Location: https://evil.example/result"));
    String manifest = "errors: [{status: ['202'], action: poll}]\n" + Probe.PLAIN;
    assertThat(probe.fails(Kind.REFUSED_ADDRESS, manifest).what())
        .startsWith("the host evil.example is none");
  }
}
