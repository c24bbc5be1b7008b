package io.trueup.connector;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/**
 * Lets connections go to the open internet only, and to what the configuration names. It judges the
 * very addresses that are then connected to, so a name that changes its address in between gains
 * nothing.
 */
final class AddressGuard implements DnsResolver {
  /** Networks that are nobody's business: private, local, shared, documentation, reserved. */
  private static final List<Network> CLOSED =
      networks(
          "0.0.0.0/8",
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.88.99.0/24",
          "192.168.0.0/16",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/4",
          "240.0.0.0/4",
          "::/96",
          "::ffff:0:0/96",
          "64:ff9b::/96",
          "64:ff9b:1::/48",
          "100::/64",
          "2001::/23",
          "2001:db8::/32",
          "2002::/16",
          "3fff::/20",
          "5f00::/16",
          "fc00::/7",
          "fe80::/10",
          "fec0::/10",
          "ff00::/8");

  private final List<Network> allowed = new ArrayList<>();
  private final List<String> allowedNames = new ArrayList<>();

  AddressGuard(List<String> allowedAddresses) {
    for (String each : allowedAddresses) {
      String text = each.strip().toLowerCase(Locale.ROOT);
      if (text.matches("[0-9.]+(/\\d+)?|[0-9a-f:.]*:[0-9a-f:.]*(/\\d+)?")) {
        allowed.add(Network.of(text));
      } else if (text.matches("[a-z0-9]([a-z0-9._-]*[a-z0-9])?")) {
        allowedNames.add(text);
      } else {
        throw new IllegalArgumentException(each + " is no address, network or name of a host");
      }
    }
  }

  /** An address that may not be asked. */
  static final class Refused extends UnknownHostException {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    InetAddress[] found = SystemDefaultDnsResolver.INSTANCE.resolve(host);
    if (!allowedNames.contains(host.toLowerCase(Locale.ROOT))) {
      for (InetAddress address : found) {
        if (!open(address)) {
          throw new Refused(
              "the host " + host + " has a private or local address, which is not asked");
        }
      }
    }
    return found;
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }

  private boolean open(InetAddress address) {
    return allowed.stream().anyMatch(network -> network.has(address))
        || CLOSED.stream().noneMatch(network -> network.has(address));
  }

  private static List<Network> networks(String... texts) {
    return Arrays.stream(texts).map(Network::of).toList();
  }

  /** A network of addresses. */
  private record Network(byte[] base, int bits) {
    /**
     * Understands {@code 10.0.0.0/8}, or an address alone.
     *
     * @throws IllegalArgumentException when it is neither
     */
    static Network of(String text) {
      int slash = text.indexOf('/');
      try {
        // Literals only: whoever calls has seen to it that no name is looked up here.
        byte[] base = literal(slash < 0 ? text : text.substring(0, slash));
        int bits = slash < 0 ? base.length * 8 : Integer.parseInt(text.substring(slash + 1));
        if (bits < 0 || bits > base.length * 8) {
          throw new IllegalArgumentException(text + " is no network");
        }
        return new Network(base, bits);
      } catch (UnknownHostException | NumberFormatException e) {
        throw new IllegalArgumentException(text + " is no address or network", e);
      }
    }

    private static byte[] literal(String text) throws UnknownHostException {
      if (text.startsWith("::ffff:")) {
        // InetAddress would turn it into an IPv4 address.
        byte[] mapped = new byte[16];
        mapped[10] = (byte) 0xFF;
        mapped[11] = (byte) 0xFF;
        return mapped;
      }
      return InetAddress.getByName(text).getAddress();
    }

    boolean has(InetAddress address) {
      byte[] bytes = address.getAddress();
      if (bytes.length != base.length) {
        return false;
      }
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> (bit % 8);
        if ((bytes[bit / 8] & mask) != (base[bit / 8] & mask)) {
          return false;
        }
      }
      return true;
    }
  }
}
