package org.tocsin.events.time;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneOffset;

/**
 * When something happened, as exactly as it is known and no more.
 *
 * @param value an ISO 8601 instant with offset, day, month or year by its precision; two of them
 *     joined by a slash for a range; a day, month or year for an approximate date
 * @param precision how exact the value is
 */
public record OccurredAt(String value, Precision precision) implements Comparable<OccurredAt> {

  /** Checks the value against its precision; throws DateTimeException when they do not fit. */
  public OccurredAt {
    span(value, precision);
  }

  /** Just then. */
  public static OccurredAt at(Instant instant) {
    return new OccurredAt(instant.toString(), Precision.INSTANT);
  }

  /** The first instant at which it can have happened (UTC). */
  public Instant earliest() {
    return span(value, precision).from;
  }

  /** The last instant at which it can have happened (UTC). */
  public Instant latest() {
    return span(value, precision).to;
  }

  /**
   * By when it had certainly happened, given when it was told: what is told has happened, unless it
   * is dated later.
   */
  public Instant happenedBy(Instant toldAt) {
    Instant last = latest().isBefore(toldAt) ? latest() : toldAt;
    return last.isBefore(earliest()) ? earliest() : last;
  }

  /** Whether both can be the same moment. */
  public boolean overlaps(OccurredAt other) {
    return !earliest().isAfter(other.latest()) && !other.earliest().isAfter(latest());
  }

  /** By the first possible instant, then the last, then the text: a total order. */
  @Override
  public int compareTo(OccurredAt other) {
    int order = earliest().compareTo(other.earliest());
    order = order != 0 ? order : latest().compareTo(other.latest());
    order = order != 0 ? order : value.compareTo(other.value);
    return order != 0 ? order : precision.compareTo(other.precision);
  }

  private record Span(Instant from, Instant to) {}

  private static Span span(String value, Precision precision) {
    return switch (precision) {
      case INSTANT -> instant(value);
      case DAY -> day(value);
      case MONTH -> month(value);
      case YEAR -> year(value);
      case APPROXIMATE -> calendar(value);
      case RANGE -> range(value);
    };
  }

  private static Span instant(String value) {
    Instant instant = OffsetDateTime.parse(value).toInstant();
    return new Span(instant, instant);
  }

  private static Span day(String value) {
    LocalDate day = localDate(value);
    return between(day, day.plusDays(1));
  }

  /** As {@code LocalDate.parse}, which fills maps for it: an event's day is read several times. */
  private static LocalDate localDate(String value) {
    if (value.length() == 10 && value.charAt(4) == '-' && value.charAt(7) == '-') {
      int year = digits(value, 0, 4);
      int month = digits(value, 5, 7);
      int day = digits(value, 8, 10);
      if (year >= 0 && month >= 0 && day >= 0) {
        return LocalDate.of(year, month, day);
      }
    }
    return LocalDate.parse(value);
  }

  /** What these digits say; -1 if one of them is none. */
  private static int digits(String value, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      int digit = value.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number;
  }

  private static Span month(String value) {
    YearMonth month = YearMonth.parse(value);
    return between(month.atDay(1), month.plusMonths(1).atDay(1));
  }

  private static Span year(String value) {
    if (value.length() != 4) {
      throw new DateTimeException("a year has four digits");
    }
    Year year = Year.parse(value);
    return between(year.atDay(1), year.plusYears(1).atDay(1));
  }

  private static Span calendar(String value) {
    return switch (value.length()) {
      case 4 -> year(value);
      case 7 -> month(value);
      default -> day(value);
    };
  }

  private static Span range(String value) {
    int slash = value.indexOf('/');
    if (slash < 0) {
      throw new DateTimeException("a range has two dates joined by a slash");
    }
    Instant from = end(value.substring(0, slash)).from;
    Instant to = end(value.substring(slash + 1)).to;
    if (from.isAfter(to)) {
      throw new DateTimeException("a range ends before it begins");
    }
    return new Span(from, to);
  }

  private static Span end(String value) {
    return value.indexOf('T') > 0 ? instant(value) : calendar(value);
  }

  private static Span between(LocalDate first, LocalDate next) {
    return new Span(begin(first), begin(next).minusNanos(1));
  }

  private static Instant begin(LocalDate day) {
    return Instant.ofEpochSecond(day.toEpochSecond(LocalTime.MIDNIGHT, ZoneOffset.UTC));
  }
}
