package org.tocsin.alert.contact;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ToldTest {

  private static Contact somebody(String id, boolean ops, Set<String> users) {
    return new Contact(
        id,
        List.of(),
        Locale.ENGLISH,
        ZoneOffset.UTC,
        Optional.empty(),
        Optional.empty(),
        false,
        ops,
        users,
        Set.of());
  }

  @Test
  void opsAndThoseConcernedAreToldAndNobodyElse() {
    var contacts =
        Map.of(
            "ops", somebody("ops", true, Set.of()),
            "owner", somebody("owner", false, Set.of("ana", "ben")),
            "other", somebody("other", false, Set.of("cleo")),
            "nobody", somebody("nobody", false, Set.of()));
    assertEquals(Set.of("ops", "owner"), Told.of(contacts, List.of("ben")));
    assertEquals(Set.of("ops"), Told.of(contacts, List.of()));
  }

  @Test
  void whereNobodyIsMarkedAllAreTold() {
    var contacts =
        Map.of(
            "one", somebody("one", false, Set.of()),
            "two", somebody("two", false, Set.of("cleo")));
    assertEquals(Set.of("one", "two"), Told.of(contacts, List.of("ben")));
  }
}
