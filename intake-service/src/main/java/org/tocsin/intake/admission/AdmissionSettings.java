package org.tocsin.intake.admission;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How much one process of intake takes at a time, and how much of it one partner. */
@ConfigMapping(prefix = "tocsin.quota")
public interface AdmissionSettings {

  /** Events a second of a partner whose directory entry names no other number. */
  @WithDefault("200")
  int eventsPerSecond();

  /** For how many seconds of its quota a partner can save up. */
  @WithDefault("10")
  int burstSeconds();

  /** Extreme events a second that a partner has beyond its quota. */
  @WithDefault("20")
  int extremeReservePerSecond();

  /** Events of all partners that are taken and not yet answered. */
  @WithDefault("16384")
  int eventsInFlight();

  /** The same in bytes. */
  @WithDefault("32M")
  MemorySize bytesInFlight();

  /** Bodies of all requests that are being read, in bytes. */
  @WithDefault("64M")
  MemorySize bodiesInFlight();

  /** How long the body of a single event may take to come. */
  @WithDefault("60S")
  Duration slowestBody();
}
