package org.tocsin.alert.follow;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.tocsin.alert.storm.StormRule;

/** When acts are told together (DOMAIN.md, section 7, rule 7). */
@ConfigMapping(prefix = "tocsin.storm")
public interface StormSettings {

  /** How many severe alerts of one State and act type are told one by one. */
  @WithDefault("5")
  int alone();

  /** Within what time; a storm is over when nothing has joined it for so long. */
  @WithDefault("10m")
  Duration window();

  default StormRule rule() {
    return new StormRule(alone(), window());
  }
}
