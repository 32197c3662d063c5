package org.tocsin.registry.deadletter;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;

/**
 * Records that could not be processed, as desk and ops see them: by reference, never by content.
 */
final class Letters {

  private Letters() {}

  /**
   * Some letters, newest first.
   *
   * @param next where the next page begins; null on the last
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Page(List<Letter> letters, String next) {

    public Page {
      letters = List.copyOf(letters);
    }
  }

  /**
   * One record that one reader could not process.
   *
   * @param id its place in the log: topic, partition and offset
   * @param reason a code
   * @param service which service could not process it; null in letters of the first version
   * @param reader which of the service's readers
   * @param subject what it is about, such as the id of a case; null where that is not known
   * @param at when the brokers recorded the first letter
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Letter(
      String id,
      String topic,
      int partition,
      long offset,
      String reason,
      String service,
      String reader,
      String subject,
      Instant at) {}
}
