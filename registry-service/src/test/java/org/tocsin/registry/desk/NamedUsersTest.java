package org.tocsin.registry.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tocsin.events.CaseClosed;
import org.tocsin.events.NeedToKnowSet;
import org.tocsin.events.OwnerAssigned;
import org.tocsin.events.ReprisalEvent;
import org.tocsin.events.shape.Violation;

class NamedUsersTest {

  private static final Set<String> STAFF = Set.of("ana", "ben");

  @Test
  void eachNameThatTheStaffDoesNotHaveIsSaidByItsPlaceAndNeverRepeated() {
    List<Violation> unknown =
        NamedUsers.unknown(
            new NeedToKnowSet(List.of("ana", "Ana", "ben", "zanahoria")), STAFF, true);
    assertEquals(
        List.of("/people/1", "/people/3"), unknown.stream().map(Violation::pointer).toList());
    assertFalse(unknown.toString().contains("zanahoria"));
    assertEquals(List.of("/owner"), pointers(new OwnerAssigned("cem")));
  }

  @Test
  void whoIsOnTheStaffAndContactsAndNobodyAreSound() {
    assertEquals(List.of(), pointers(new OwnerAssigned("ben")));
    assertEquals(List.of(), pointers(new NeedToKnowSet(List.of())));
    assertEquals(List.of(), pointers(new NeedToKnowSet(List.of("contact/7", "ana"))));
    assertEquals(List.of(), pointers(new CaseClosed(null)));
  }

  private static List<String> pointers(ReprisalEvent decision) {
    return NamedUsers.unknown(decision, STAFF, true).stream().map(Violation::pointer).toList();
  }
}
