package org.tocsin.registry.reference;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A file of reference data: a head that says where it comes from, of which day it is and what it
 * covers, and one fact a row.
 *
 * @param source where the facts can be looked up
 * @param date the day on which they were looked up; a later file corrects an earlier one
 * @param covers what is in it, and what is not
 * @param rows the facts, each with an id of its own
 */
record ReferenceFile(String source, LocalDate date, String covers, List<Row> rows) {

  ReferenceFile {
    rows = List.copyOf(rows);
    var ids = new HashSet<String>();
    for (Row row : rows) {
      if (!ids.add(row.text("id"))) {
        throw new IllegalArgumentException("two rows have the id " + row.text("id"));
      }
    }
  }

  /** One fact, by the names of the columns. */
  record Row(Map<String, String> fields) {

    Row {
      fields = Map.copyOf(fields);
    }

    String text(String column) {
      return Optional.ofNullable(fields.get(column))
          .orElseThrow(() -> new IllegalArgumentException("there is no column " + column));
    }

    /** Empty where the field is. */
    Optional<LocalDate> day(String column) {
      return Optional.of(text(column)).filter(day -> !day.isEmpty()).map(LocalDate::parse);
    }
  }

  /** A file that comes with the registry. */
  static ReferenceFile of(String name) {
    try (var in =
        new BufferedReader(
            new InputStreamReader(
                ReferenceFile.class.getResourceAsStream(name), StandardCharsets.UTF_8))) {
      return parse(in.lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ReferenceFile parse(List<String> lines) {
    var head = new HashMap<String, String>();
    lines.stream()
        .filter(line -> line.startsWith("#"))
        .map(line -> line.substring(1).strip().split(":", 2))
        .forEach(said -> head.merge(said[0], said[1].strip(), (one, more) -> one + " " + more));
    List<String[]> table =
        lines.stream().filter(line -> !line.startsWith("#")).map(l -> l.split(",", -1)).toList();
    String[] columns = table.getFirst();
    List<Row> rows =
        table.stream()
            .skip(1)
            .map(
                fields -> {
                  var row = new HashMap<String, String>();
                  for (int i = 0; i < columns.length; i++) {
                    row.put(columns[i], fields[i]);
                  }
                  return new Row(row);
                })
            .toList();
    return new ReferenceFile(
        head.get("source"), LocalDate.parse(head.get("date")), head.get("covers"), rows);
  }
}
