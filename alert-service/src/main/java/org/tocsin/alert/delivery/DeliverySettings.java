package org.tocsin.alert.delivery;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How messages are sent. */
@ConfigMapping(prefix = "tocsin.delivery")
public interface DeliverySettings {

  /** How long a receipt is waited for until the SMS counts as not delivered. */
  @WithDefault("3M")
  Duration receiptWithin();

  /**
   * How long an SMS that may have been handed over waits for its receipt until it is sent again.
   */
  @WithDefault("10S")
  Duration unknownFor();

  /** A message that goes out so long after it should have is marked DELAYED. */
  @WithDefault("10M")
  Duration lateAfter();

  /** For how long an SMS provider that failed is left alone while there is another. */
  @WithDefault("30S")
  Duration failedProviderRests();

  Bundle bundle();

  /** When moderate and minor news to one contact goes together. */
  interface Bundle {

    /** So many mails of moderate and minor news a contact gets within the window. */
    @WithDefault("20")
    int after();

    /** What comes beyond them waits, at most so long, and goes as one mail. */
    @WithDefault("5M")
    Duration window();
  }
}
