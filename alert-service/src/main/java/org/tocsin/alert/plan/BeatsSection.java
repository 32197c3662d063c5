package org.tocsin.alert.plan;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.tocsin.alert.policy.ExpectedBeats;
import org.tocsin.alert.policy.TestMessages;

/** Reads {@code tests} and {@code beats}. */
final class BeatsSection {

  private static final String EVERY = "every";
  private static final String FORM = "a time such as 30 min, 6 h or 1 day, at least a minute";
  private static final Duration SHORTEST = Duration.ofMinutes(1);

  private BeatsSection() {}

  static ExpectedBeats read(Optional<Place> tests, Optional<Place> beats) {
    return new ExpectedBeats(
        tests.map(place -> tests(place.fields())),
        beats.map(BeatsSection::partners).orElse(Map.of()));
  }

  private static TestMessages tests(Fields fields) {
    var messages =
        new TestMessages(
            duration(fields, EVERY), duration(fields, "within"), ContactsSection.addresses(fields));
    fields.end();
    if (messages.within().compareTo(messages.every()) >= 0) {
      fields
          .place()
          .flaw("order", "The next goes out before this one is late.", "Give a shorter within.");
    }
    return messages;
  }

  private static Map<String, Duration> partners(Place section) {
    var partners = new LinkedHashMap<String, Duration>();
    section
        .entries()
        .forEach(
            (id, place) -> {
              Ids.check(id, place);
              Fields fields = place.fields();
              partners.put(id, duration(fields, EVERY));
              fields.end();
            });
    return partners;
  }

  private static Duration duration(Fields fields, String name) {
    Function<String, Duration> reader =
        text -> {
          Duration length = Words.duration(text);
          if (length.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException();
          }
          return length;
        };
    return fields.needed(name, reader, FORM, SHORTEST);
  }
}
