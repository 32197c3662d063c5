package org.tocsin.registry.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.util.List;
import java.util.Map;

/** Lines of figures as a file for spreadsheets (CSV, RFC 4180). */
final class Rows {

  private static final CsvMapper CSV =
      CsvMapper.csvBuilder().enable(CsvGenerator.Feature.ALWAYS_QUOTE_STRINGS).build();

  private Rows() {}

  static String csv(CsvSchema columns, List<Map<String, Object>> rows) {
    try {
      return CSV.writer(columns).writeValueAsString(rows);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("strings and numbers are CSV", impossible);
    }
  }
}
