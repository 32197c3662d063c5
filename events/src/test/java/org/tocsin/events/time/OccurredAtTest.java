package org.tocsin.events.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OccurredAtTest {

  @ParameterizedTest
  @CsvSource({
    "INSTANT,2026-11-20T10:00:00+02:00,2026-11-20T08:00:00Z,2026-11-20T08:00:00Z",
    "DAY,2026-11-20,2026-11-20T00:00:00Z,2026-11-20T23:59:59.999999999Z",
    "MONTH,2013-09,2013-09-01T00:00:00Z,2013-09-30T23:59:59.999999999Z",
    "YEAR,2016,2016-01-01T00:00:00Z,2016-12-31T23:59:59.999999999Z",
    "APPROXIMATE,2013-09,2013-09-01T00:00:00Z,2013-09-30T23:59:59.999999999Z",
    "RANGE,2013-09/2013-11-05,2013-09-01T00:00:00Z,2013-11-05T23:59:59.999999999Z",
  })
  void aDateSpansAllMomentsItCanMean(
      Precision precision, String value, Instant earliest, Instant latest) {
    var occurredAt = new OccurredAt(value, precision);
    assertEquals(earliest, occurredAt.earliest());
    assertEquals(latest, occurredAt.latest());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-02-29", "2026-13-01", "2026-00-10", "2026-11-00", "2026-1-020", "+026-11-20",
        "-026-11-20", "2026-+1-20", "2026-11-2\u0660", "2026-11-20 ", "2026/11/20", "20261120"
      })
  void whatIsNoDayOfTheCalendarIsNone(String value) {
    assertThrows(DateTimeException.class, () -> new OccurredAt(value, Precision.DAY));
    assertThrows(DateTimeException.class, () -> LocalDate.parse(value));
  }

  @Test
  void twoDatesOverlapIfTheyCanBeTheSameMoment() {
    var day = new OccurredAt("2026-11-20", Precision.DAY);
    assertTrue(day.overlaps(new OccurredAt("2026-11-20T23:00:00Z", Precision.INSTANT)));
    assertTrue(day.overlaps(new OccurredAt("2026-11", Precision.MONTH)));
    assertFalse(day.overlaps(new OccurredAt("2026-11-21", Precision.DAY)));
  }
}
