package org.tocsin.intake.repeat;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Within what a repeat is told from a new event; past it the registry decides. */
@ConfigMapping(prefix = "tocsin.repeats")
public interface RepeatSettings {

  /** How many events of one organisation are remembered. */
  @WithDefault("50000")
  int eventsOfOnePartner();

  /** And of all together. */
  @WithDefault("150000")
  int eventsOfAll();
}
