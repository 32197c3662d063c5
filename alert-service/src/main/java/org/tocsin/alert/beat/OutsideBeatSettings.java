package org.tocsin.alert.beat;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Where the beat to the outside goes; nowhere unless it is configured. */
@ConfigMapping(prefix = "tocsin.beat")
public interface OutsideBeatSettings {

  /** How the address is called. */
  enum Method {
    GET,
    POST
  }

  /** Secret, as whoever knows it can beat in our place. */
  Optional<URI> url();

  @WithDefault("GET")
  Method method();

  /** A mailbox outside. */
  Optional<String> mail();

  @WithDefault("1M")
  Duration every();
}
