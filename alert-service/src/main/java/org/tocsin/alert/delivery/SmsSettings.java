package org.tocsin.alert.delivery;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.util.Map;

/** The short message centres by which SMS go out (SMPP 3.4). */
@ConfigMapping(prefix = "tocsin.sms")
public interface SmsSettings {

  /** By name, such as {@code smpp}. */
  @WithParentName
  Map<String, Provider> providers();

  /** One account. */
  interface Provider {

    /** The least is tried first; of equal ones, by name. */
    @WithDefault("0")
    int order();

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
}
