package org.tocsin.alert.deadletter;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * What came of trying a record once more, or would.
 *
 * @param id the record's place in the log
 * @param outcome {@code processed}, {@code unreadable}, {@code failed} or {@code gone}
 * @param reason why it could not be processed; null if it was
 * @param stale whether it is so old that nobody is woken
 * @param told whom it tells, as contact and channel; empty if nobody
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Outcome(String id, String outcome, String reason, boolean stale, List<String> told) {

  static final String PROCESSED = "processed";
  static final String UNREADABLE = "unreadable";
  static final String FAILED = "failed";
  static final String GONE = "gone";

  static Outcome not(Letter letter, String outcome, String reason) {
    return new Outcome(letter.getId(), outcome, reason, false, List.of());
  }

  boolean isProcessed() {
    return outcome.equals(PROCESSED);
  }
}
