package org.tocsin.registry.state;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.tocsin.registry.resolution.Position;

/**
 * A State's page.
 *
 * @param code ISO 3166-1 alpha-2
 * @param name short English name
 * @param membership of the United Nations: {@code member} or {@code observer}; null for neither
 * @param acts reported acts for which it is responsible, or which happened in it where no State is
 *     named as responsible
 * @param openCases cases with such an act that nobody has closed
 * @param personsByStatus where the persons of these cases stand now; groups and organisations are
 *     not counted
 * @param positions on resolutions
 * @param laws changes of its law, in order
 * @param councilTerms in the Human Rights Council, in order
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StateView(
    String code,
    String name,
    String membership,
    ActFigures acts,
    int openCases,
    Map<String, Integer> personsByStatus,
    List<Position> positions,
    List<Law> laws,
    List<Term> councilTerms) {

  /** A change of law, with the event it comes from. */
  public record Law(String change, String citation, String eventId) {}

  /** A term in the Council, with the event it comes from. */
  public record Term(LocalDate from, LocalDate to, String eventId) {}

  /** A line of the list of States. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Line(String code, String name, String membership, int acts, int openCases) {}
}
