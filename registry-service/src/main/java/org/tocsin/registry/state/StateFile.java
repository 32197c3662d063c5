package org.tocsin.registry.state;

import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The figures of one State as a file for spreadsheets (CSV, RFC 4180), a line for each number;
 * every line says of which State it is, what counts are of, and for which times they were computed.
 * Lists, such as laws and positions, are no figures and are left out.
 */
final class StateFile {

  private static final CsvSchema COLUMNS =
      CsvSchema.builder()
          .addColumn("code")
          .addColumn("name")
          .addColumn("membership")
          .addColumn("figure")
          .addColumn("of")
          .addNumberColumn("number")
          .addColumn("basis")
          .addColumn("asOf")
          .addColumn("knownAt")
          .build()
          .withHeader();

  private final StateView view;
  private final List<Map<String, Object>> rows = new ArrayList<>();

  private StateFile(StateView view) {
    this.view = view;
  }

  static String csv(StateView view) {
    var file = new StateFile(view);
    file.fill();
    return Rows.csv(COLUMNS, file.rows);
  }

  private void fill() {
    add("acts", null, view.acts().total());
    add("acts.corroborated", null, view.acts().corroborated());
    view.acts().byType().forEach((type, acts) -> add("acts.byType", type, acts));
    view.acts().bySeverity().forEach((grade, acts) -> add("acts.bySeverity", grade, acts));
    add("openCases", null, view.openCases());
    view.personsByStatus().forEach((status, persons) -> add("personsByStatus", status, persons));
    LetterFigures letters = view.communications();
    add("communications.sent", null, letters.sent());
    add("communications.due", null, letters.due());
    add("communications.answered", null, letters.answered());
    add("communications.late", null, letters.late());
    add("communications.overdue", null, letters.overdue());
    add("communications.waiting", null, letters.waiting());
    add("communications.acknowledged", null, letters.acknowledged());
    view.accountability()
        .forEach(
            (track, steps) ->
                steps.forEach((step, cases) -> add("accountability." + track, step, cases)));
  }

  private void add(String figure, String of, int number) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("code", view.code());
    row.put("name", view.name());
    row.put("membership", view.membership());
    row.put("figure", figure);
    row.put("of", of);
    row.put("number", number);
    row.put("basis", "reported");
    row.put("asOf", view.asOf() == null ? null : view.asOf().toString());
    row.put("knownAt", view.knownAt().toString());
    rows.add(row);
  }
}
