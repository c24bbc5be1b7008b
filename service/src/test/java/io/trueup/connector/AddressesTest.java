package io.trueup.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {
  private final Addresses addresses =
      new Addresses(
          Map.of(
              "base_url", "https://api.example.com:8443/v1",
              "auth_url", "https://login.example.com/x",
              "region", "eu",
              "star", "*",
              "note", "see https://no.example.com"),
          List.of("*.autotask.net", "{{region}}.vendor.example", "{{star}}.stars.example"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://api.example.com:8443/other",
        "https://API.example.COM:8443/",
        "https://login.example.com/",
        "https://login.example.com:443/",
        "https://webservices2.autotask.net/atservicesrest",
        "https://a.b.autotask.net/",
        "https://eu.vendor.example/",
      })
  void hosts_of_settings_and_of_the_manifest_may_be_asked(String address) {
    assertThat(addresses.allows(URI.create(address))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://api.example.com/v1",
        "http://api.example.com:8443/v1",
        "http://login.example.com/",
        "https://evil.example/api.example.com",
        "https://api.example.com.evil.example:8443/",
        "https://autotask.net.evil.example/",
        "https://evilautotask.net/",
        "https://autotask.net/",
        "https://x.autotask.net:8443/",
        "http://x.autotask.net/",
        "http://x.autotask.net:443/",
        "https://us.vendor.example/",
        "https://eu.vendor.example.evil.example/",
        "https://any.stars.example/",
        "https://no.example.com/",
        "https:///path",
      })
  void others_may_not(String address) {
    assertThat(addresses.allows(URI.create(address))).isFalse();
  }

  @Test
  void the_same_origin_has_the_same_scheme_host_and_port() {
    URI one = URI.create("https://a.example/x");
    assertThat(Addresses.sameOrigin(one, URI.create("https://A.example:443/y"))).isTrue();
    assertThat(Addresses.sameOrigin(one, URI.create("http://a.example/x"))).isFalse();
    assertThat(Addresses.sameOrigin(one, URI.create("https://a.example:444/x"))).isFalse();
    assertThat(Addresses.sameOrigin(one, URI.create("https://b.example/x"))).isFalse();
  }
}
