package org.tocsin.alert.sms;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How often replies are answered, so that two machines do not answer each other for ever. */
@ConfigMapping(prefix = "tocsin.replies")
public interface ReplySettings {

  /** In which answers are counted. */
  @WithDefault("1H")
  Duration window();

  /** At most so many answers to one number within the window. */
  @WithDefault("20")
  int answersPerNumber();

  /** At most so many answers to all numbers within the window. */
  @WithDefault("200")
  int answersInTotal();

  /** How long a number that got a word of help gets no other. */
  @WithDefault("24H")
  Duration helpAgainAfter();
}
