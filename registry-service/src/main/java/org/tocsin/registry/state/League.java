package org.tocsin.registry.state;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;

/**
 * All States side by side. Counts say reported, not happened: where more can report, more is
 * reported. Letters are counted against those that were due, not against all.
 *
 * @param knownAt see {@link StateView}
 * @param asOf see {@link StateView}
 * @param basis what the counts are of: always {@code reported}
 * @param states members and observers of the United Nations, and others of which an act is reported
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record League(Instant knownAt, Instant asOf, String basis, List<Line> states) {

  /**
   * One State.
   *
   * @param acts reported
   * @param corroborated of these
   * @param extreme of these
   * @param openCases with such an act
   * @param lettersSent to it
   * @param lettersDue of these: answered, or past their deadline
   * @param lettersAnsweredInTime of those due
   * @param lettersOverdue of those due
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Line(
      String code,
      String name,
      String membership,
      int acts,
      int corroborated,
      int extreme,
      int openCases,
      int lettersSent,
      int lettersDue,
      int lettersAnsweredInTime,
      int lettersOverdue) {}
}
