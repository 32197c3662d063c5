package org.tocsin.alert.plan;

import java.net.URI;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.tocsin.alert.contact.Address;
import org.tocsin.alert.contact.Contact;
import org.tocsin.alert.contact.PhoneNumbers;
import org.tocsin.alert.decision.Decision.Channel;
import org.tocsin.alert.schedule.Hours;

/** Reads {@code contacts}. */
final class ContactsSection {

  private static final Pattern MAILBOX =
      Pattern.compile("[^\\s@<>,;\\p{Cntrl}]+@[^\\s@<>,;\\p{Cntrl}]+");
  private static final Pattern LOOPBACK = Pattern.compile("localhost|127\\.[0-9.]+|\\[::1]");
  private static final String KEY_BEGINS = "-----BEGIN PGP PUBLIC KEY BLOCK-----";
  private static final String ZONE_FORM = "a time zone such as Europe/Zurich";

  private ContactsSection() {}

  static Map<String, Contact> read(Place section) {
    var contacts = new LinkedHashMap<String, Contact>();
    section
        .entries()
        .forEach(
            (id, place) -> {
              Ids.check(id, place);
              contacts.put(id, contact(id, place.fields()));
            });
    if (contacts.isEmpty()) {
      section.flaw("nobody", "There is nobody to wake.", "Name at least one contact.");
    }
    return contacts;
  }

  private static Contact contact(String id, Fields fields) {
    List<Address> addresses = addresses(fields);
    ZoneId zone = fields.value("time-zone", ZoneId::of, ZONE_FORM, ZoneOffset.UTC);
    var contact =
        new Contact(
            id,
            addresses,
            fields.value(
                "language", ContactsSection::language, "a language such as fr", Locale.ENGLISH),
            zone,
            fields.take("quiet-hours").flatMap(place -> hours(place.fields(), zone)),
            Optional.ofNullable(
                fields.value(
                    "openpgp-key", ContactsSection::publicKey, "an armored public key", null)),
            false,
            fields.flag("ops"),
            names(fields.list("users"), "the name of a user of the staff"),
            Ids.read(fields.list("roles")));
    fields.end();
    return contact;
  }

  /** The addresses of {@code channels}: at least one, and one of each kind. */
  static List<Address> addresses(Fields fields) {
    var addresses = new ArrayList<Address>();
    var kinds = EnumSet.noneOf(Channel.class);
    Optional<Place> channels = fields.need("channels");
    for (Place place : channels.map(Place::items).orElse(List.of())) {
      Fields channel = place.fields();
      Channel kind =
          channel.needed("kind", text -> Words.constant(Channel.class, text), kinds(), null);
      String address = channel.needed("address", text -> address(kind, text), form(kind), "");
      boolean verified = channel.flag("verified");
      channel.end();
      if (kind != null && !kinds.add(kind)) {
        place.flaw("given-twice", "The contact has this kind already.", "Give one address a kind.");
      } else if (kind != null) {
        addresses.add(new Address(kind, address, verified, false));
      }
    }
    if (channels.isPresent() && channels.get().items().isEmpty()) {
      channels.get().flaw("nobody", "The contact cannot be reached.", "Give at least one channel.");
    }
    return addresses;
  }

  /** Hours of the day, in this zone unless they name another. */
  static Optional<Hours> hours(Fields fields, ZoneId zone) {
    String form = "a time of day such as 08:00";
    LocalTime from = fields.needed("from", LocalTime::parse, form, LocalTime.MIN);
    LocalTime to = fields.needed("to", LocalTime::parse, form, LocalTime.NOON);
    ZoneId where = fields.value("time-zone", ZoneId::of, ZONE_FORM, zone);
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (Place day : fields.list("days")) {
      Optional.ofNullable(
              day.read(text -> Words.constant(DayOfWeek.class, text), "a day such as monday", null))
          .ifPresent(days::add);
    }
    fields.end();
    if (from.equals(to)) {
      fields
          .place()
          .flaw("hours", "They end when they begin.", "Leave them out for the whole day.");
      return Optional.empty();
    }
    return Optional.of(new Hours(from, to, where, days));
  }

  private static Set<String> names(List<Place> places, String form) {
    var names = new HashSet<String>();
    places.forEach(place -> names.add(place.read(text -> text, form, "")));
    return names;
  }

  private static String address(Channel kind, String text) {
    return switch (kind) {
      case WEBHOOK -> webhook(URI.create(text));
      case EMAIL -> {
        if (!MAILBOX.matcher(text).matches()) {
          throw new IllegalArgumentException();
        }
        yield text;
      }
      case null, default ->
          PhoneNumbers.international(text).orElseThrow(IllegalArgumentException::new);
    };
  }

  /** Without a sign-in in it: it stands in a file that many read. */
  private static String webhook(URI url) {
    boolean right =
        url.getHost() != null
            && url.getRawUserInfo() == null
            && url.getRawFragment() == null
            && ("https".equals(url.getScheme())
                || "http".equals(url.getScheme()) && LOOPBACK.matcher(url.getHost()).matches());
    if (!right) {
      throw new IllegalArgumentException();
    }
    return url.toString();
  }

  private static String form(Channel kind) {
    return switch (kind) {
      case EMAIL -> "one mailbox, such as a@example.org";
      case WEBHOOK ->
          "an https address without a sign-in in it, such as https://hooks.example.org/tocsin";
      case null, default ->
          "an international number that its country has given out, in quotes, such as \"+12125550101\"";
    };
  }

  private static String kinds() {
    return "one of "
        + String.join(
            ", ",
            EnumSet.allOf(Channel.class).stream()
                .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                .toList());
  }

  private static Locale language(String text) {
    return new Locale.Builder().setLanguageTag(text).build();
  }

  private static String publicKey(String text) {
    if (!text.startsWith(KEY_BEGINS) || text.contains("PRIVATE KEY")) {
      throw new IllegalArgumentException();
    }
    return text;
  }
}
