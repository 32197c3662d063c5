package org.tocsin.alert.plan;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tocsin.alert.schedule.Rotation;
import org.tocsin.alert.schedule.Schedule;
import org.tocsin.alert.schedule.StandIn;

/** Reads {@code schedules}. */
final class SchedulesSection {

  private static final int HOURS_A_WEEK = 168;
  private static final String ZONE_FORM = "a time zone such as Europe/Zurich";
  private static final String MOMENT_FORM = "a local time such as 2026-12-24T18:00";

  private SchedulesSection() {}

  static Map<String, Schedule> read(Place section, Set<String> contacts) {
    var schedules = new LinkedHashMap<String, Schedule>();
    section
        .entries()
        .forEach(
            (id, place) -> {
              Ids.check(id, place);
              schedules.put(id, schedule(id, place.fields(), contacts));
            });
    return schedules;
  }

  private static Schedule schedule(String id, Fields fields, Set<String> contacts) {
    ZoneId zone = fields.needed("time-zone", ZoneId::of, ZONE_FORM, ZoneOffset.UTC);
    var rotations = new ArrayList<Rotation>();
    fields.need("rotations");
    for (Place place : fields.list("rotations")) {
      rotation(place.fields(), zone, contacts).ifPresent(rotations::add);
    }
    var standIns = new ArrayList<StandIn>();
    for (Place place : fields.list("stand-ins")) {
      standIn(place.fields(), zone, contacts).ifPresent(standIns::add);
    }
    fields.end();
    return new Schedule(id, rotations, standIns);
  }

  private static Optional<Rotation> rotation(Fields fields, ZoneId zone, Set<String> contacts) {
    List<Place> people = fields.need("contacts").map(Place::items).orElse(List.of());
    var turns = new ArrayList<String>();
    people.forEach(place -> turns.add(Ids.known(place, contacts, "contact")));
    ZoneId where = fields.value("time-zone", ZoneId::of, ZONE_FORM, zone);
    LocalDate start =
        fields.needed("start", Words::date, "a date such as 2026-01-05", LocalDate.EPOCH);
    LocalTime handOver =
        fields.value("hand-over", LocalTime::parse, "a time such as 09:00", LocalTime.MIDNIGHT);
    int hours =
        fields.value(
            "turns",
            Words::turn,
            "daily, weekly, or a length such as 10 days or 12 h",
            HOURS_A_WEEK);
    var limit = fields.take("hours").flatMap(place -> ContactsSection.hours(place.fields(), where));
    fields.end();
    if (turns.isEmpty()) {
      fields.place().flaw("nobody", "Nobody takes turns.", "Name at least one contact.");
      return Optional.empty();
    }
    return Optional.of(new Rotation(turns, where, start, handOver, hours, limit));
  }

  private static Optional<StandIn> standIn(Fields fields, ZoneId zone, Set<String> contacts) {
    String contact =
        fields.need("contact").map(place -> Ids.known(place, contacts, "contact")).orElse("");
    Optional<String> insteadOf =
        fields.take("instead-of").map(place -> Ids.known(place, contacts, "contact"));
    Instant from = moment(fields, "from", zone, LocalDate.EPOCH);
    Instant to = moment(fields, "to", zone, LocalDate.EPOCH.plusDays(1));
    fields.end();
    if (!from.isBefore(to)) {
      fields.place().flaw("order", "It ends before it begins.", "Give a later end.");
      return Optional.empty();
    }
    return Optional.of(new StandIn(contact, insteadOf, from, to));
  }

  private static Instant moment(Fields fields, String name, ZoneId zone, LocalDate substitute) {
    return fields
        .needed(name, Words::moment, MOMENT_FORM, substitute.atStartOfDay())
        .atZone(zone)
        .toInstant();
  }
}
