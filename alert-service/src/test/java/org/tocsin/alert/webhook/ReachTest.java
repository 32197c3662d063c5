package org.tocsin.alert.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tocsin.alert.delivery.DeliveryException;
import org.tocsin.alert.delivery.Fault;

class ReachTest {

  private static final Reach NOTHING_INTERNAL = new Reach(List.of());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.0.0.1", "172.31.255.255", "192.168.1.1",
            "100.64.0.1",
        "169.254.169.254", "224.0.0.1", "255.255.255.255", "localhost", "2130706433", "0x7f.1",
            "127.1",
        "[::1]", "[::]", "[fe80::1]", "[fd00:ec2::254]", "[fc00::1]", "[ff02::1]",
            "[::ffff:10.0.0.1]",
        "[::10.0.0.1]", "[64:ff9b::a9fe:a9fe]", "[2002:a00:1::]", "[2001:0:1::]"
      })
  void whatIsInternalIsNeverReachedHoweverItIsWritten(String host) {
    var url = URI.create("https://" + host + "/hook");
    // What is no host at all has been refused when the plan was read.
    if (url.getHost() != null) {
      var refused = assertThrows(DeliveryException.class, () -> NOTHING_INTERNAL.address(url));
      assertTrue(refused.fault() == Fault.FINAL || refused.fault() == Fault.PASSING);
    }
  }

  @Test
  void thePublicInternetIsReached() throws Exception {
    assertEquals("9.9.9.9", address("https://9.9.9.9/hook"));
    assertEquals("2620:fe:0:0:0:0:0:fe", address("https://[2620:fe::fe]/hook"));
    assertEquals(Fault.FINAL, fault(NOTHING_INTERNAL, "http://9.9.9.9/hook"), "never without TLS");
  }

  @Test
  void whatTheSettingNamesIsReachedAndNothingBesideIt() throws Exception {
    var some = new Reach(List.of(Network.of("10.1.2.0/23"), Network.of("127.0.0.1")));
    some.address(URI.create("https://10.1.3.255/"));
    some.address(URI.create("http://127.0.0.1/"));
    assertEquals(Fault.FINAL, fault(some, "https://10.1.4.0/"));
    assertEquals(Fault.FINAL, fault(some, "https://127.0.0.2/"));
    assertEquals(Fault.FINAL, fault(some, "http://10.1.3.255/"));
  }

  @Property
  void aNetworkHasWhatBeginsAsItDoes(
      @ForAll @Size(4) byte[] one, @ForAll @Size(4) byte[] other, @ForAll byte any)
      throws UnknownHostException {
    int bits = Math.floorMod(any, 33);
    long mask = bits == 0 ? 0 : 0xffffffffL << (32 - bits) & 0xffffffffL;
    assertEquals(
        (number(one) & mask) == (number(other) & mask),
        new Network(InetAddress.getByAddress(one), bits).has(InetAddress.getByAddress(other)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "hooks.example.org", "10.0.0.0/33", "10.0.0.0/x", "a", "10.0.0.0/-1"})
  void whatIsNoNetworkIsAnError(String text) {
    assertThrows(IllegalArgumentException.class, () -> Network.of(text));
  }

  private static long number(byte[] octets) {
    long number = 0;
    for (byte octet : octets) {
      number = number << 8 | octet & 0xff;
    }
    return number;
  }

  private static String address(String url) throws DeliveryException {
    return NOTHING_INTERNAL.address(URI.create(url)).getHostAddress();
  }

  private static Fault fault(Reach reach, String url) {
    return assertThrows(DeliveryException.class, () -> reach.address(URI.create(url))).fault();
  }
}
