package org.tocsin.registry.state;

import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The league as a file for spreadsheets (CSV, RFC 4180): every line says what its counts are of,
 * and for which times they were computed, so that a line that is copied elsewhere still says so.
 */
final class LeagueFile {

  private static final CsvSchema COLUMNS =
      CsvSchema.builder()
          .addColumn("code")
          .addColumn("name")
          .addColumn("membership")
          .addNumberColumn("acts")
          .addNumberColumn("corroborated")
          .addNumberColumn("extreme")
          .addNumberColumn("openCases")
          .addNumberColumn("lettersSent")
          .addNumberColumn("lettersDue")
          .addNumberColumn("lettersAnsweredInTime")
          .addNumberColumn("lettersOverdue")
          .addColumn("basis")
          .addColumn("asOf")
          .addColumn("knownAt")
          .build()
          .withHeader();

  private LeagueFile() {}

  static String csv(League league) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (League.Line line : league.states()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("code", line.code());
      row.put("name", line.name());
      row.put("membership", line.membership());
      row.put("acts", line.acts());
      row.put("corroborated", line.corroborated());
      row.put("extreme", line.extreme());
      row.put("openCases", line.openCases());
      row.put("lettersSent", line.lettersSent());
      row.put("lettersDue", line.lettersDue());
      row.put("lettersAnsweredInTime", line.lettersAnsweredInTime());
      row.put("lettersOverdue", line.lettersOverdue());
      row.put("basis", league.basis());
      row.put("asOf", league.asOf() == null ? null : league.asOf().toString());
      row.put("knownAt", league.knownAt().toString());
      rows.add(row);
    }
    return Rows.csv(COLUMNS, rows);
  }
}
