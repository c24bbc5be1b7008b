package io.trueup.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {
  private final AddressGuard guard = new AddressGuard(List.of());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.255.255.254",
        "2130706433",
        "127.1",
        "0.0.0.0",
        "10.1.2.3",
        "100.64.0.1",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "198.18.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "::7f00:1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "0:0:0:0:0:ffff:c0a8:0101",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "fc00::1",
        "fd12:3456::1",
        "fe80::1",
        "fec0::1",
        "ff02::1",
        "localhost",
      })
  void what_is_private_or_local_is_refused(String host) {
    assertThatThrownBy(() -> guard.resolve(host))
        .isInstanceOf(AddressGuard.Refused.class)
        .hasMessage("the host " + host + " has a private or local address, which is not asked");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8.8.8.8",
        "172.15.255.255",
        "172.32.0.1",
        "100.63.255.255",
        "100.128.0.1",
        "::ffff:8.8.8.8",
        "2606:4700:4700::1111"
      })
  void what_lies_in_the_open_internet_is_asked(String host) throws UnknownHostException {
    assertThat(guard.resolve(host)).isNotEmpty();
  }

  @Test
  void networks_addresses_and_names_may_be_allowed() throws UnknownHostException {
    AddressGuard open =
        new AddressGuard(List.of("10.0.0.0/8", "192.168.1.7", "fd00::/8", "LocalHost"));
    assertThat(open.resolve("10.200.0.1")).hasSize(1);
    assertThat(open.resolve("192.168.1.7")).hasSize(1);
    assertThat(open.resolve("fd12::1")).hasSize(1);
    assertThat(open.resolve("localhost")).isNotEmpty();
    for (String host :
        List.of("192.168.1.8", "fc00::1", "127.0.0.1", "11.0.0.1".replace("11", "127"))) {
      assertThatThrownBy(() -> open.resolve(host)).isInstanceOf(AddressGuard.Refused.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.0/33", "10.0.0.0/x", "fd00::/129", "300.1.1.1/8"})
  void a_network_that_is_none_is_told(String text) {
    assertThatThrownBy(() -> new AddressGuard(List.of(text)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(text);
  }
}
