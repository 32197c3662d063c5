package org.tocsin.alert.contact;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ToldTest {

  private record Somebody(boolean ops, Optional<Set<String>> users) implements Contacts.Contact {
    @Override
    public String email() {
      return "somebody@example.org";
    }

    @Override
    public String sms() {
      return "+12125550101";
    }
  }

  @Test
  void opsAndThoseConcernedAreToldAndNobodyElse() {
    var contacts =
        Map.<String, Contacts.Contact>of(
            "ops", new Somebody(true, Optional.empty()),
            "owner", new Somebody(false, Optional.of(Set.of("ana", "ben"))),
            "other", new Somebody(false, Optional.of(Set.of("cleo"))),
            "nobody", new Somebody(false, Optional.empty()));
    assertEquals(Set.of("ops", "owner"), Told.of(contacts, List.of("ben")));
    assertEquals(Set.of("ops"), Told.of(contacts, List.of()));
  }

  @Test
  void whereNobodyIsMarkedAllAreTold() {
    var contacts =
        Map.<String, Contacts.Contact>of(
            "one", new Somebody(false, Optional.empty()),
            "two", new Somebody(false, Optional.of(Set.of("cleo"))));
    assertEquals(Set.of("one", "two"), Told.of(contacts, List.of("ben")));
  }
}
