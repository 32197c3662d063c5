package org.tocsin.alert.webhook;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;
import org.tocsin.alert.delivery.DeliveryException;
import org.tocsin.alert.delivery.Fault;

/**
 * Which addresses a webhook may reach: a plan must not make the service call machines inside of the
 * network that it runs in.
 *
 * @param allowed networks that may be reached although they are internal
 */
record Reach(List<Network> allowed) {

  /**
   * The address to connect to: the name is resolved once, and what was checked is what is called.
   *
   * @throws DeliveryException if the name is not known now, or any of its addresses is internal
   */
  InetAddress address(URI url) throws DeliveryException {
    InetAddress[] all;
    try {
      all = InetAddress.getAllByName(url.getHost());
    } catch (UnknownHostException e) {
      throw new DeliveryException(Fault.PASSING, "the webhook's host is not known");
    }
    if (Stream.of(all).anyMatch(this::isRefused)) {
      throw new DeliveryException(Fault.FINAL, "the webhook's address is internal");
    }
    if (!url.getScheme().equals("https") && !all[0].isLoopbackAddress()) {
      throw new DeliveryException(Fault.FINAL, "the webhook's address has no https");
    }
    return all[0];
  }

  private boolean isRefused(InetAddress address) {
    return Network.INTERNAL.stream().anyMatch(network -> network.has(address))
        && allowed.stream().noneMatch(network -> network.has(address));
  }
}
