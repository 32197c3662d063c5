package org.tocsin.registry.state;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.tocsin.events.time.OccurredAt;
import org.tocsin.registry.resolution.Position;

/**
 * A State's page. Counts say reported, not happened.
 *
 * @param code ISO 3166-1 alpha-2
 * @param name short English name
 * @param withdrawn the day on which the code was withdrawn, as the list of codes has it; null while
 *     it is in force
 * @param membership of the United Nations: {@code member} or {@code observer}; null for neither
 * @param knownAt what was recorded until then is in; asked again with it, the page has the same
 *     digits
 * @param asOf what had happened by then; null for all that is known
 * @param acts reported acts for which it is responsible, or which happened in it where no State is
 *     named as responsible
 * @param openCases cases with such an act that nobody has closed
 * @param personsByStatus where the persons stand against whom these acts are reported; groups and
 *     organisations are not counted
 * @param communications letters of UN mechanisms to it
 * @param accountability in how many cases it took which step, by track
 * @param positions on resolutions; what it said and how it voted are two facts
 * @param laws changes of its law, in order
 * @param councilTerms in the Human Rights Council, in order
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StateView(
    String code,
    String name,
    LocalDate withdrawn,
    String membership,
    Instant knownAt,
    Instant asOf,
    ActFigures acts,
    int openCases,
    Map<String, Integer> personsByStatus,
    LetterFigures communications,
    Map<String, Map<String, Integer>> accountability,
    List<Position> positions,
    List<Law> laws,
    List<Term> councilTerms) {

  /** A change of law, with the event it comes from. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Law(String change, OccurredAt occurredAt, String citation, String eventId) {}

  /** A term in the Council, with the event it comes from. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Term(LocalDate from, LocalDate to, String eventId) {}
}
