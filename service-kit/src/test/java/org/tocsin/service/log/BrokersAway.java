package org.tocsin.service.log;

/** What the log throws in an outage, for tests of other packages. */
public final class BrokersAway {

  private BrokersAway() {}

  public static BrokerException thrown() {
    return new BrokerException("canary Amina Example", null);
  }
}
