package org.tocsin.registry.state;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Example;
import org.tocsin.events.SealedPart;
import org.tocsin.events.Subject;
import org.tocsin.events.UnMembershipRecorded;
import org.tocsin.events.vocabulary.State;
import org.tocsin.events.vocabulary.Term;
import org.tocsin.events.vocabulary.UnMembership;
import org.tocsin.registry.Events;
import org.tocsin.registry.history.Recorded;

class MembershipsTest {

  private static final State PALESTINE = State.of("PS").orElseThrow();

  @Example
  void membershipIsAsOfADayAndItsFirstAndLastDayCount() {
    var memberships =
        Memberships.of(
            List.of(
                recorded(UnMembership.MEMBER, "2030-01-01", null),
                recorded(UnMembership.OBSERVER, "2012-11-29", "2029-12-31")));
    assertEquals(Optional.empty(), memberships.on(LocalDate.parse("2012-11-28"), "PS"));
    assertEquals(Optional.of("observer"), memberships.on(LocalDate.parse("2012-11-29"), "PS"));
    assertEquals(Optional.of("observer"), memberships.on(LocalDate.parse("2029-12-31"), "PS"));
    assertEquals(Optional.of("member"), memberships.on(LocalDate.parse("2030-01-01"), "PS"));
    assertEquals(Optional.empty(), memberships.on(LocalDate.parse("2030-01-01"), "CH"));
  }

  private static Recorded recorded(UnMembership membership, String from, String to) {
    return Events.recorded(
        Events.ofNewCase()
            .event(
                "m-" + from,
                from,
                new UnMembershipRecorded(
                    PALESTINE,
                    Term.of(membership),
                    LocalDate.parse(from),
                    to == null ? null : LocalDate.parse(to)),
                new Subject.OfState(PALESTINE),
                new SealedPart.None()),
        0);
  }
}
