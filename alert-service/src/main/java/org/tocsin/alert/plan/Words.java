package org.tocsin.alert.plan;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How the plan writes things; what is written otherwise is an {@link IllegalArgumentException}. */
final class Words {

  /** Ids of contacts, schedules, policies and roles: they stand in logs and addresses. */
  static final String ID_FORM = "2 to 40 lower-case letters, digits and hyphens";

  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,38}[a-z0-9]");
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,4}) ?(s|min|h|days?)");
  private static final int HOURS_A_DAY = 24;
  private static final int MOST_TIMES = 100;
  private static final int FIRST_YEAR = 1970;
  private static final int LAST_YEAR = 2200;

  private Words() {}

  static String id(String text) {
    if (!ID.matcher(text).matches()) {
      throw new IllegalArgumentException();
    }
    return text;
  }

  static boolean flag(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException();
    };
  }

  /** Such as {@code 30 s}, {@code 10 min}, {@code 2 h} or {@code 1 day}. */
  static Duration duration(String text) {
    Matcher form = DURATION.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException();
    }
    long number = Long.parseLong(form.group(1));
    return switch (form.group(2)) {
      case "s" -> Duration.ofSeconds(number);
      case "min" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }

  /**
   * The length of a turn in hours: {@code daily}, {@code weekly}, {@code 10 days}, {@code 12 h}.
   */
  static int turn(String text) {
    Duration length =
        switch (text) {
          case "daily" -> Duration.ofDays(1);
          case "weekly" -> Duration.ofDays(7);
          default -> duration(text);
        };
    if (length.toHours() < 1 || !length.equals(Duration.ofHours(length.toHours()))) {
      throw new IllegalArgumentException();
    }
    return (int) length.toDays() * HOURS_A_DAY + length.toHoursPart();
  }

  /** A day of our time: what is far from it is a slip, and no calendar reaches it. */
  static LocalDate date(String text) {
    return near(LocalDate.parse(text));
  }

  /** A local time of day on such a day. */
  static LocalDateTime moment(String text) {
    LocalDateTime moment = LocalDateTime.parse(text);
    near(moment.toLocalDate());
    return moment;
  }

  private static LocalDate near(LocalDate day) {
    if (day.getYear() < FIRST_YEAR || day.getYear() > LAST_YEAR) {
      throw new IllegalArgumentException();
    }
    return day;
  }

  /** A positive whole number that a person would write here. */
  static int count(String text) {
    int number = Integer.parseInt(text);
    if (number < 1 || number > MOST_TIMES) {
      throw new IllegalArgumentException();
    }
    return number;
  }

  /** A constant by its name in lower case with hyphens. */
  static <E extends Enum<E>> E constant(Class<E> type, String text) {
    if (!text.equals(text.toLowerCase(Locale.ROOT)) || text.contains("_")) {
      throw new IllegalArgumentException();
    }
    return Enum.valueOf(type, text.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
