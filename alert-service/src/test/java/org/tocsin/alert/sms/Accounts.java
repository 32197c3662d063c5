package org.tocsin.alert.sms;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;

/** Settings of accounts as the service reads them. */
final class Accounts {

  private Accounts() {}

  /** One on loopback, with its defaults but for these. */
  static SmsSettings.Provider account(int port, Map<String, String> settings) {
    var all = new HashMap<String, String>();
    all.put("port", "" + port);
    all.put("password", "tests");
    all.putAll(settings);
    return account(all);
  }

  /** One with its defaults but for these. */
  static SmsSettings.Provider account(Map<String, String> settings) {
    var all = new HashMap<String, String>();
    settings.forEach((key, value) -> all.put("tocsin.sms.account." + key, value));
    return settings(SmsSettings.class, all).providers().get("account");
  }

  /** Settings with their defaults but for these. */
  static <T> T settings(Class<T> mapping, Map<String, String> given) {
    return new SmallRyeConfigBuilder()
        .addDiscoveredConverters()
        .withMapping(mapping)
        .withSources(new PropertiesConfigSource(given, "test", 100))
        .build()
        .getConfigMapping(mapping);
  }
}
