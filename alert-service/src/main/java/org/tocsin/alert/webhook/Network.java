package org.tocsin.alert.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A part of the address space. Pure: resolves no names.
 *
 * @param prefix its first address
 * @param bits of the prefix that count
 */
record Network(InetAddress prefix, int bits) {

  /**
   * What is not the public Internet: loopback, private, shared, link-local (where clouds keep their
   * metadata), benchmarks, documentation, multicast, reserved (RFC 6890 and its registries); and
   * what carries such addresses inside of others: NAT64, 6to4, Teredo.
   */
  static final List<Network> INTERNAL =
      Stream.of(
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
              "64:ff9b::/96",
              "64:ff9b:1::/48",
              "100::/64",
              "2001::/23",
              "2001:db8::/32",
              "2002::/16",
              "3fff::/20",
              "fc00::/7",
              "fe80::/10",
              "fec0::/10",
              "ff00::/8")
          .map(Network::of)
          .toList();

  /**
   * Such as {@code 10.0.0.0/8}, or one address.
   *
   * @throws IllegalArgumentException if it is neither
   */
  static Network of(String text) {
    String[] parts = text.strip().split("/", 2);
    if (!parts[0].matches("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")) {
      throw new IllegalArgumentException("no address or network: " + text);
    }
    try {
      InetAddress prefix = InetAddress.getByName(parts[0]);
      int most = prefix.getAddress().length * 8;
      int bits = parts.length == 1 ? most : Integer.parseInt(parts[1]);
      if (bits < 0 || bits > most) {
        throw new IllegalArgumentException("no address or network: " + text);
      }
      return new Network(prefix, bits);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("no address or network: " + text, e);
    }
  }

  /** Whether an address is in it. One of IPv4 that is mapped into IPv6 is one of IPv4 to Java. */
  boolean has(InetAddress address) {
    byte[] own = prefix.getAddress();
    byte[] other = address.getAddress();
    if (own.length != other.length) {
      return false;
    }
    int whole = bits / 8;
    int rest = bits % 8;
    int mask = 0xff << (8 - rest) & 0xff;
    return Arrays.equals(own, 0, whole, other, 0, whole)
        && (rest == 0 || (own[whole] & mask) == (other[whole] & mask));
  }
}
