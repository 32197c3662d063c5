package org.tocsin.alert.delivery;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The mailer named {@code relay} speaks to a Postfix of its own by the settings that
 * docs/operations.md gives for a mail relay; only where it is differs. Without a Postfix on the
 * machine there is none.
 */
public final class RelayResource implements QuarkusTestResourceLifecycleManager {

  private static final Path DOCUMENT = Path.of("..", "docs", "operations.md");
  private static final Pattern SETTING =
      Pattern.compile("(?m)^    QUARKUS_(MAILER|TLS_RELAY)_(\\w+)=(.*)$");

  /** The Postfix, where it is installed. */
  record Relay(Optional<Postfix> postfix) {}

  private Optional<Postfix> postfix = Optional.empty();

  @Override
  public Map<String, String> start() {
    try {
      postfix = Postfix.ifInstalled();
      return postfix.isPresent() ? documented(postfix.get()) : Map.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> documented(Postfix at) throws IOException {
    var here =
        Map.of(
            "HOST",
            "localhost",
            "PORT",
            "" + at.port(),
            "TRUST_STORE_PEM_CERTS",
            at.certificate().toString());
    var settings = new HashMap<String, String>();
    var given = SETTING.matcher(Files.readString(DOCUMENT));
    while (given.find()) {
      String name = given.group(2);
      settings.put(
          given.group(1).equals("MAILER")
              ? "quarkus.mailer.relay." + name.toLowerCase(Locale.ROOT).replace('_', '-')
              : "quarkus.tls.relay.trust-store.pem.certs",
          here.getOrDefault(name, given.group(3)));
    }
    return settings;
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(new Relay(postfix), new TestInjector.MatchesType(Relay.class));
  }

  @Override
  public void stop() {
    try {
      if (postfix.isPresent()) {
        postfix.get().close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
