package org.tocsin.alert.delivery;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The short message centre (SMPP 3.4). */
@ConfigMapping(prefix = "tocsin.sms.smpp")
public interface SmppSettings {

  @WithDefault("127.0.0.1")
  String host();

  @WithDefault("2775")
  int port();

  @WithDefault("tocsin")
  String systemId();

  /** At most 8 characters (SMPP 3.4, section 5.2.2). */
  String password();

  /** What the phone shows as the sender. */
  @WithDefault("TOCSIN")
  String sourceAddress();
}
